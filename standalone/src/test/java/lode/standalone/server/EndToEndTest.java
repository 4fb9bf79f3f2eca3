package lode.standalone.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import lode.standalone.sample.GoldScore;
import lode.standalone.sample.SampleGold;
import lode.standalone.sample.SampleGold.Status;
import lode.standalone.sample.SampleSite;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The sample site from its seeds to a report, without a model, over HTTP alone. */
@ExtendWith(SharedLode.class)
@TestInstance(Lifecycle.PER_CLASS)
class EndToEndTest {

  private final SampleGold gold = SampleGold.load();
  private SampleSite site;
  private RunningLode lode;
  private String project;
  private JsonNode job;
  private List<SampleSite.Request> requests;

  @BeforeAll
  void runPipeline(RunningLode lode) throws Exception {
    this.lode = lode;
    site = SampleSite.start(0);
    project = lode.projectOfTemplate(gold.template());
    job = lode.run("/projects/" + project + "/pipelines", SampleRun.pipeline(site, gold));
    requests = site.requests();
  }

  @AfterAll
  void closeSite() {
    site.close();
  }

  @Test
  void completesAndFindsThePlantedFacts() {
    assertThat(job.path("status").asString()).as(job.toString()).isEqualTo("completed");
    GoldScore score = GoldScore.of(gold, lode.all(in("/records")));
    assertThat(score.markupRecall()).as(score.missing().toString()).isGreaterThanOrEqualTo(0.95);
    assertThat(score.wrong()).isEmpty();
    assertThat(score.decoys()).isEmpty();
  }

  @Test
  void keepsThePagesOfTheSiteAndNoOthers() {
    Set<String> kept = SampleRun.paths(site, lode.all(in("/sources?duplicates=true")));
    assertThat(kept).containsAll(SampleRun.paths(gold, Status.STORED));
    // Depth alone ends the calendar, whose pages no gold can name.
    kept.removeIf(path -> path.startsWith("/aldergate/events/calendar?month="));
    assertThat(SampleRun.paths(gold, Status.STORED, Status.DUPLICATE)).containsAll(kept);
  }

