package lode.standalone.cli;

import java.util.concurrent.Callable;
import lode.standalone.embedded.LodeHome;
import lode.standalone.embedded.StackSettings;
import lode.standalone.embedded.TemporalBinary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code lode setup temporal}: builds the Temporal dev server with Go. */
@Command(
    name = "setup",
    mixinStandardHelpOptions = true,
    description =
        "Install an optional part under LODE_HOME: temporal (needs Go, about ten minutes once).")
final class SetupCommand implements Callable<Integer> {

  @Parameters(paramLabel = "PART", description = "temporal")
  private String part = "";

  private final Console console;

  SetupCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (!part.equals("temporal")) {
      throw CommandFailed.badArguments("there is no part called " + part + "; there is: temporal");
    }
    StackSettings settings = StackSettings.fromEnvironment();
    LodeHome home = LodeHome.resolve(settings.environment());
    console.say("building the Temporal dev server, about ten minutes …");
    console.say("built " + TemporalBinary.buildWithGo(home, settings, console::say));
    return ExitCode.DONE;
  }
}
