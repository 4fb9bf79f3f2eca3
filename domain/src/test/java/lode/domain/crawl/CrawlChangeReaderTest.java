package lode.domain.crawl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.stream.IntStream;
import lode.domain.project.SchemaProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class CrawlChangeReaderTest {

  private static final JsonMapper JSON = new JsonMapper();

  private static CrawlChange read(String body) {
    return CrawlChangeReader.read(JSON.readTree(body), false);
  }

  private static CrawlRequest request(String body) {
    return CrawlRequestReader.read(JSON.readTree(body), JSON.createObjectNode());
  }

  @Test
  void readsSeedsAsACrawlDoes() {
    CrawlChange change =
        read(
            "{\"addSeeds\": [\"www.example.co.uk/a\", {\"url\": \"b.example\", \"sourceGroup\": \"B\"}]}");
    assertThat(change.addSeeds())
        .extracting(seed -> seed.url().value() + " " + seed.sourceGroup())
        .containsExactly("https://www.example.co.uk/a example.co.uk", "https://b.example/ B");
    assertThat(change.maxPages()).isNull();
    assertThat(change.minDelayMs()).isNull();
  }

  @Test
  void tellsEverythingThatIsWrongAtOnce() {
    CrawlInvalid invalid =
        catchThrowableOfType(
            CrawlInvalid.class,
            () ->
                read(
                    """
                    {"addSeeds": ["ok.example", "https://"], "addExcludePaths": ["(", "/a", "["],
                     "maxPages": 1000001, "minDelayMs": "1", "maxDepth": 3}
                    """));
    assertThat(invalid.problems())
        .extracting(SchemaProblem::pointer)
        .containsExactlyInAnyOrder(
            "/addSeeds/1",
            "/addExcludePaths/0",
            "/addExcludePaths/2",
            "/maxPages",
            "/minDelayMs",
            "/maxDepth");
  }

  @Test
  void refusesAChangeOfNothing() {
    assertThatThrownBy(() -> read("{}")).hasMessageContaining("changes nothing");
    assertThatThrownBy(() -> read("{\"maxPages\": null}")).hasMessageContaining("changes nothing");
    assertThatThrownBy(() -> read("{\"addSeeds\": []}")).hasMessageContaining("/addSeeds");
  }

  @ParameterizedTest
  @CsvSource({
    "'', 0, 16",
    "'', 500, 1",
    "'\"minDelayMs\": 0,', 500, 1",
    "'\"minDelayMs\": 0,', 0, 16",
    "'\"minDelayMs\": 0, \"maxConcurrencyPerHost\": 4,', 500, 4",
    "'\"maxConcurrencyPerHost\": 4,', 0, 4",
  })
  void onlyADelayOfZeroLiftsConcurrency(String members, int delay, int concurrency) {
    CrawlRequest changed =
        read("{\"minDelayMs\": " + delay + "}")
            .appliedTo(request("{" + members + "\"url\": \"a.example\"}"));
    assertThat(changed.minDelayMs()).isEqualTo(delay);
    assertThat(changed.maxConcurrencyPerHost()).isEqualTo(concurrency);
  }

  @Test
  void leavesAloneWhatItDoesNotName() {
    CrawlRequest request =
        request("{\"url\": \"a.example\", \"sitemap\": \"skip\", \"excludePaths\": [\"/a\"]}");
    CrawlRequest changed =
        read("{\"addSeeds\": [\"a.example\", \"b.example\"], \"addExcludePaths\": [\"/a\", \"/b\"]}")
            .appliedTo(request);
    assertThat(changed)
        .usingRecursiveComparison()
        .ignoringFields("seeds", "excludePaths")
        .isEqualTo(request);
    assertThat(changed.seeds()).hasSize(2);
    assertThat(changed.excludePaths()).containsExactly("/a", "/b");
  }

  @Test
  void aCrawlHasNoMoreSeedsThanItsRequestMayHave() {
    List<String> seeds = IntStream.range(0, 1_000).mapToObj(n -> "\"s" + n + ".example\"").toList();
    CrawlChange change = read("{\"addSeeds\": " + seeds + "}");
    assertThatThrownBy(() -> change.appliedTo(request("{\"url\": \"a.example\"}")))
        .isInstanceOf(CrawlInvalid.class)
        .hasMessageContaining("1001 seeds");
  }
}
