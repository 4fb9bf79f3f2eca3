package lode.standalone.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import lode.domain.project.ExtractionSchema;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code lode scrape FILE|-|URL...}: exactly the URLs of a list, as messy as it may be. */
@Command(
    name = "scrape",
    mixinStandardHelpOptions = true,
    description = "Fetch exactly these URLs, extract facts with their quotes.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed",
      "2:bad arguments, or no line is a URL",
      "3:finished partial: some pages or sources failed"
    })
final class ScrapeCommand implements Callable<Integer> {

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE|-|URL",
      description = "Files with a URL a line, - for standard input, or URLs.")
  private List<String> lists = List.of();

  @Option(
      names = "--template",
      paramLabel = "NAME",
      description = "Bundled schema (default: company).")
  private @Nullable String template;

  @Option(names = "--schema", paramLabel = "FILE", description = "Own schema, .yaml or .json.")
  private @Nullable Path schemaFile;

  @Option(
      names = "--project",
      paramLabel = "NAME",
      description = "Project to work in (default: made from the schema).")
  private @Nullable String project;

  @Option(
      names = "--source-group",
      paramLabel = "NAME",
      description = "Group of all pages (default: the registrable domain).")
  private @Nullable String sourceGroup;

  @Option(
      names = "--delay",
      paramLabel = "MS",
      description = "Least time between requests to a host (default: 1000; 0 lifts it).")
  private @Nullable Integer delay;

  @Option(
      names = "--allow-network",
      paramLabel = "CIDR",
      description = "Let the fetches reach a private network, such as 127.0.0.0/8; repeatable.")
  private List<String> allowNetworks = List.of();

  @Option(names = "--no-extract", description = "Fetch only.")
  private boolean noExtract;

  @Option(names = "--format", paramLabel = "FORMAT", description = "md, json or csv (default: md).")
  private String format = "md";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write the result here instead of to standard output.")
  private @Nullable Path output;

  @Option(names = "--json", description = "Lines and progress as JSON lines on standard error.")
  private boolean jsonLines;

  private final Console console;

  ScrapeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (template != null && schemaFile != null) {
      throw CommandFailed.badArguments("--template and --schema exclude each other");
    }
    if (!List.of("md", "json", "csv").contains(format)) {
      throw CommandFailed.badArguments("--format must be md, json or csv, not " + format);
    }
    ObjectNode body = body();
    ExtractionSchema schema = RunProject.schema(template, schemaFile);
    String name = project == null ? "list (" + schema.name() + ")" : project;
    try (Connection connection = Connection.open(console)) {
      LodeClient client = connection.client();
      String projectId = new RunProject(client).ensure(name, schema);
      JsonNode started = client.post("/projects/" + projectId + "/scrapes", body);
      tell(started.path("lines"));
      JsonNode job =
          new JobWatch(client, console, jsonLines || !console.terminal() && format.equals("json"))
              .follow(started.path("id").asString());
      new RunResult(client, projectId, job).handOver(console, format, output);
      return ExitCode.of(job.path("status").asString(""));
    }
  }

  private ObjectNode body() {
    ObjectNode body = LodeClient.JSON.createObjectNode();
    ArrayNode urls = body.putArray("urls");
    lists.forEach(list -> urls.add(text(list)));
    RunCommand.putIfSet(body, "sourceGroup", sourceGroup);
    RunCommand.putIfSet(body, "minDelayMs", delay);
    RunCommand.putIfSet(body, "allowedNetworks", allowNetworks);
    return body.put("autoExtract", !noExtract);
  }

  /** What a file or standard input holds; anything else is a URL itself. */
  private static String text(String list) {
    try {
      if (list.equals("-")) {
        return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
      }
      Path file = Path.of(list);
      return Files.isRegularFile(file)
          ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
          : list;
    } catch (InvalidPathException url) {
      return list;
    } catch (IOException unreadable) {
      throw CommandFailed.badArguments(list + " cannot be read");
    }
  }

  /** What is not as it was given, line by line, and how many there are of each kind. */
  private void tell(JsonNode lines) {
    Map<String, Integer> counts = new TreeMap<>();
    for (JsonNode line : lines) {
      String status = line.path("status").asString("");
      counts.merge(status, 1, Integer::sum);
      if (jsonLines) {
        console.say(line.toString());
      } else if (!status.equals("accepted")) {
        console.say(words(line));
      }
    }
    if (!jsonLines) {
      console.say(
          String.join(
              ", ",
              counts.entrySet().stream()
                  .map(count -> count.getValue() + " " + count.getKey())
                  .toList()));
    }
  }

  /** One line's answer for people. */
  static String words(JsonNode line) {
    String url = line.path("url").isString() ? " -> " + line.path("url").asString() : "";
    return "line "
        + line.path("line").asInt()
        + " "
        + line.path("status").asString("")
        + ": "
        + line.path("input").asString("")
        + url
        + " ("
        + line.path("reason").asString("")
        + ")";
  }
}
