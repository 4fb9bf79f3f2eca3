package lode.domain.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusRulesTest {

  @ParameterizedTest
  @CsvSource({
    "200, STORE",
    "206, STORE",
    "300, SKIP",
    "403, SKIP",
    "404, SKIP",
    "410, SKIP",
    "429, RETRY",
    "500, RETRY",
    "503, RETRY",
    "999, SKIP"
  })
  void defaults(int status, StatusAction action) {
    assertThat(StatusRules.NONE.decide(status)).isEqualTo(action);
  }

  @ParameterizedTest
  @CsvSource({
    "200, STORE",
    "203, SKIP",
    "404, STORE_WITH_WARNING",
    "403, RETRY",
    "429, RETRY",
    "410, SKIP",
    "503, STORE",
    "500, SKIP",
    "300, SKIP"
  })
  void aStatusGoesBeforeItsClassAndWhatIsListedBeforeTheDefaults(int status, StatusAction action) {
    StatusRules rules =
        new StatusRules(
            List.of("503"), List.of("404"), List.of("203", "5xx", "410"), List.of("4xx"));
    assertThat(rules.decide(status)).isEqualTo(action);
  }

  @ParameterizedTest
  @CsvSource({"404, SKIP", "429, SKIP", "403, SKIP", "500, RETRY"})
  void aListedClassGoesBeforeTheDefaultOfAStatus(int status, StatusAction action) {
    StatusRules rules = new StatusRules(List.of(), List.of(), List.of("4xx"), List.of());
    assertThat(rules.decide(status)).isEqualTo(action);
  }
}
