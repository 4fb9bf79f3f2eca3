package lode.standalone.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a run hands over: the report, or everything as JSON. */
final class RunResult {

  private final LodeClient client;
  private final String projectId;
  private final JsonNode job;

  RunResult(LodeClient client, String projectId, JsonNode job) {
    this.client = client;
    this.projectId = projectId;
    this.job = job;
  }

  /** Says how the job ended and writes the result: to a file, or to standard output. */
  void handOver(Console console, String format, @Nullable Path output) {
    String status = job.path("status").asString("");
    JsonNode error = job.path("error");
    if (error.isObject()) {
      console.say(error.path("type").asString("") + ": " + error.path("message").asString(""));
    }
    JsonNode reason = job.path("result").path("reason");
    if (reason.isString()) {
      console.say(reason.asString());
    }
    boolean nothing = !status.equals("completed") && !status.equals("partial");
    if (nothing && !format.equals("json")) {
      return;
    }
    String text = render(format);
    if (output == null) {
      console.result(text);
    } else {
      write(output, text);
      console.say("wrote " + output);
    }
  }

  /** The result in a format: {@code md}, {@code csv} or {@code json}. */
  String render(String format) {
    return switch (format) {
      case "json" -> LodeClient.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json());
      default -> reportId() == null ? sourceList(format) : content(format);
    };
  }

  private @Nullable String reportId() {
    JsonNode id = job.path("result").path("reportId");
    return id.isString() ? id.asString() : null;
  }

  private String content(String format) {
    return client.text(
        "/projects/" + projectId + "/reports/" + reportId() + "/content?format=" + format);
  }

  private ObjectNode json() {
    ObjectNode all = LodeClient.JSON.createObjectNode();
    all.set("job", job);
    all.set("sources", array(sources()));
    all.set("extractions", array(client.all(project("/extractions"))));
    all.set("records", array(client.all(project("/records"))));
    all.set("report", reportId() == null ? null : LodeClient.JSON.readTree(content("json")));
    return all;
  }

  /** All pages that were kept, also those that say the same as others. */
  private List<JsonNode> sources() {
    return client.all(project("/sources?duplicates=true"));
  }

  private String project(String path) {
    return "/projects/" + projectId + path;
  }

  private static JsonNode array(List<JsonNode> items) {
    return LodeClient.JSON.valueToTree(items);
  }

  /** Without a report, the pages that were kept. */
  private String sourceList(String format) {
    StringBuilder text = new StringBuilder();
    if (format.equals("csv")) {
      text.append("url,sourceGroup,status,title\n");
    }
    for (JsonNode source : sources()) {
      text.append(format.equals("csv") ? csv(source) : markdown(source)).append('\n');
    }
    return text.toString();
  }

  private static String csv(JsonNode source) {
    return String.join(
        ",",
        quoted(source.path("url").asString("")),
        quoted(source.path("sourceGroup").asString("")),
        quoted(source.path("status").asString("")),
        quoted(source.path("title").asString("")));
  }

  private static String quoted(String text) {
    // A leading formula sign would be run by a spreadsheet.
    String safe = text.matches("(?s)[=+\\-@\\t\\r].*") ? "'" + text : text;
    return "\"" + safe.replace("\"", "\"\"") + "\"";
  }

  private static String markdown(JsonNode source) {
    return "- <" + source.path("url").asString("") + "> " + source.path("sourceGroup").asString("");
  }

  /** Writes a file whole or not at all. */
  static void write(Path file, String text) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      Files.createDirectories(folder);
      Path part = Files.createTempFile(folder, ".lode", ".part");
      Files.writeString(part, text, StandardCharsets.UTF_8);
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failed) {
      throw CommandFailed.failed(file + " cannot be written: " + failed.getMessage());
    }
  }
}
