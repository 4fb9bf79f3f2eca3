package lode.standalone.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lode.standalone.bench.Behaviour;
import lode.standalone.bench.ModelStub;
import lode.standalone.bench.PlantedFact;
import lode.standalone.sample.GoldScore;
import lode.standalone.sample.SampleGold;
import lode.standalone.sample.SampleGold.Fact;
import lode.standalone.sample.SampleGold.Kind;
import lode.standalone.sample.SampleSite;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The product with a model that knows what the sample site says in prose, and that fails at times. */
@TestInstance(Lifecycle.PER_CLASS)
class ModelEndToEndTest {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final SampleGold gold = SampleGold.load();
  private final ModelStub stub = ModelStub.answering(planted());
  private RunningLode lode;
  private SampleSite site;
  private String project;
  private JsonNode job;
  private long promptsOfTheFirstRun;

  @BeforeAll
  void runPipeline() throws Exception {
    lode =
        RunningLode.start(
            Map.of(
                "LODE_LLM_BASE_URL",
                stub.baseUrl(),
                "LODE_LLM_MODEL",
                ModelStub.MODEL,
                "LODE_LLM_FIRST_TOKEN_TIMEOUT",
                "2s"));
    site = SampleSite.start(0);
    project = lode.projectOfTemplate(gold.template());
    job = lode.run(in("/pipelines"), SampleRun.pipeline(site, gold));
    promptsOfTheFirstRun = chats().stream().map(ModelStub.Call::user).distinct().count();
  }

  @AfterAll
  void stop() {
    lode.close();
    site.close();
    stub.close();
  }

  @BeforeEach
  void behaveWell() {
    stub.usually(Behaviour.wellBehaved());
  }

  /** What stands in prose, the names of the products it is about, and numbers for small pages. */
  private List<PlantedFact> planted() {
    List<PlantedFact> facts = new ArrayList<>();
    for (Fact fact : gold.facts()) {
      if (fact.kind() == Kind.PROSE) {
        String name = name(fact);
        if (name != null) {
          facts.add(
              new PlantedFact(
                  fact.fieldGroup(), "product_name", name, NODES.stringNode(name), name));
        }
        facts.add(
            new PlantedFact(fact.fieldGroup(), fact.field(), name, fact.value(), fact.quote()));
      }
    }
    facts.add(drive("power", 750, "The motor is rated 750 W for years"));
    facts.add(drive("power", 900, "It turns with 900 Nm at the shaft"));
    facts.add(drive("weight", 12, "The whole unit weighs 12 kg with oil"));
    return facts;
  }

  private static @Nullable String name(Fact fact) {
    return fact.identity() == null ? null : fact.identity().get("product_name");
  }

  private static PlantedFact drive(String field, int value, String quote) {
    return new PlantedFact("drive", field, null, NODES.numberNode(value), quote);
  }

  @Test
  void findsWhatStandsInProse() {
    assertThat(job.path("status").asString()).as(job.toString()).isEqualTo("completed");
    GoldScore score = GoldScore.of(gold, lode.all(in("/records")));
    assertThat(score.wrong()).isEmpty();
    assertThat(score.decoys()).isEmpty();
    assertThat((double) score.proseFound() / score.proseTotal())
        .as(missingProse().toString())
        .isGreaterThanOrEqualTo(0.9);
    assertThat(score.markupRecall()).isGreaterThanOrEqualTo(0.95);
  }

  private List<String> missingProse() {
    String records = lode.all(in("/records")).toString();
    return gold.facts().stream()
        .filter(fact -> fact.kind() == Kind.PROSE && !records.contains(start(fact.quote())))
        .map(fact -> fact.field() + " " + fact.value() + " " + fact.paths() + " " + fact.quote())
        .toList();
  }

  private static String start(String quote) {
    return quote.substring(0, Math.min(20, quote.length()));
  }

  @Test
  void everyQuoteOfTheModelReadsBack() {
    Quotes quotes = new Quotes(lode, project);
    List<Quotes.Found> ofModel =
        Quotes.fields(lode.all(in("/extractions"))).stream()
            .filter(found -> found.tier().equals("model"))
            .toList();
    assertThat(ofModel).hasSizeGreaterThan(60);
    assertThat(ofModel)
        .allSatisfy(
            found -> {
              assertThat(found.quoted()).as(found.toString()).isTrue();
              assertThat(quotes.readBack(found)).isEqualTo(found.field().path("quote").asString());
            });
  }

  @Test
  void countsWhatWasUsed() {
    JsonNode progress = job.path("progress");
    assertThat(progress.path("modelCalls").asLong())
        .as(progress.toString())
        .isEqualTo(promptsOfTheFirstRun)
        .isPositive();
    assertThat(progress.path("promptTokens").asLong()).isPositive();
    assertThat(progress.path("replyTokens").asLong()).isPositive();
  }

  @Test
  void asksNothingTwice() {
    int before = chats().size();
    JsonNode again = lode.run(in("/pipelines"), SampleRun.pipeline(site, gold));
    assertThat(again.path("status").asString()).isEqualTo("completed");
    ObjectNode force = RunningLode.JSON.createObjectNode().put("force", true);
    JsonNode forced = lode.run(in("/extract"), force);

    assertThat(chats()).hasSize(before);
    assertThat(forced.path("status").asString()).isEqualTo("completed");
    assertThat(forced.at("/progress/modelCalls").asLong()).isZero();
    assertThat(forced.at("/progress/completionHits").asLong()).isPositive();
    assertThat(forced.at("/progress/sourcesExtracted").asLong())
        .isEqualTo(forced.at("/progress/sourcesPlanned").asLong());
  }

