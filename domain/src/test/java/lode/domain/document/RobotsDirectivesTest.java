package lode.domain.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RobotsDirectivesTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private static String words(RobotsDirectives said) {
    return said.exclusion(NOW).map(rule -> rule.split(":")[0]).orElse("index")
        + (said.nofollow() ? " nofollow" : " follow");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // headers, one after the other | what they mean for LodeBot
        "noindex | noindex follow",
        "NoIndex | noindex follow",
        "nofollow | index nofollow",
        "none | noindex nofollow",
        "all | index follow",
        "noindex, nofollow | noindex nofollow",
        "noarchive, nosnippet | index follow",
        "nonesuch | index follow",
        "noindexing | index follow",
        "lodebot: noindex | noindex follow",
        "LodeBot/1.0: noindex | noindex follow",
        "otherbot: noindex | index follow",
        "otherbot: noindex, nofollow | index follow",
        "otherbot: noindex ; lodebot: nofollow | index nofollow",
        "otherbot: noindex ; nofollow | index nofollow",
        "otherbot: none, lodebot: nofollow | index nofollow",
        "lodebot: nofollow, otherbot: noindex | index nofollow",
        "lodebot: all ; noindex | noindex follow",
        "max-snippet:20, noindex | noindex follow",
        "max-image-preview: none | index follow",
        "unavailable_after: 25 Jun 2010 15:00:00 PST | noindex follow",
        "unavailable_after: 25 Jun 2099 15:00:00 PST | index follow",
        "unavailable_after: Sunday, 01-Mar-26 11:00:00 GMT | noindex follow",
        "unavailable_after: Sun, 01 Mar 2026 11:59:59 GMT, nofollow | noindex nofollow",
        "unavailable_after: Sun, 01 Mar 2026 12:00:01 GMT | index follow",
        "unavailable_after: 2026-02-28 | noindex follow",
        "unavailable_after: 2026-03-01T13:00:00+02:00 | noindex follow",
        "unavailable_after: 2026-03-01T13:00:00Z | index follow",
        "unavailable_after: soon, nofollow | index nofollow",
        "otherbot: unavailable_after: 25 Jun 2010 15:00:00 PST | index follow",
        "lodebot: unavailable_after: 25 Jun 2010 15:00:00 PST | noindex follow",
        ", ,, | index follow"
      })
  void readsHeaders(String headers, String expected) {
    String lines = headers.replace(" ; ", "\n");

    assertThat(words(RobotsDirectives.ofHeaders(lines, "LodeBot"))).isEqualTo(expected);
  }

  @Test
  void saysWhatTheDateWas() {
    assertThat(RobotsDirectives.ofHeaders("unavailable_after: 2026-02-28", "x").exclusion(NOW))
        .contains("noindex: unavailable after 2026-02-28T00:00:00Z");
    assertThat(RobotsDirectives.ofHeaders(null, "x")).isEqualTo(RobotsDirectives.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "robots | noindex | noindex follow",
        "ROBOTS | none | noindex nofollow",
        "lodebot | noindex nofollow | noindex nofollow",
        "lode | nofollow | index nofollow",
        "acmebot | noindex | noindex follow",
        "otherbot | noindex | index follow",
        "robots | all | index follow",
        "robots | unavailable_after: 25-Aug-2007 15:00:00 EST | noindex follow",
        "robots | nofollow, unavailable_after: 2099-01-01 | index nofollow"
      })
  void readsMetaTags(String name, String content, String expected) {
    byte[] body =
        ("<meta name='" + name + "' content='" + content + "'><p>x")
            .getBytes(java.nio.charset.StandardCharsets.UTF_8);

    ParsedPage page = ParsedPage.parse(body, "text/html", "https://acme.example/", "AcmeBot");

    assertThat(words(page.robots())).isEqualTo(expected);
  }

  @Test
  void isNotSlowedDownByLongValues() {
    String hostile = "unavailable_after:" + ",".repeat(1_000_000);

    assertThat(RobotsDirectives.ofHeaders(hostile, "LodeBot")).isEqualTo(RobotsDirectives.NONE);
    assertThat(RobotsDirectives.ofMeta(hostile)).isEqualTo(RobotsDirectives.NONE);
  }
}
