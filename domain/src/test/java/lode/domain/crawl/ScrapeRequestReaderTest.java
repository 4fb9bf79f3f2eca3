package lode.domain.crawl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import lode.domain.project.SchemaProblem;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ScrapeRequestReaderTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String NO_DEFAULTS = "{}";

  private static ScrapeRequest read(String body, String defaults) {
    return ScrapeRequestReader.read(json(body), json(defaults));
  }

  private static JsonNode json(String text) {
    return JSON.readTree(text.replace('\'', '"'));
  }

  private static List<String> problems(String body) {
    try {
      read(body, NO_DEFAULTS);
    } catch (CrawlInvalid invalid) {
      return invalid.problems().stream().map(SchemaProblem::toString).toList();
    }
    throw new AssertionError("is read: " + body);
  }

  @Test
  void fetchesItsUrlsAloneWhateverTheDefaultsSay() {
    CrawlRequest crawl =
        read(
                "{'urls': 'a.example/x\\nb.example', 'minDelayMs': 5, 'autoExtract': false}",
                "{'maxDepth': 9, 'maxPages': 7, 'includePaths': ['/y'], 'respectRobots': false}")
            .crawl();

    assertThat(crawl.seeds())
        .extracting(seed -> seed.url().value() + " " + seed.sourceGroup())
        .containsExactly("https://a.example/x a.example", "https://b.example/ b.example");
    assertThat(crawl.maxDepth()).isZero();
    assertThat(crawl.maxPages()).isEqualTo(2);
    assertThat(crawl.includePaths()).isEmpty();
    assertThat(crawl.followsLinks()).isFalse();
    assertThat(crawl.respectRobots()).isFalse();
    assertThat(crawl.minDelayMs()).isEqualTo(5);
    assertThat(crawl.autoExtract()).isFalse();
  }

  @Test
  void putsAllUrlsIntoOneGroupIfAsked() {
    assertThat(
            read("{'urls': ['a.example', 'b.example'], 'sourceGroup': 'Acme'}", NO_DEFAULTS)
                .crawl()
                .seeds())
        .extracting(Seed::sourceGroup)
        .containsExactly("Acme", "Acme");
  }

  @Test
  void takesMoreUrlsThanACrawlHasSeeds() {
    StringBuilder urls = new StringBuilder();
    for (int i = 0; i < 1_500; i++) {
      urls.append("a.example/").append(i).append("\\n");
    }

    assertThat(read("{'urls': '" + urls + "'}", NO_DEFAULTS).crawl().seeds()).hasSize(1_500);
  }

  @Test
  void namesEveryMistakeWithTheWayOut() {
    assertThat(problems("{}"))
        .singleElement()
        .asString()
        .contains("/urls", "a list of URLs, or a text");
    assertThat(problems("{'urls': ['a.example', 7], 'maxDepth': 1, 'minDelayMs': -1, 'x': 1}"))
        .hasSize(4)
        .anySatisfy(problem -> assertThat(problem).contains("/urls/1", "must be text"))
        .anySatisfy(problem -> assertThat(problem).contains("/maxDepth", "leave it out"))
        .anySatisfy(problem -> assertThat(problem).contains("/minDelayMs"))
        .anySatisfy(problem -> assertThat(problem).contains("/x"));
    assertThat(problems("{'urls': '" + "\\n".repeat(UrlList.MAX_LINES) + "'}"))
        .singleElement()
        .asString()
        .contains("send several requests");
  }

  @Test
  void saysOfEachLineWhyNothingIsLeft() {
    assertThatThrownBy(() -> read("{'urls': 'oops\\nftp://a.example'}", NO_DEFAULTS))
        .isInstanceOfSatisfying(NoUsableUrl.class, none -> assertThat(none.lines()).hasSize(2));
    assertThatThrownBy(() -> read("{'urls': []}", NO_DEFAULTS)).hasMessageContaining("is empty");
  }
}
