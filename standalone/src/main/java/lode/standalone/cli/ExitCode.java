package lode.standalone.cli;

/** Exit codes of the command line. */
final class ExitCode {

  static final int DONE = 0;
  static final int FAILED = 1;
  static final int BAD_ARGUMENTS = 2;
  static final int PARTIAL = 3;

  private ExitCode() {}

  /** The code of a job's end. */
  static int of(String jobStatus) {
    return switch (jobStatus) {
      case "completed" -> DONE;
      case "partial" -> PARTIAL;
      default -> FAILED;
    };
  }
}
