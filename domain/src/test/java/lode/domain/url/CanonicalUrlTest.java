package lode.domain.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

class CanonicalUrlTest {

  private static final int RANDOM_URLS = 20_000;

  /** Pieces that make the rules meet each other: escapes of escapes, dots, session ids, separators. */
  private static final List<String> PIECES =
      List.of(
          "a",
          "B",
          "/",
          "//",
          "/../",
          "/./",
          "..",
          ".",
          "%2e",
          "%2E",
          "%",
          "%25",
          "%34",
          "%31",
          "%2f",
          "%3b",
          "%3B",
          ";",
          ";jsessionid=",
          ";jsessionid=1",
          ";sid=x",
          "=",
          "&",
          "?",
          "#",
          "+",
          " ",
          "ü",
          "日",
          "[",
          "]",
          "|",
          "'",
          "\"",
          "\\",
          "@",
          ":",
          "utm_source=1",
          "PHPSESSID=1",
          "sid=0123456789abcdef",
          "%75tm_x=1",
          "%6asessionid=",
          "%00",
          "%7e",
          "\t",
          "\ud83d\ude00",
          "\ud800",
          "b=2",
          "a=1",
          "z",
          "^",
          "`",
          "{",
          "~",
          "%C3%BC",
          "%c3");

  private static final List<String> STARTS =
      List.of(
          "http://example.org/",
          "https://Example.ORG:443/",
          "http://example.org.",
          "http://u:p@h:81/",
          "http://[::1]/",
          "http://0x7f.1",
          "http://a",
          "http:",
          "//",
          "http://bücher.example?",
          "http://h;sid=1/");

