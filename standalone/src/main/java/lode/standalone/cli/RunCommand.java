package lode.standalone.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import lode.domain.project.ExtractionSchema;
import lode.domain.url.WebUrl;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code lode run URL...}: crawl, extract, report, on the user's own site. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Crawl sites, extract facts with their quotes, write a report.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed",
      "2:bad arguments",
      "3:finished partial: some pages or sources failed"
    })
final class RunCommand implements Callable<Integer> {

  @Parameters(arity = "1..*", paramLabel = "URL", description = "Where the crawl starts.")
  private List<String> urls = List.of();

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
      description = "Project to work in (default: made from host and schema).")
  private @Nullable String project;

  @Option(
      names = "--source-group",
      paramLabel = "NAME",
      description = "Group of all pages (default: the registrable domain).")
  private @Nullable String sourceGroup;

  @Option(names = "--max-pages", paramLabel = "N", description = "Pages to keep (default: 100).")
  private @Nullable Integer maxPages;

  @Option(
      names = "--max-depth",
      paramLabel = "N",
      description = "Links away from a start (default: 3).")
  private @Nullable Integer maxDepth;

  @Option(
      names = "--include",
      paramLabel = "RE",
      description = "Keep to URLs whose path or query matches (RE2); repeatable.")
  private List<String> include = List.of();

  @Option(
      names = "--exclude",
      paramLabel = "RE",
      description = "Leave out URLs whose path or query matches (RE2); repeatable.")
  private List<String> exclude = List.of();

  @Option(
      names = "--delay",
      paramLabel = "MS",
      description = "Least time between requests to a host (default: 1000; 0 lifts it).")
  private @Nullable Integer delay;

  @Option(
      names = "--allow-network",
      paramLabel = "CIDR",
      description = "Let the crawl reach a private network, such as 127.0.0.0/8; repeatable.")
  private List<String> allowNetworks = List.of();

  @Option(
      names = "--header",
      paramLabel = "'NAME: VALUE'",
      description = "Header for the sites of the starts, or @FILE with one a line; repeatable.")
  private List<String> headers = List.of();

  @Option(
      names = "--basic-auth",
      paramLabel = "USER:PASSWORD",
      description = "Credentials for the sites of the starts, or @FILE.")
  private @Nullable String basicAuth;

  @Option(
      names = "--proxy",
      paramLabel = "URL",
      description = "http://[user:password@]host:port, or @FILE.")
  private @Nullable String proxy;

  @Option(
      names = "--language",
      paramLabel = "TAG",
      description = "Keep pages of this language (BCP 47, such as de or pt-BR); repeatable.")
  private List<String> languages = List.of();

  @Option(
      names = "--focus",
      paramLabel = "TERM",
      description = "Fetch first what promises this; repeatable.")
  private List<String> focus = List.of();

  @Option(
      names = "--relevance",
      paramLabel = "0-1",
      description = "Leave out URLs that promise less; needs --focus.")
  private @Nullable Double relevance;

  @Option(
      names = "--max-duration",
      paramLabel = "TIME",
      description = "End the crawl after this time, such as 30m or 2h.")
  private @Nullable String maxDuration;

  @Option(
      names = "--max-pages-per-host",
      paramLabel = "N",
      description = "Pages to keep of one host.")
  private @Nullable Integer maxPagesPerHost;

  @Option(names = "--no-extract", description = "Crawl only.")
  private boolean noExtract;

  @Option(
      names = "--report",
      paramLabel = "TYPE",
      description = "table, comparison or single (default: table).")
  private String report = "table";

  @Option(names = "--format", paramLabel = "FORMAT", description = "md, json or csv (default: md).")
  private String format = "md";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write the result here instead of to standard output.")
  private @Nullable Path output;

  @Option(names = "--json", description = "Progress as JSON lines on standard error.")
  private boolean jsonLines;

  private final Console console;

  RunCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    check();
    ExtractionSchema schema = RunProject.schema(template, schemaFile);
    String name = projectName(schema);
    try (Connection connection = Connection.open(console)) {
      LodeClient client = connection.client();
      String projectId = new RunProject(client).ensure(name, schema);
      JsonNode started = client.post("/projects/" + projectId + path(), body());
      JsonNode job =
          new JobWatch(client, console, jsonLines || !console.terminal() && format.equals("json"))
              .follow(started.path("id").asString());
      new RunResult(client, projectId, job).handOver(console, format, output);
      return ExitCode.of(job.path("status").asString(""));
    }
  }

  private void check() {
    if (template != null && schemaFile != null) {
      throw CommandFailed.badArguments("--template and --schema exclude each other");
    }
    if (!List.of("md", "json", "csv").contains(format)) {
      throw CommandFailed.badArguments("--format must be md, json or csv, not " + format);
    }
    if (!List.of("table", "comparison", "single").contains(report)) {
      throw CommandFailed.badArguments(
          "--report must be table, comparison or single, not " + report);
    }
    if (report.equals("single") && sourceGroup == null && !noExtract) {
      throw CommandFailed.badArguments("--report single needs --source-group");
    }
  }

  private String projectName(ExtractionSchema schema) {
    if (project != null) {
      return project;
    }
    String url = urls.get(0).contains("://") ? urls.get(0) : "https://" + urls.get(0);
    String host =
        WebUrl.parse(url)
            .map(WebUrl::origin)
            .map(origin -> origin.replaceFirst("^https?://", ""))
            .orElseThrow(() -> CommandFailed.badArguments(urls.get(0) + " is not a URL"));
    return host + " (" + schema.name() + ")";
  }

  private String path() {
    return noExtract ? "/crawls" : "/pipelines";
  }

  private ObjectNode body() {
    ObjectNode body = LodeClient.JSON.createObjectNode();
    ArrayNode seeds = body.putArray("seeds");
    urls.forEach(seeds::add);
    putIfSet(body, "sourceGroup", sourceGroup);
    putIfSet(body, "maxPages", maxPages);
    putIfSet(body, "maxDepth", maxDepth);
    putIfSet(body, "minDelayMs", delay);
    putIfSet(body, "includePaths", include);
    putIfSet(body, "excludePaths", exclude);
    putIfSet(body, "allowedNetworks", allowNetworks);
    AccessMembers.put(body, headers, basicAuth, proxy);
    putIfSet(body, "languages", languages);
    putIfSet(body, "focusTerms", focus);
    putIfSet(body, "relevanceThreshold", relevance);
    putIfSet(body, "maxDuration", maxDuration);
    putIfSet(body, "maxPagesPerHost", maxPagesPerHost);
    if (noExtract) {
      body.put("autoExtract", false);
    } else {
      ObjectNode reportBody = body.putObject("report");
      reportBody.put("type", report);
      if (report.equals("single")) {
        reportBody.putArray("sourceGroups").add(sourceGroup);
      }
    }
    return body;
  }

  static void putIfSet(ObjectNode body, String name, @Nullable Object value) {
    boolean empty = value == null || value instanceof List<?> list && list.isEmpty();
    if (!empty) {
      body.set(name, LodeClient.JSON.valueToTree(value));
    }
  }
}
