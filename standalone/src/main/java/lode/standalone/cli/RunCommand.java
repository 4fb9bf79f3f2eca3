package lode.standalone.cli;

import java.util.List;
import java.util.concurrent.Callable;
import lode.domain.project.ExtractionSchema;
import lode.domain.url.WebUrl;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  @Mixin private SchemaOptions look = new SchemaOptions();

  @Mixin private SiteOptions sites = new SiteOptions();

  @Mixin private ResultOptions result = new ResultOptions();

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
      names = "--max-pages-per-host",
      paramLabel = "N",
      description = "Pages to keep of one host.")
  private @Nullable Integer maxPagesPerHost;

  @Option(
      names = "--report",
      paramLabel = "TYPE",
      description = "table, comparison or single (default: table).")
  private String report = "table";

  private final Console console;

  RunCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    check();
    ExtractionSchema schema = look.schema();
    String name = look.project(host(), schema);
    try (Connection connection = Connection.open(console)) {
      LodeClient client = connection.client();
      String projectId = new RunProject(client).ensure(name, schema);
      JsonNode started = client.post("/projects/" + projectId + path(), body());
      return result.follow(console, client, projectId, started);
    }
  }

  private void check() {
    look.check();
    result.check();
    if (!List.of("table", "comparison", "single").contains(report)) {
      throw CommandFailed.badArguments(
          "--report must be table, comparison or single, not " + report);
    }
    if (report.equals("single") && sites.sourceGroup() == null && look.extracts()) {
      throw CommandFailed.badArguments("--report single needs --source-group");
    }
  }

  private String host() {
    String url = urls.get(0).contains("://") ? urls.get(0) : "https://" + urls.get(0);
    return WebUrl.parse(url)
        .map(WebUrl::origin)
        .map(origin -> origin.replaceFirst("^https?://", ""))
        .orElseThrow(() -> CommandFailed.badArguments(urls.get(0) + " is not a URL"));
  }

  private String path() {
    return look.extracts() ? "/pipelines" : "/crawls";
  }

  private ObjectNode body() {
    ObjectNode body = LodeClient.JSON.createObjectNode();
    ArrayNode seeds = body.putArray("seeds");
    urls.forEach(seeds::add);
    sites.putTo(body);
    SiteOptions.put(body, "maxPages", maxPages);
    SiteOptions.put(body, "maxDepth", maxDepth);
    SiteOptions.put(body, "includePaths", include);
    SiteOptions.put(body, "excludePaths", exclude);
    SiteOptions.put(body, "focusTerms", focus);
    SiteOptions.put(body, "relevanceThreshold", relevance);
    SiteOptions.put(body, "maxPagesPerHost", maxPagesPerHost);
    if (!look.extracts()) {
      body.put("autoExtract", false);
    } else {
      ObjectNode reportBody = body.putObject("report");
      reportBody.put("type", report);
      if (report.equals("single")) {
        reportBody.putArray("sourceGroups").add(sites.sourceGroup());
      }
    }
    return body;
  }
}
