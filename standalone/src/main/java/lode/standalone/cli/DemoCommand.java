package lode.standalone.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import lode.standalone.embedded.LodeHome;
import lode.standalone.embedded.StackPart;
import lode.standalone.embedded.StackSettings;
import lode.standalone.sample.GoldScore;
import lode.standalone.sample.SampleGold;
import lode.standalone.sample.SampleSite;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code lode demo}: the whole way on the bundled sample site, with nothing to set up. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = "Crawl the bundled sample site, extract its facts, print the comparison.")
final class DemoCommand implements Callable<Integer> {

  private static final String PROJECT = "demo: three manufacturers";

  @Option(names = "--json", description = "Progress as JSON lines on standard error.")
  private boolean jsonLines;

  private final Console console;

  DemoCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    LodeHome home = LodeHome.resolve(StackSettings.fromEnvironment().environment());
    SampleGold gold = SampleGold.load();
    try (SampleSite site = SamplePort.start(home);
        Connection connection = Connection.open(console)) {
      LodeClient client = connection.client();
      console.say("sample site: three fictional manufacturers at " + site.baseUri());
      String projectId =
          new RunProject(client).ensure(PROJECT, RunProject.schema(gold.template(), null));
      JsonNode started = client.post("/projects/" + projectId + "/pipelines", body(site, gold));
      JsonNode job = new JobWatch(client, console, jsonLines).follow(started.path("id").asString());
      String status = job.path("status").asString("");
      if (!status.equals("completed")) {
        console.say("the demo ended " + status + ": " + job.path("error"));
        return ExitCode.of(status);
      }
      show(home, connection, projectId, job, gold);
      return ExitCode.DONE;
    }
  }

  private static ObjectNode body(SampleSite site, SampleGold gold) {
    ObjectNode body = LodeClient.JSON.createObjectNode();
    ArrayNode seeds = body.putArray("seeds");
    for (SampleGold.Seed seed : gold.sourceGroups()) {
      seeds.addObject().put("url", site.baseUri() + seed.path()).put("sourceGroup", seed.name());
    }
    body.put("maxPages", 300).put("maxDepth", 4).put("minDelayMs", 0);
    body.putArray("allowedNetworks").add("127.0.0.0/8");
    body.putObject("report").put("type", "comparison");
    return body;
  }

  private void show(
      LodeHome home, Connection connection, String projectId, JsonNode job, SampleGold gold)
      throws IOException {
    LodeClient client = connection.client();
    RunResult result = new RunResult(client, projectId, job);
    Path folder = home.resolve("demo");
    Files.createDirectories(folder);
    RunResult.write(folder.resolve("report.md"), result.render("md"));
    RunResult.write(folder.resolve("report.csv"), result.render("csv"));
    RunResult.write(folder.resolve("everything.json"), result.render("json"));
    JsonNode report =
        client.get(
            "/projects/"
                + projectId
                + "/reports/"
                + job.path("result").path("reportId").asString()
                + "/content?format=json");
    console.result(new ReportDigest(report).render());
    List<JsonNode> records = client.all("/projects/" + projectId + "/records");
    console.result(GoldScore.of(gold, records).inWords());
    console.result(counters(job));
    where(connection, folder);
  }

  private static String counters(JsonNode job) {
    JsonNode progress = job.path("progress");
    return String.format(
        "%d pages kept (%d new or changed, %d unchanged), %d skipped by rule; %d sources extracted"
            + " anew, %d facts, tiers: %s",
        progress.path("pagesFetched").asLong() + progress.path("pagesUnchanged").asLong(),
        progress.path("pagesFetched").asLong(),
        progress.path("pagesUnchanged").asLong(),
        progress.path("pagesSkipped").asLong(),
        progress.path("sourcesExtracted").asLong(),
        progress.path("facts").asLong(),
        job.path("result").path("tiers").asString("markup"));
  }

  private void where(Connection connection, Path folder) {
    console.result("");
    console.result("Files:    " + folder + "  (report.md, report.csv, everything.json)");
    console.result(
        connection.isOwn()
            ? "API:      ./lode serve keeps this stack up, with what was found: http://127.0.0.1:8080/docs"
            : "API:      " + connection.apiUrl() + "/docs");
    for (StackPart part : connection.parts()) {
      if (part.name().equals("temporal")) {
        console.result("Temporal: " + part.description());
      }
    }
    connection
        .temporalUi()
        .ifPresent(ui -> console.result("          its UI is at " + ui + " while the stack is up"));
    console.result("Next:     ./lode run https://example.com --template company");
  }
}
