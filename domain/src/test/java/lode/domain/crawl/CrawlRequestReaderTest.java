package lode.domain.crawl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import lode.domain.project.SchemaProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CrawlRequestReaderTest {

  private static final JsonMapper JSON = new JsonMapper();

  @ParameterizedTest
  @CsvSource({
    "example.com, https://example.com/, example.com",
    "www.example.co.uk/a, https://www.example.co.uk/a, example.co.uk",
    "http://example.com, http://example.com/, example.com",
    "//example.com/x, https://example.com/x, example.com",
    "localhost:8080/a, https://localhost:8080/a, localhost",
    "'  https://Example.com:443/a#b ', https://example.com/a, example.com",
    "http://127.0.0.1:81/, http://127.0.0.1:81/, 127.0.0.1",
  })
  void readsSeedsAsPeopleWriteThem(String written, String url, String group) {
    CrawlRequest request = read("{\"seeds\": [\"" + written + "\"]}");
    assertThat(request.seeds()).hasSize(1);
    assertThat(request.seeds().get(0).url().value()).isEqualTo(url);
    assertThat(request.seeds().get(0).sourceGroup()).isEqualTo(group);
  }

  @Test
  void fillsWhatIsLeftOut() {
    CrawlRequest request = read("{\"url\": \"example.com\"}");
    assertThat(request)
        .usingRecursiveComparison()
        .ignoringFields("seeds")
        .isEqualTo(
            new CrawlRequest(
                List.of(),
                3,
                100,
                List.of(),
                List.of(),
                false,
                List.of(),
                SitemapUse.INCLUDE,
                false,
                true,
                1_000,
                1,
                List.of(),
                StatusRules.NONE,
                null,
                List.of(),
                Focus.NONE,
                Rendering.AUTO,
                Quotas.NONE,
                true));
  }

  @ParameterizedTest
  @CsvSource({
    "'', 1000, 1",
    "'\"minDelayMs\": 0', 0, 16",
    "'\"minDelayMs\": 0, \"maxConcurrencyPerHost\": 2', 0, 2",
    "'\"minDelayMs\": 50', 50, 1",
    "'\"maxConcurrencyPerHost\": 4', 1000, 4",
  })
  void onlyAnExplicitZeroDelayLiftsConcurrency(String members, int delay, int concurrency) {
    CrawlRequest request =
        read("{\"url\": \"example.com\"" + (members.isEmpty() ? "" : ", " + members) + "}");
    assertThat(request.minDelayMs()).isEqualTo(delay);
    assertThat(request.maxConcurrencyPerHost()).isEqualTo(concurrency);
  }

  @ParameterizedTest
  @CsvSource({
    "PT30M, PT30M",
    "30m, PT30M",
    "2h, PT2H",
    "'90 s', PT1M30S",
    "P1DT1S, PT24H1S",
    "30d, PT720H",
    "0s, ",
    "31d, ",
    "'', ",
    "P1Y, ",
    "thirty, ",
    "999999999d, "
  })
  void readsTimesAsPeopleWriteThem(String written, java.time.Duration duration) {
    if (duration != null) {
      assertThat(
              read("{\"url\": \"a.example\", \"maxDuration\": \"" + written + "\"}").maxDuration())
          .isEqualTo(duration);
    } else {
      assertThat(problems("\"maxDuration\": \"" + written + "\"")).containsExactly("/maxDuration");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "\"languages\": [\"en\", \"pt-br\", \"zh-Hant\"]; ''",
        "\"languages\": [\"pt_BR\"]; /languages/0",
        "\"languages\": [\"en\", \"xx\"]; /languages/1",
        "\"languages\": [\"english\"]; /languages/0",
        "\"languages\": \"en\"; /languages",
        "\"relevanceThreshold\": 0.3; /relevanceThreshold",
        "\"focusTerms\": [\"pump\"], \"relevanceThreshold\": 1.1; /relevanceThreshold",
        "\"focusTerms\": [\"pump\"], \"relevanceThreshold\": \"0.3\"; /relevanceThreshold",
        "\"focusTerms\": [\"pump\"], \"relevanceThreshold\": 0.3; ''",
        "\"focusTerms\": [\"???\"]; /focusTerms/0",
        "\"maxPagesPerHost\": 0; /maxPagesPerHost",
        "\"maxPagesPerHost\": 101; /maxPagesPerHost",
        "\"maxPages\": 200, \"maxPagesPerHost\": 101; ''",
        "\"liftPatterns\": [\"https://a.example/{n}\"]; ''",
        "\"liftPatterns\": [\" \"]; /liftPatterns/0"
      })
  void checksWhatACrawlChooses(String members, String pointer) {
    assertThat(problems(members)).isEqualTo(pointer.isEmpty() ? List.of() : List.of(pointer));
  }

  private static List<String> problems(String members) {
    try {
      read("{\"url\": \"a.example\", " + members + "}");
      return List.of();
    } catch (CrawlInvalid invalid) {
      return invalid.problems().stream().map(SchemaProblem::pointer).toList();
    }
  }

  @Test
  void groupsSeedsAndKeepsTheFirstGroupOfAUrl() {
    CrawlRequest request =
        read(
            """
            {"sourceGroup": "All", "seeds": [
              {"url": "a.example", "sourceGroup": "A"}, "b.example",
              {"url": "https://a.example/#again", "sourceGroup": "C"}]}
            """);
    assertThat(request.seeds()).extracting(Seed::sourceGroup).containsExactly("A", "All");
  }

  @Test
  void projectDefaultsFillWhatTheRequestLeavesOut() {
    JsonNode defaults = tree("{\"maxDepth\": 7, \"maxPages\": 9, \"includePaths\": [\"/docs/\"]}");
    CrawlRequest request =
        CrawlRequestReader.read(
            tree("{\"url\": \"example.com\", \"maxPages\": 5, \"maxDepth\": null}"), defaults);
    assertThat(request.maxDepth()).isEqualTo(7);
    assertThat(request.maxPages()).isEqualTo(5);
    assertThat(request.includePaths()).containsExactly("/docs/");
  }

  @Test
  void tellsEverythingThatIsWrongAtOnce() {
    CrawlInvalid invalid =
        catchThrowableOfType(
            CrawlInvalid.class,
            () ->
                read(
                    """
                    {"seeds": ["https://", "mailto:a@b.example", {"sourceGroup": "x"},
                               "https://me:pw@example.com/", 7],
                     "maxDepht": 2, "maxDepth": 21, "maxPages": 0, "sitemap": "maybe",
                     "includePaths": ["ok", "(?=x)", "["], "excludePaths": ["("],
                     "allowedHosts": ["a/b"], "allowedNetworks": ["10.0.0.0/40"],
                     "respectRobots": "no", "render": "sometimes"}
                    """));
    assertThat(invalid.problems())
        .extracting(SchemaProblem::pointer)
        .containsExactlyInAnyOrder(
            "/seeds/0",
            "/seeds/1",
            "/seeds/2/url",
            "/seeds/3",
            "/seeds/4",
            "/maxDepht",
            "/maxDepth",
            "/maxPages",
            "/sitemap",
            "/includePaths/1",
            "/includePaths/2",
            "/excludePaths/0",
            "/allowedHosts/0",
            "/allowedNetworks/0",
            "/respectRobots",
            "/render");
    assertThat(invalid)
        .hasMessageContaining(
            "/render: 'sometimes' is not known here; use one of never, auto, always");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|/seeds",
        "[]|''",
        "{\"seeds\": []}|/seeds",
        "{\"seeds\": \"example.com\"}|/seeds",
        "{\"url\": \"a.example\", \"seeds\": [\"b.example\"]}|/url",
        "{\"url\": \"a.example\", \"sourceGroup\": \" \"}|/sourceGroup",
      })
  void refusesRequestsWithoutUsableSeeds(String body, String pointer) {
    CrawlInvalid invalid = catchThrowableOfType(CrawlInvalid.class, () -> read(body));
    assertThat(invalid.problems()).extracting(SchemaProblem::pointer).contains(pointer);
  }

  @Test
  void readsStatusesAsNumbersAndTexts() {
    CrawlRequest request =
        read(
            """
            {"url": "example.com", "statusRules": {"store": ["2xx"], "storeWithWarning": [404],
             "skip": [410, "4xx"], "retry": ["429", "5xx"]}}
            """);
    assertThat(request.statusRules())
        .isEqualTo(
            new StatusRules(
                List.of("2xx"), List.of("404"), List.of("410", "4xx"), List.of("429", "5xx")));
    assertThat(JSON.treeToValue(JSON.valueToTree(request), CrawlRequest.class)).isEqualTo(request);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[404]|/statusRules",
        "{\"keep\": [404]}|/statusRules/keep",
        "{\"store\": 404}|/statusRules/store",
        "{\"store\": [404, 42]}|/statusRules/store/1",
        "{\"store\": [\"4x\"]}|/statusRules/store/0",
        "{\"retry\": [[404]]}|/statusRules/retry/0",
        "{\"skip\": [\"1xx\"]}|/statusRules/skip/0",
        "{\"store\": [404], \"skip\": [410, \"404\"]}|/statusRules/skip/1",
      })
  void refusesStatusRulesThatSayNothing(String rules, String pointer) {
    CrawlInvalid invalid =
        catchThrowableOfType(
            CrawlInvalid.class,
            () -> read("{\"url\": \"example.com\", \"statusRules\": " + rules + "}"));
    assertThat(invalid.problems()).extracting(SchemaProblem::pointer).containsExactly(pointer);
  }

  @Test
  void defaultsHaveNoSeeds() {
    CrawlRequestReader.checkDefaults(tree("{\"maxDepth\": 2}"));
    assertThatThrownBy(() -> CrawlRequestReader.checkDefaults(tree("{\"url\": \"a.example\"}")))
        .isInstanceOf(CrawlInvalid.class)
        .hasMessageContaining("/url");
  }

  @Test
  void readsBackFromItsOwnJson() {
    CrawlRequest request =
        read("{\"seeds\": [\"example.com\"], \"minDelayMs\": 0, \"sitemap\": \"only\"}");
    assertThat(JSON.treeToValue(JSON.valueToTree(request), CrawlRequest.class)).isEqualTo(request);
  }

  private static CrawlRequest read(String body) {
    return CrawlRequestReader.read(tree(body), tree("{}"));
  }

  private static JsonNode tree(String json) {
    return JSON.readTree(json);
  }
}