  @Test
  void getsThroughWithAModelThatFailsAtTimes() throws Exception {
    Behaviour well = Behaviour.wellBehaved();
    List<Behaviour> repeated =
        List.of(
            Behaviour.rateLimited("0"),
            Behaviour.failing(500, "out of memory", Map.of()),
            Behaviour.wellBehaved().writing(text -> "I would rather not say."),
            Behaviour.rateLimited("1"));
    Behaviour cut = well.truncatedTo(0.5);
    List<Behaviour> script = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      script.add(i % 10 == 5 ? (i % 50 == 45 ? cut : repeated.get(i / 10 % 4)) : well);
    }
    int before = chats().size();
    stub.next(script.toArray(Behaviour[]::new));
    try (SampleSite other = SampleSite.start(0)) {
      String flaky = lode.projectOfTemplate(gold.template());
      ObjectNode pipeline = SampleRun.pipeline(other, gold);
      JsonNode ended = lode.run("/projects/" + flaky + "/pipelines", pipeline);

      assertThat(ended.path("status").asString()).as(ended.toString()).isIn("completed", "partial");
      JsonNode progress = ended.path("progress");
      assertThat(progress.path("sourcesFailed").asLong()).as(progress.toString()).isZero();
      assertThat(progress.path("sourcesPending").asLong()).isZero();
      assertThat(ended.at("/result/failures").size())
          .isEqualTo((int) Math.min(10, progress.path("sourcesPartial").asLong()));
      assertThat(GoldScore.of(gold, lode.all("/projects/" + flaky + "/records")).wrong()).isEmpty();
    } finally {
      List<ModelStub.Call> calls = chats();
      List<ModelStub.Call> own = calls.subList(before, calls.size());
      long failures = script.subList(0, own.size()).stream().filter(repeated::contains).count();
      long prompts = own.stream().map(ModelStub.Call::user).distinct().count();
      assertThat(failures).isGreaterThanOrEqualTo(4);
      // Of a reply that was cut early nothing can be kept: it is asked for again, too.
      long cuts = script.subList(0, own.size()).stream().filter(cut::equals).count();
      assertThat((long) own.size()).isBetween(prompts + failures, prompts + failures + cuts);
    }
  }

  @Test
  void cutsAModelThatHangsAndAsksAgain() {
    stub.usually(Behaviour.delivering(Behaviour.Delivery.HANG_BEFORE_FIRST_BYTE));
    try (ChangingSite small =
        ChangingSite.start().page("/", "A drive", prose("The whole unit weighs 12 kg with oil"))) {
      String drives = lode.projectOfSchema(SmallSite.schema());
      int before = stub.callCount();
      String id = lode.start("/projects/" + drives + "/crawls", SmallSite.crawl(small.url()));
      CrawlEndToEndTest.awaitUntil(() -> stub.callCount() > before);
      stub.usually(Behaviour.wellBehaved());

      JsonNode ended = lode.await(id, Duration.ofSeconds(20));

      assertThat(ended.path("status").asString()).as(ended.toString()).isEqualTo("completed");
      assertThat(values(drives)).containsEntry("weight", 12.0);
    }
  }

  @Test
  void isPartialWithTheReasonWhenTheModelRefuses() {
    stub.usually(Behaviour.failing(400, "the prompt displeases me", Map.of()));
    try (ChangingSite small =
        ChangingSite.start().page("/", "Drive", SmallSite.drive("5 kW", "40 kg"))) {
      String drives = lode.projectOfSchema(SmallSite.schema());
      JsonNode ended = lode.run("/projects/" + drives + "/crawls", SmallSite.crawl(small.url()));
      assertThat(ended.path("status").asString()).isEqualTo("partial");
      assertThat(ended.at("/result/failures").toString()).contains("the prompt displeases me");
      assertThat(values(drives)).containsEntry("power", 5.0).containsEntry("weight", 40.0);
    }
  }

  @Test
  void bringsNumbersIntoTheFieldsUnitAndRejectsOthers() {
    try (ChangingSite small =
        ChangingSite.start()
            .page("/", "A drive", prose("The motor is rated 750 W for years"))
            .page("/b", "Another", prose("It turns with 900 Nm at the shaft"))) {
      String drives = lode.projectOfSchema(SmallSite.schema());
      ObjectNode crawl = SmallSite.crawl(small.url());
      crawl.putArray("seeds").add(small.url() + "/").add(small.url() + "/b");
      lode.run("/projects/" + drives + "/crawls", crawl);
      List<Quotes.Found> powers =
          Quotes.fields(lode.all("/projects/" + drives + "/extractions")).stream()
              .filter(found -> found.name().equals("power"))
              .toList();
      assertThat(powers).hasSize(1);
      assertThat(powers.get(0).field().path("value").asDouble()).isEqualTo(0.75);
      assertThat(powers.get(0).field().path("unit").asString()).isEqualTo("kW");
    }
  }

  private static String prose(String sentence) {
    return "<p>We have made drives since the days of steam, and this is the best of them. "
        + sentence
        + ".</p>";
  }

  private Map<String, Double> values(String drives) {
    Map<String, Double> values = new LinkedHashMap<>();
    Quotes.fields(lode.all("/projects/" + drives + "/extractions"))
        .forEach(found -> values.put(found.name(), found.field().path("value").asDouble()));
    return values;
  }

  private List<ModelStub.Call> chats() {
    return stub.calls().stream().filter(call -> call.path().endsWith("/chat/completions")).toList();
  }

  private String in(String path) {
    return "/projects/" + project + path;
  }
}