  @Test
  void keepsOneSourceOfPagesThatAreTheSame() {
    Map<String, String> linked =
        lode.all(in("/sources?duplicates=true")).stream()
            .filter(source -> source.path("sameAs").isObject())
            .collect(
                Collectors.toMap(
                    source -> path(source.path("url")),
                    source -> path(source.at("/sameAs/url")) + source.at("/sameAs/reason")));
    assertThat(linked)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "/aldergate/products/ag-200/print",
                "/aldergate/products/ag-200\"canonical\"",
                "/brontek/products/bt-55.html",
                "/brontek/bt-55.html\"duplicate\""));
  }

  private String path(JsonNode url) {
    return url.asString().substring(site.baseUri().toString().length());
  }

  @ParameterizedTest
  @CsvSource({
    "DISALLOWED, robots: .*",
    "NOT_FOUND, status 404",
    "REDIRECT, redirect 30\\d to http.*",
    "NOINDEX, noindex",
    "NOFOLLOW, nofollow"
  })
  void namesTheRuleOfEachPageThatIsNotKept(Status fate, String rule) {
    Map<String, String> rules = rulesByPath();
    Set<String> seen = new TreeSet<>(SampleRun.paths(gold, fate));
    seen.retainAll(rules.keySet());
    assertThat(seen).as("pages of this fate that the crawl met").isNotEmpty();
    assertThat(seen).allSatisfy(path -> assertThat(rules.get(path)).matches(rule));
  }

  @Test
  void asksForNoForbiddenPageAndForEachOtherOnce() {
    assertThat(SampleRun.paths(gold, Status.DISALLOWED, Status.NOFOLLOW))
        .allSatisfy(path -> assertThat(site.requestCount(path)).as(path).isZero());
    Map<String, Long> times =
        requests.stream()
            .filter(request -> !request.path().equals("/robots.txt"))
            .collect(Collectors.groupingBy(SampleSite.Request::target, Collectors.counting()));
    assertThat(times.values()).containsOnly(1L);
    assertThat(times.keySet()).containsAll(SampleRun.paths(gold, Status.STORED));
  }

  @Test
  void everyQuoteReadsBackFromItsDocument() {
    Quotes quotes = new Quotes(lode, project);
    List<Quotes.Found> fields = Quotes.fields(lode.all(in("/extractions")));
    assertThat(fields).hasSizeGreaterThan(300);
    assertThat(fields)
        .allSatisfy(
            found -> {
              assertThat(found.tier()).isEqualTo("markup");
              assertThat(found.quoted()).as(found.toString()).isTrue();
              assertThat(quotes.readBack(found))
                  .as(found.toString())
                  .isEqualTo(found.field().path("quote").asString());
            });
  }

  @Test
  void aSecondRunChangesNothing() {
    List<JsonNode> before = lode.all(in("/records"));
    Set<String> extractionsBefore = ids(lode.all(in("/extractions")));

    JsonNode again = lode.run(in("/pipelines"), SampleRun.pipeline(site, gold));

    JsonNode progress = again.path("progress");
    assertThat(again.path("status").asString()).isEqualTo("completed");
    assertThat(progress.path("pagesFetched").asLong()).as(progress.toString()).isZero();
    assertThat(progress.path("pagesUnchanged").asLong())
        .isEqualTo(job.path("progress").path("pagesFetched").asLong());
    assertThat(progress.path("sourcesExtracted").asLong()).isZero();
    assertThat(ids(lode.all(in("/extractions")))).isEqualTo(extractionsBefore);
    assertThat(values(lode.all(in("/records")))).isEqualTo(values(before));
  }

  @ParameterizedTest
  @ValueSource(strings = {"table", "comparison", "single"})
  void rendersReportsInEachFormat(String type) {
    ObjectNode body = RunningLode.JSON.createObjectNode().put("type", type);
    if (type.equals("single")) {
      body.putArray("sourceGroups").add("Brontek");
    }
    JsonNode report = lode.run(in("/reports"), body);
    assertThat(report.path("status").asString()).isEqualTo("completed");
    String content =
        in("/reports/" + report.path("result").path("reportId").asString() + "/content?format=");
    assertThat(lode.get(content + "md").text()).startsWith("#").contains("Brontek");
    assertThat(lode.get(content + "csv").text().lines().count()).isGreaterThan(1);
    assertThat(lode.get(content + "csv").text()).contains("Brontek");
    assertThat(lode.get(content + "json").json().isObject()).isTrue();
    assertThat(lode.get(content + "docx").status()).isEqualTo(422);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | /type",
        "{\"type\":\"single\"} | /sourceGroups",
        "{\"type\":\"single\",\"sourceGroups\":[\"Brontek\",\"Corvana\"]} | /sourceGroups",
        "{\"type\":\"comparison\",\"sourceGroups\":[\"Brontek\"]} | /sourceGroups",
        "{\"type\":\"comparison\",\"groupBy\":\"host\"} | /groupBy",
        "{\"type\":\"table\",\"columns\":[\"colour\"]} | /columns/0",
        "{\"type\":\"table\",\"fieldGroups\":[\"nowhere\"]} | /fieldGroups/0",
        "{\"type\":\"table\",\"limits\":{\"maxEntities\":0}} | /limits/maxEntities",
        "{\"type\":\"table\",\"sourceGrops\":[]} | /sourceGrops"
      })
  void refusesReportsThatCannotBe(String body, String pointer) {
    RunningLode.Answer answer = lode.post(in("/reports"), RunningLode.JSON.readTree(body));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.json().path("errors").valueStream().map(e -> e.path("pointer").asString()))
        .contains(pointer);
  }

  @ParameterizedTest
  @CsvSource({
    "hybrid, silent reducer for lifting a stage curtain in a theatre",
    "dense, quiet drive that lifts the curtain of a stage",
    "keyword, strain wave gearbox CH-8"
  })
  void findsProductPages(String mode, String question) {
    ObjectNode body = RunningLode.JSON.createObjectNode().put("query", question).put("mode", mode);
    JsonNode hits = lode.post(in("/search"), body).json().path("items");
    assertThat(hits.isEmpty()).as(question).isFalse();
    String wanted = mode.equals("keyword") ? "/corvana/products/ch-8" : "/brontek/";
    assertThat(hits.valueStream().limit(3).map(hit -> hit.path("url").asString()))
        .as(hits.toPrettyString())
        .anyMatch(url -> url.contains(wanted));
  }

  @Test
  void searchesInTheNamedSourceGroupsAlone() {
    ObjectNode body = RunningLode.JSON.createObjectNode().put("query", "gearbox torque");
    body.put("limit", 50).putArray("sourceGroups").add("Corvana");
    JsonNode hits = lode.post(in("/search"), body).json().path("items");
    assertThat(hits.size()).isGreaterThan(5);
    assertThat(hits.valueStream().map(hit -> hit.path("sourceGroup").asString()))
        .containsOnly("Corvana");
  }

  @Test
  void extractsAnewOnlyWhatIsAskedFor() {
    long corvana = lode.all(in("/sources?sourceGroup=Corvana")).size();
    ObjectNode body = RunningLode.JSON.createObjectNode().put("force", true);
    body.putArray("sourceGroups").add("Corvana");
    body.putArray("fieldGroups").add("locations");
    Map<String, String> before = idsByPlace();

    JsonNode extract = lode.run(in("/extract"), body);

    JsonNode progress = extract.path("progress");
    assertThat(extract.path("status").asString()).as(extract.toString()).isEqualTo("completed");
    assertThat(progress.path("sourcesPlanned").asLong()).isEqualTo(corvana);
    assertThat(progress.path("sourcesExtracted").asLong()).isEqualTo(corvana);
    Map<String, String> after = idsByPlace();
    assertThat(after.keySet()).isEqualTo(before.keySet());
    assertThat(after)
        .allSatisfy(
            (place, id) -> {
              boolean anew = place.startsWith("Corvana") && place.endsWith(" locations");
              assertThat(id.equals(before.get(place))).as(place).isEqualTo(!anew);
            });
  }

  @Test
  void anExtractWithoutStaleSourcesDoesNothing() {
    JsonNode extract = lode.run(in("/extract"), RunningLode.JSON.createObjectNode());
    assertThat(extract.path("status").asString()).isEqualTo("completed");
    assertThat(extract.path("progress").path("sourcesExtracted").asLong()).isZero();
  }

  private Map<String, String> idsByPlace() {
    return lode.all(in("/extractions")).stream()
        .collect(
            Collectors.toMap(
                one ->
                    one.path("sourceGroup").asString()
                        + " "
                        + one.path("sourceUrl").asString()
                        + " "
                        + one.path("fieldGroup").asString(),
                one -> one.path("id").asString()));
  }

  private Map<String, String> rulesByPath() {
    String base = site.baseUri().toString();
    return lode.all("/jobs/" + job.path("id").asString() + "/urls").stream()
        .filter(url -> url.path("decision").asString().equals("skipped"))
        .filter(url -> url.path("url").asString().startsWith(base))
        .collect(
            Collectors.toMap(
                url -> url.path("url").asString().substring(base.length()),
                url -> url.path("rule").asString("")));
  }

  private static Set<String> ids(List<JsonNode> items) {
    return items.stream()
        .map(item -> item.path("id").asString())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Records without the ids and times of the job that elected them. */
  private static List<String> values(List<JsonNode> records) {
    return records.stream()
        .map(
            record ->
                record.path("sourceGroup") + " " + record.path("items") + record.path("fields"))
        .sorted()
        .toList();
  }

  private String in(String path) {
    return "/projects/" + project + path;
  }
}
