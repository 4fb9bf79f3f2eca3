package lode.standalone.cli;

/** A command cannot go on; the message says why and what to do. */
final class CommandFailed extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int exitCode;

  CommandFailed(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  static CommandFailed badArguments(String message) {
    return new CommandFailed(ExitCode.BAD_ARGUMENTS, message);
  }

  static CommandFailed failed(String message) {
    return new CommandFailed(ExitCode.FAILED, message);
  }

  int exitCode() {
    return exitCode;
  }
}
