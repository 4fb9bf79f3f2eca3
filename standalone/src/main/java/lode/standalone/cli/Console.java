package lode.standalone.cli;

import java.io.PrintStream;

/** Where a command writes: results to one stream, everything else to the other. */
record Console(PrintStream out, PrintStream err, boolean terminal) {

  static Console system() {
    return new Console(System.out, System.err, System.console() != null);
  }

  void result(String text) {
    out.println(text);
    out.flush();
  }

  void say(String text) {
    err.println(text);
  }

  /** Writes over the line that was written so before. */
  void overwrite(String text) {
    err.print("\r\u001b[2K" + text);
    err.flush();
  }
}
