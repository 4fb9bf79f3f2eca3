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
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  @Mixin private SchemaOptions look = new SchemaOptions();

  @Mixin private SiteOptions sites = new SiteOptions();

  @Mixin private ResultOptions result = new ResultOptions();

  private final Console console;

  ScrapeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    look.check();
    result.check();
    ObjectNode body = body();
    ExtractionSchema schema = look.schema();
    try (Connection connection = Connection.open(console)) {
      LodeClient client = connection.client();
      String projectId = new RunProject(client).ensure(look.project("list", schema), schema);
      JsonNode started = client.post("/projects/" + projectId + "/scrapes", body);
      tell(started.path("lines"));
      return result.follow(console, client, projectId, started);
    }
  }

  private ObjectNode body() {
    ObjectNode body = LodeClient.JSON.createObjectNode();
    ArrayNode urls = body.putArray("urls");
    lists.forEach(list -> urls.add(text(list)));
    sites.putTo(body);
    return body.put("autoExtract", look.extracts());
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
      if (result.jsonLines()) {
        console.say(line.toString());
      } else if (!status.equals("accepted")) {
        console.say(words(line));
      }
    }
    if (!result.jsonLines()) {
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
