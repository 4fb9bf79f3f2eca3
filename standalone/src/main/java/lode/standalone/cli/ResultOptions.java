package lode.standalone.cli;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** How a command shows its job, and where its result goes. */
final class ResultOptions {

  @Option(names = "--format", paramLabel = "FORMAT", description = "md, json or csv (default: md).")
  private String format = "md";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write the result here instead of to standard output.")
  private @Nullable Path output;

  @Option(names = "--json", description = "Progress as JSON lines on standard error.")
  private boolean jsonLines;

  void check() {
    if (!List.of("md", "json", "csv").contains(format)) {
      throw CommandFailed.badArguments("--format must be md, json or csv, not " + format);
    }
  }

  boolean jsonLines() {
    return jsonLines;
  }

  /** Follows a job to its end and hands its result over; gives the command's exit code. */
  int follow(Console console, LodeClient client, String projectId, JsonNode started) {
    JsonNode job =
        new JobWatch(client, console, jsonLines || !console.terminal() && format.equals("json"))
            .follow(started.path("id").asString());
    new RunResult(client, projectId, job).handOver(console, format, output);
    return ExitCode.of(job.path("status").asString(""));
  }
}
