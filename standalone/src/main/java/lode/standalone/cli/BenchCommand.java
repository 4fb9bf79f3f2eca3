package lode.standalone.cli;

import java.util.concurrent.Callable;
import lode.standalone.bench.ChaosBench;
import lode.standalone.bench.SmokeBench;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lode bench NAME}: measurements on this machine. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description =
        "Measure Lode on this machine: smoke (start-up, memory, demo crawl), chaos (a crawl whose"
            + " worker is killed and whose database is cut off).")
final class BenchCommand implements Callable<Integer> {

  @Parameters(paramLabel = "NAME", description = "smoke or chaos")
  private String name = "";

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of the moments of chaos (default: a random one, which is printed).")
  private long seed = System.nanoTime() % 1_000_000;

  private final Console console;

  BenchCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    if (name.equals("chaos")) {
      return chaos();
    }
    if (!name.equals("smoke")) {
      throw CommandFailed.badArguments(
          "there is no benchmark called " + name + "; there is: smoke, chaos");
    }
    console.result(new SmokeBench(console.err()).run());
    return ExitCode.DONE;
  }

  private Integer chaos() throws Exception {
    if (!ChaosBench.isPossible()) {
      throw CommandFailed.failed(
          "chaos needs Temporal's development server; ./lode setup temporal installs it");
    }
    console.result(new ChaosBench(console.err()).run(seed));
    return ExitCode.DONE;
  }
}
