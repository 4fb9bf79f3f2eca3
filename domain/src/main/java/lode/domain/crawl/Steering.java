package lode.domain.crawl;

/**
 * What people want of a crawl right now.
 *
 * @param paused nothing new is to be claimed until somebody resumes it; false once it was stopped
 * @param stopped it is to end with what there is
 * @param edition grows with each change of the crawl's request
 */
public record Steering(boolean paused, boolean stopped, int edition) {

  /** Nobody steers. */
  public static final Steering NONE = new Steering(false, false, 0);

  /** Whether nothing new may be claimed. */
  public boolean holds() {
    return paused || stopped;
  }
}
