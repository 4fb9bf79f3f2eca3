package lode.domain.crawl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import lode.domain.url.CanonicalUrl;
import lode.domain.url.UrlPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelevanceTest {

  private static double score(List<String> terms, String anchor, String path, String title) {
    return new Relevance(terms, List.of("power rating", "weight"))
        .byWords(
            anchor, CanonicalUrl.require("https://acme.example" + path, UrlPolicy.DEFAULT), title);
  }

  @ParameterizedTest
  @CsvSource({
    "'Our heat pumps', /x, '', 1.0, 1.0",
    "'Heat', /x, '', 0.4, 0.6",
    "'', /products/heat-pumps/17, '', 0.7, 0.9",
    "'', /x, 'All heat pumps', 0.2, 0.3",
    "'Careers', /jobs, 'About us', 0.0, 0.0",
    "'Weight and power', /x, '', 0.1, 0.3",
    "'Wärmepumpen', /x, '', 0.3, 0.4"
  })
  void scoresByWords(String anchor, String path, String title, double least, double most) {
    assertThat(score(List.of("heat pump"), anchor, path, title)).isBetween(least, most);
  }

  @Test
  void findsWordsInCompoundsAndEncodedPaths() {
    assertThat(score(List.of("Pumpe"), "Kreiselpumpen", "/x", "")).isEqualTo(0.7, within(1e-9));
    assertThat(score(List.of("wärme"), "", "/w%C3%A4rme", "")).isGreaterThan(0.7);
  }

  @Test
  void takesTheBetterOfWordsAndNearness() {
    assertThat(Relevance.together(0.4, 0.0)).isEqualTo(0.4);
    assertThat(Relevance.together(0.0, 0.75)).isEqualTo(0.9, within(1e-9));
    assertThat(Relevance.together(0.0, 0.2)).isZero();
  }

  @Test
  void tellsItsRule() {
    assertThat(Relevance.rule(0.123, 0.3)).isEqualTo("relevance 0.12 below 0.3");
    assertThat(Relevance.rule(0.123, 0.25)).isEqualTo("relevance 0.12 below 0.25");
    assertThat(Relevance.priority(0.5)).isEqualTo(500);
  }
}
