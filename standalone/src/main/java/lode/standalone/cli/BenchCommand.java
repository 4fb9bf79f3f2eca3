package lode.standalone.cli;

import java.util.concurrent.Callable;
import lode.standalone.bench.SmokeBench;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code lode bench NAME}: measurements on this machine. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measure Lode on this machine: smoke (start-up, memory, demo crawl).")
final class BenchCommand implements Callable<Integer> {

  @Parameters(paramLabel = "NAME", description = "smoke")
  private String name = "";

  private final Console console;

  BenchCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    if (!name.equals("smoke")) {
      throw CommandFailed.badArguments(
          "there is no benchmark called " + name + "; there is: smoke");
    }
    console.result(new SmokeBench(console.err()).run());
    return ExitCode.DONE;
  }
}
