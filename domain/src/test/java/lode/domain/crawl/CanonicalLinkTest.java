package lode.domain.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import lode.domain.document.ParsedPage;
import lode.domain.url.CanonicalUrl;
import lode.domain.url.UrlPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CanonicalLinkTest {

  private static final CanonicalUrl URL =
      CanonicalUrl.require("https://a.example/shop/p?color=red", UrlPolicy.DEFAULT);

  private static Stream<String> cases() {
    try (var in = CanonicalLinkTest.class.getResourceAsStream("canonical-cases.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String canonical(String head, String header) {
    String html = "<html><head>" + head + "</head><body><p>x</p></body></html>";
    ParsedPage page =
        ParsedPage.parse(html.getBytes(StandardCharsets.UTF_8), "text/html", URL.value());
    return CanonicalLink.of(page, header, URL, UrlPolicy.DEFAULT)
        .map(CanonicalUrl::value)
        .orElse("-");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void readsTheCanonicalUrl(String line) {
    String[] parts = line.split("\\|");
    String header = parts[1].strip();
    assertThat(canonical(parts[0], header.isEmpty() ? null : header)).isEqualTo(parts[2].strip());
  }

  @Test
  void doesNotReadAnEndlessHeader() {
    String filler = "<x>; rel=next, ".repeat(2_000);
    assertThat(canonical("", filler + "<p>; rel=canonical")).isEqualTo("-");
  }
}
