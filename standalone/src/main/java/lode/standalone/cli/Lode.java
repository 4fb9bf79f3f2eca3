package lode.standalone.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import lode.standalone.embedded.EmbeddedPartFailed;
import lode.standalone.embedded.LodeHome;
import lode.standalone.embedded.LodeHomeInUse;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code lode} command. */
@Command(
    name = "lode",
    mixinStandardHelpOptions = true,
    version = "Lode 0.1",
    description = "Turns web sites into structured knowledge with a quote for each fact.",
    footer = {
      "",
      "Begin with:  ./lode demo",
      "Then:        ./lode run https://example.com --template company"
    })
public final class Lode {

  private Lode() {}

  /** Runs a command and exits with its code. */
  public static void main(String[] arguments) {
    logTo(arguments);
    int code = run(Console.system(), arguments);
    // Threads of the servers must not keep a finished command alive.
    System.exit(code);
  }

  /** Logs go to the home; those of a server to the console as well. Before the first logger is made. */
  private static void logTo(String[] arguments) {
    LodeHome home = LodeHome.resolve(System.getenv());
    System.setProperty("lode.log.file", home.log("lode").toString());
    boolean serves = arguments.length > 0 && arguments[0].equals("serve");
    System.setProperty("lode.log.console", serves ? "INFO" : "OFF");
  }

  /** Runs a command; gives its exit code. */
  static int run(Console console, String... arguments) {
    CommandLine line = new CommandLine(new Lode());
    Map<String, Object> commands = commands(console);
    Object named = arguments.length == 0 ? null : commands.get(arguments[0]);
    if (named == null) {
      commands.forEach(line::addSubcommand);
    } else {
      // Reading the options of all commands takes longer than many a command.
      line.addSubcommand(arguments[0], named);
    }
    // "@FILE" is an option's value here, not more arguments.
    line.setExpandAtFiles(false);
    line.setExecutionExceptionHandler((failure, command, parsed) -> explain(console, failure));
    line.setOut(new java.io.PrintWriter(console.out(), true));
    line.setErr(new java.io.PrintWriter(console.err(), true));
    if (arguments.length == 0) {
      line.usage(line.getOut());
      return ExitCode.BAD_ARGUMENTS;
    }
    return line.execute(arguments);
  }

  private static Map<String, Object> commands(Console console) {
    Map<String, Object> commands = new LinkedHashMap<>();
    commands.put("demo", new DemoCommand(console));
    commands.put("run", new RunCommand(console));
    commands.put("scrape", new ScrapeCommand(console));
    commands.put("documents", new DocumentsCommand(console));
    commands.put("extract", new ExtractCommand(console));
    commands.put("serve", new ServeCommand(console));
    commands.put("search", new SearchCommand(console));
    commands.put("doctor", new DoctorCommand(console));
    commands.put("bench", new BenchCommand(console));
    commands.put("setup", new SetupCommand(console));
    return commands;
  }

  private static int explain(Console console, Exception failure) {
    if (failure instanceof CommandFailed failed) {
      console.say("lode: " + failed.getMessage());
      return failed.exitCode();
    }
    if (failure instanceof LodeHomeInUse || failure instanceof EmbeddedPartFailed) {
      console.say("lode: " + failure.getMessage());
      return ExitCode.FAILED;
    }
    console.say("lode: " + failure + " (a fault of Lode; the trace follows)");
    failure.printStackTrace(console.err());
    return ExitCode.FAILED;
  }
}
