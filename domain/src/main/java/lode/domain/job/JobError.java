package lode.domain.job;

/**
 * Why a job, a page or a source failed.
 *
 * @param type name of the failure, stable, such as {@code RobotsUnreachable}
 * @param message one sentence for a person; no secrets
 * @param stage phase in which it happened, such as {@code crawl}
 */
public record JobError(String type, String message, String stage) {

  private static final int LONGEST_MESSAGE = 1_000;

  public JobError {
    if (message.length() > LONGEST_MESSAGE) {
      message = message.substring(0, LONGEST_MESSAGE) + "…";
    }
  }

  /** From a failure: the type is the class's simple name. */
  public static JobError of(Throwable failure, String stage) {
    String message = failure.getMessage();
    String type = failure.getClass().getSimpleName();
    return new JobError(type, message == null ? type : message, stage);
  }
}
