package lode.standalone.rules.samples.domain.job;

/** Reads the machine's settings. */
public final class EnvironmentInDomain {
  public String made() {
    return System.getProperty("user.name");
  }
}
