package lode.standalone.rules.samples.domain.job;

/** Starts a thread. */
public final class ThreadInDomain {
  public void start(Runnable work) {
    new Thread(work).start();
  }
}
