package lode.standalone.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import lode.standalone.bench.ModelStub;
import lode.standalone.bench.PlantedFact;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A shop whose pages repeat themselves, from the crawl to what the model is asked. */
@TestInstance(Lifecycle.PER_CLASS)
class BoilerplateEndToEndTest {

  private static final int PRODUCTS = 12;
  private static final String IMPRINT =
      "Northwind Drives, 12 Harbour Road, Bristol, is open on weekdays from nine to five.";
  private static final String WEIGHT = "Each of them weighs 12 kg with oil";
  private static final String REASONS = "Our drives run for thirty years. " + WEIGHT + ".";

  private final ModelStub stub =
      ModelStub.answering(
          List.of(
              new PlantedFact(
                  "drive", "weight", null, JsonNodeFactory.instance.numberNode(12), WEIGHT)));
  private RunningLode lode;
  private ChangingSite site;
  private String project;
  private JsonNode job;

  @BeforeAll
  void extract() {
    lode =
        RunningLode.start(
            Map.of("LODE_LLM_BASE_URL", stub.baseUrl(), "LODE_LLM_MODEL", ModelStub.MODEL));
    site = ChangingSite.start().page("/", "Northwind", body("We have made drives since 1950."));
    for (int i = 0; i < PRODUCTS; i++) {
      site.page("/drives/d" + i, "Drive " + i, body(own(i), REASONS));
    }
    project = lode.projectOfSchema(SmallSite.schema());
    job = lode.run(in("/crawls"), crawl(PRODUCTS));
  }

  @AfterAll
  void stop() {
    lode.close();
    site.close();
    stub.close();
  }

  private static String own(int i) {
    return "This drive was drawn in workshop "
        + (i + 40)
        + " for mills that grind "
        + i * 3
        + " tons.";
  }

  private static String body(String... paragraphs) {
    return "<p>" + String.join("</p><p>", paragraphs) + "</p><p>" + IMPRINT + "</p>";
  }

  private ObjectNode crawl(int products) {
    ObjectNode crawl = SmallSite.crawl(site.url());
    ArrayNode seeds = crawl.putArray("seeds").add(site.url() + "/");
    IntStream.range(0, products).forEach(i -> seeds.add(site.url() + "/drives/d" + i));
    return crawl;
  }

  private String in(String path) {
    return "/projects/" + project + path;
  }

  private List<String> prompts() {
    return stub.calls().stream()
        .filter(call -> call.path().endsWith("/chat/completions"))
        .map(ModelStub.Call::user)
        .toList();
  }

  private String content(String path, String query) {
    String id =
        lode.all(in("/sources")).stream()
            .filter(source -> source.path("url").asString().equals(site.url() + path))
            .findFirst()
            .orElseThrow()
            .path("id")
            .asString();
    return lode.get(in("/sources/" + id + "/content" + query)).text();
  }

  @Test
  void asksTheModelOncePerRepeatedBlock() {
    assertThat(job.path("status").asString()).as(job.toString()).isEqualTo("completed");
    assertThat(prompts()).filteredOn(prompt -> prompt.contains(IMPRINT)).hasSize(1);
    assertThat(prompts()).filteredOn(prompt -> prompt.contains(WEIGHT)).hasSize(1);
    IntStream.range(0, PRODUCTS)
        .forEach(
            i -> assertThat(prompts()).filteredOn(prompt -> prompt.contains(own(i))).hasSize(1));
  }

  @Test
  void findsTheRepeatedFactAndItsQuoteReadsBack() {
    List<Quotes.Found> found = Quotes.fields(lode.all(in("/extractions")));
    assertThat(found).extracting(Quotes.Found::name).containsOnlyOnce("weight");
    Quotes.Found weight =
        found.stream().filter(one -> one.name().equals("weight")).findFirst().orElseThrow();
    assertThat(new Quotes(lode, project).readBack(weight)).contains(WEIGHT);
  }

  @Test
  void tellsWhatTheHostRepeats() {
    JsonNode host = lode.get(in("/boilerplate")).json().at("/items/0");
    assertThat(host.path("host").asString()).isEqualTo(site.url().substring("http://".length()));
    assertThat(host.path("pages").asInt()).isGreaterThanOrEqualTo(PRODUCTS + 1);
    assertThat(host.path("boilerplateBlocks").asInt()).isEqualTo(2);
    assertThat(host.path("share").asDouble()).isBetween(0.3, 0.9);
    assertThat(host.path("examples"))
        .extracting(example -> example.path("text").asString())
        .containsExactlyInAnyOrder(IMPRINT, REASONS);
    assertThat(lode.get(in("/boilerplate?host=other.example")).json().path("items")).isEmpty();
  }

  @Test
  void showsTheOriginalAndWhatWasRead() {
    assertThat(content("/drives/d5", "")).contains(own(5), REASONS, IMPRINT);
    assertThat(content("/drives/d5", "?boilerplate=exclude").strip())
        .isEqualTo("# Drive 5\n\n" + own(5));
    assertThat(content("/", "?boilerplate=exclude")).contains(IMPRINT);
    assertThat(content("/", "?boilerplate=some")).contains("must be one of include, exclude");
    assertThat(content("/", "?boilerplate=exclude&format=document")).contains("format=markdown");
  }

  @Test
  void indexesRepeatedBlocksOnce() {
    ObjectNode query = RunningLode.JSON.createObjectNode().put("query", "Harbour Road Bristol");
    query.put("mode", "keyword").put("limit", 50);
    JsonNode hits = lode.post(in("/search"), query).json();
    long with =
        hits.findValuesAsString("text").stream().filter(text -> text.contains("Harbour")).count();
    assertThat(with).as(hits.toString()).isOne();
  }

  @Test
  void readsOneMorePageAlone() {
    site.page("/drives/d" + PRODUCTS, "Drive " + PRODUCTS, body(own(PRODUCTS), REASONS));
    int before = prompts().size();
    JsonNode more = lode.run(in("/crawls"), crawl(PRODUCTS + 1));

    assertThat(more.path("status").asString()).as(more.toString()).isEqualTo("completed");
    List<String> asked = prompts().subList(before, prompts().size());
    assertThat(asked).hasSize(1);
    assertThat(asked.get(0)).contains(own(PRODUCTS)).doesNotContain(IMPRINT, WEIGHT);
  }
}
