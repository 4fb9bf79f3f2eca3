package lode.standalone.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code lode search}: finds passages and facts of a project. */
@Command(
    name = "search",
    mixinStandardHelpOptions = true,
    description = "Find passages and facts of a project by meaning and words.")
final class SearchCommand implements Callable<Integer> {

  @Parameters(paramLabel = "QUERY", description = "What to find.")
  private String query = "";

  @Option(
      names = "--project",
      required = true,
      paramLabel = "NAME",
      description = "Project to search.")
  private String project = "";

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description = "hybrid, dense or keyword (default: hybrid).")
  private String mode = "hybrid";

  @Option(names = "--limit", paramLabel = "N", description = "Most hits (default: 10).")
  private int limit = 10;

  @Option(names = "--json", description = "The answer as JSON.")
  private boolean json;

  private final Console console;

  SearchCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (Connection connection = Connection.open(console)) {
      LodeClient client = connection.client();
      String id =
          client.all("/projects").stream()
              .filter(one -> one.path("name").asString("").equalsIgnoreCase(project))
              .map(one -> one.path("id").asString())
              .findFirst()
              .orElseThrow(() -> CommandFailed.badArguments("no project is called " + project));
      ObjectNode body = LodeClient.JSON.createObjectNode();
      body.put("query", query).put("mode", mode).put("limit", limit);
      JsonNode answer = client.post("/projects/" + id + "/search", body);
      if (json) {
        console.result(LodeClient.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(answer));
      } else {
        answer.path("items").forEach(hit -> console.result(words(hit)));
      }
      return ExitCode.DONE;
    }
  }

  private static String words(JsonNode hit) {
    String text = hit.path("text").asString("").replaceAll("\\s+", " ").strip();
    return String.format(
        "%.4f  %s  %s%n        %s",
        hit.path("score").asDouble(),
        hit.path("url").asString(""),
        hit.path("heading").asString(""),
        text.length() > 300 ? text.substring(0, 300) + "…" : text);
  }
}