  static Stream<List<String>> cases() {
    return CaseTable.read(CanonicalUrlTest.class, "canonical-cases.txt");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void givesThePageOneSpelling(List<String> row) {
    Optional<CanonicalUrl> canonical = CanonicalUrl.of(row.get(0), UrlPolicy.DEFAULT);

    assertThat(canonical.map(CanonicalUrl::value).orElse("NONE")).isEqualTo(row.get(1));
  }

  @Test
  void isItsOwnCanonicalUrlAndAUriUnderEveryPolicy() {
    Random random = new Random(42);
    List<UrlPolicy> policies =
        List.of(UrlPolicy.DEFAULT, UrlPolicy.of(true), new UrlPolicy(false, Set.of("a", "b*")));
    int named = 0;
    for (int i = 0; i < RANDOM_URLS; i++) {
      String url = randomUrl(random);
      UrlPolicy policy = policies.get(i % policies.size());
      Optional<CanonicalUrl> once = CanonicalUrl.of(url, policy);
      if (once.isPresent()) {
        named++;
        String value = once.get().value();
        assertThat(CanonicalUrl.of(value, policy)).as(url).isEqualTo(once);
        assertThat(URI.create(value).getRawPath()).as(url).isEqualTo(once.get().path());
        assertThat(value).as(url).doesNotContain("#", ";jsessionid=");
        assertThat(once.get().path()).as(url).doesNotContain("/../", "/./");
      }
    }
    assertThat(named).isGreaterThan(RANDOM_URLS / 2);
  }

  private static String randomUrl(Random random) {
    StringBuilder url = new StringBuilder(STARTS.get(random.nextInt(STARTS.size())));
    int pieces = random.nextInt(12);
    for (int i = 0; i < pieces; i++) {
      url.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return url.toString();
  }

  @Test
  void ignoresTheQueryWhereThePolicySaysSo() {
    assertThat(CanonicalUrl.of("http://h/a?b=1&c", UrlPolicy.of(true)))
        .contains(new CanonicalUrl("http://h/a"));
    assertThat(UrlPolicy.of(false)).isEqualTo(UrlPolicy.DEFAULT);
  }

  @Test
  void ignoresTheParametersOfThePolicyOnly() {
    UrlPolicy policy = new UrlPolicy(false, Set.of("Ref", "x_*"));

    assertThat(CanonicalUrl.require("http://h/?ref=1&x_y=2&utm_source=3&refs=4", policy).query())
        .isEqualTo("refs=4&utm_source=3");
  }

  @Test
  void resolvesLinksAgainstTheirPage() {
    CanonicalUrl page = CanonicalUrl.require("https://example.org/a/b?x=1", UrlPolicy.DEFAULT);

    assertThat(CanonicalUrl.resolve("../c?utm_source=z#f", page, UrlPolicy.DEFAULT))
        .contains(new CanonicalUrl("https://example.org/c"));
    assertThat(CanonicalUrl.resolve("?y", page, UrlPolicy.DEFAULT))
        .contains(new CanonicalUrl("https://example.org/a/b?y"));
    assertThat(CanonicalUrl.resolve("//other.example", page.toWebUrl(), UrlPolicy.DEFAULT))
        .contains(new CanonicalUrl("https://other.example/"));
    assertThat(CanonicalUrl.resolve("mailto:x@example.org", page, UrlPolicy.DEFAULT)).isEmpty();
    assertThat(CanonicalUrl.resolve("javascript:void(0)", page, UrlPolicy.DEFAULT)).isEmpty();
    assertThat(CanonicalUrl.resolve("#top", page, UrlPolicy.DEFAULT)).contains(page);
  }

  @Test
  void givesItsParts() {
    CanonicalUrl url = new CanonicalUrl("https://shop.example.co.uk:8443/a/b?x=1&y=2");

    assertThat(url.scheme()).isEqualTo("https");
    assertThat(url.host()).isEqualTo("shop.example.co.uk");
    assertThat(url.port()).isEqualTo(8443);
    assertThat(url.hostKey()).isEqualTo("https://shop.example.co.uk:8443");
    assertThat(url.origin()).isEqualTo("https://shop.example.co.uk:8443");
    assertThat(url.path()).isEqualTo("/a/b");
    assertThat(url.query()).isEqualTo("x=1&y=2");
    assertThat(url.pathAndQuery()).isEqualTo("/a/b?x=1&y=2");
    assertThat(url.registrableDomain()).hasToString("example.co.uk");
  }

  @Test
  void saysThePortInTheHostKeyAlways() {
    assertThat(new CanonicalUrl("http://h/").hostKey()).isEqualTo("http://h:80");
    assertThat(new CanonicalUrl("https://h/?a:b").hostKey()).isEqualTo("https://h:443");
    assertThat(new CanonicalUrl("http://[::1]/").hostKey()).isEqualTo("http://[::1]:80");
    assertThat(new CanonicalUrl("http://[::1]:81/x").hostKey()).isEqualTo("http://[::1]:81");
    assertThat(new CanonicalUrl("http://[::1]:81/x").host()).isEqualTo("[::1]");
  }

  @Test
  void hashesItsValue() {
    CanonicalUrl url = new CanonicalUrl("http://example.org/");

    assertThat(url.hash()).hasSize(32);
    // printf http://example.org/ | sha256sum
    assertThat(url.hashHex())
        .isEqualTo("781bc04ec9bd049cdfacaec4ae2026102118d13c79413246f0c88eeef6ebec4e");
  }

  @Test
  void refusesAValueThatIsNotCanonical() {
    assertThatThrownBy(() -> new CanonicalUrl("http://EXAMPLE.org"))
        .isInstanceOf(InvalidUrl.class)
        .hasMessageContaining("its canonical form is http://example.org/");
    assertThatThrownBy(() -> new CanonicalUrl("ftp://example.org/"))
        .hasMessageContaining("not http or https");
    assertThatThrownBy(() -> CanonicalUrl.require("http://a..b/", UrlPolicy.DEFAULT))
        .hasMessageContaining("label");
  }

  @Test
  void isAStringInJson() {
    JsonMapper json = JsonMapper.builder().build();
    CanonicalUrl url = new CanonicalUrl("http://example.org/?a=1");

    assertThat(json.writeValueAsString(url)).isEqualTo("\"http://example.org/?a=1\"");
    assertThat(json.readValue("\"http://example.org/?a=1\"", CanonicalUrl.class)).isEqualTo(url);
    assertThatThrownBy(() -> json.readValue("\"http://example.org\"", CanonicalUrl.class))
        .isInstanceOf(JacksonException.class);
  }

  @Test
  void readsItsPolicyBackFromJson() {
    JsonMapper json = JsonMapper.builder().build();
    UrlPolicy policy = new UrlPolicy(true, Set.of("b", "A"));

    assertThat(json.writeValueAsString(policy))
        .isEqualTo("{\"ignoreQueryParameters\":true,\"ignoredParameters\":[\"a\",\"b\"]}");
    assertThat(json.readValue(json.writeValueAsString(policy), UrlPolicy.class)).isEqualTo(policy);
  }
}
