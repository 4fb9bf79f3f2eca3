package lode.domain.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import lode.domain.url.WebUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CookieJarTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final WebUrl SHOP = WebUrl.of("https://shop.acme.example/en/list/page");

  private final CookieJar jar = new CookieJar(List.of());

  private String header(String url) {
    return jar.header(WebUrl.of(url), NOW).orElse("none");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // host-only without Domain (RFC 6265, 5.3, 6)
        "a=1 | https://shop.acme.example/en/list/other | a=1",
        "a=1 | https://acme.example/en/list/ | none",
        "a=1 | https://de.shop.acme.example/en/list/ | none",
        // for a domain and all below it (5.1.3)
        "a=1; Domain=acme.example; Path=/ | https://acme.example/ | a=1",
        "a=1; Domain=.ACME.example; Path=/ | https://www.acme.example/x | a=1",
        "a=1; Domain=acme.example; Path=/ | https://badacme.example/ | none",
        "a=1; Domain=shop.acme.example; Path=/ | https://de.shop.acme.example/ | a=1",
        // not for others, nor for a public suffix
        "a=1; Domain=other.example; Path=/ | https://other.example/ | none",
        "a=1; Domain=www.shop.acme.example; Path=/ | https://shop.acme.example/ | none",
        "a=1; Domain=example; Path=/ | https://shop.acme.example/ | none",
        // default path is the directory (5.1.4)
        "a=1 | https://shop.acme.example/en/list | a=1",
        "a=1 | https://shop.acme.example/en/list/ | a=1",
        "a=1 | https://shop.acme.example/en/ | none",
        "a=1; Path=/en | https://shop.acme.example/en/x | a=1",
        "a=1; Path=/en | https://shop.acme.example/english | none",
        "a=1; Path=en | https://shop.acme.example/en/list/x | a=1",
        // over https only
        "a=1; Path=/; Secure | https://shop.acme.example/ | a=1",
        "a=1; Path=/; Secure | http://shop.acme.example/ | none",
        "a=1; Path=/ | http://shop.acme.example/ | a=1",
        // an end (5.1.1, 5.2.2)
        "a=1; Path=/; Max-Age=60 | https://shop.acme.example/ | a=1",
        "a=1; Path=/; Max-Age=0 | https://shop.acme.example/ | none",
        "a=1; Path=/; Max-Age=-1 | https://shop.acme.example/ | none",
        "a=1; Path=/; Max-Age=soon | https://shop.acme.example/ | a=1",
        "a=1; Path=/; Expires=Sun, 01 Mar 2026 11:59:59 GMT | https://shop.acme.example/ | none",
        "a=1; Path=/; Expires=Sun, 01 Mar 2026 12:00:01 GMT | https://shop.acme.example/ | a=1",
        "a=1; Path=/; Expires=Sunday, 01-Mar-26 12:00:01 GMT | https://shop.acme.example/ | a=1",
        "a=1; Path=/; Expires=Sun Mar  1 11:00:00 2026 | https://shop.acme.example/ | none",
        "a=1; Path=/; Expires=whenever | https://shop.acme.example/ | a=1",
        "a=1; Path=/; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT | https://shop.acme.example/ | a=1",
        // form
        "a=\"x y\"; Path=/; HttpOnly; SameSite=Lax | https://shop.acme.example/ | a=\"x y\"",
        "a=; Path=/ | https://shop.acme.example/ | a=",
        "a=b=c; Path=/ | https://shop.acme.example/ | a=b=c"
      })
  void sendsACookieWhereItBelongs(String setCookie, String url, String expected) {
    jar.take(SHOP, List.of(setCookie), NOW);

    assertThat(header(url)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "novalue", "=x", "a=\r\nX: y", "a=\u00fc", "; a=1"})
  void takesNothingThatIsNoCookie(String setCookie) {
    assertThat(jar.take(SHOP, List.of(setCookie), NOW)).isEmpty();
    assertThat(header(SHOP.href())).isEqualTo("none");
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.co.uk/, co.uk",
    "https://a.github.io/, github.io",
    "https://127.0.0.1/, 0.0.1",
    "http://localhost/, localdomain"
  })
  void takesNoCookieForAPublicSuffixOrAnAddressPart(String url, String domain) {
    jar.take(WebUrl.of(url), List.of("a=1; Domain=" + domain), NOW);

    assertThat(header(url)).isEqualTo("none");
  }

  @Test
  void aPublicSuffixMaySetCookiesForItselfAlone() {
    jar.take(WebUrl.of("https://github.io/"), List.of("a=1; Domain=github.io"), NOW);

    assertThat(header("https://github.io/")).isEqualTo("a=1");
    assertThat(header("https://someone.github.io/")).isEqualTo("none");
  }

  @Test
  void sendsLongerPathsFirstAndTheNewestValue() {
    jar.take(SHOP, List.of("a=1; Path=/", "b=1; Path=/en/list", "a=2; Path=/"), NOW);

    assertThat(header(SHOP.href())).isEqualTo("b=1; a=2");
  }

  @Test
  void anInsecureAnswerCannotReplaceASecureCookie() {
    jar.take(SHOP, List.of("a=1; Path=/; Secure"), NOW);
    WebUrl plain = WebUrl.of("http://shop.acme.example/");

    assertThat(jar.take(plain, List.of("a=2; Path=/", "b=1; Path=/; Secure"), NOW)).isEmpty();
    assertThat(header(SHOP.href())).isEqualTo("a=1");
  }

  @Test
  void tellsWhatChangedAndNothingElse() {
    List<Cookie> first = jar.take(SHOP, List.of("a=1; Path=/", "b=1; Path=/"), NOW);
    assertThat(first).extracting(Cookie::name).containsExactly("a", "b");

    assertThat(jar.take(SHOP, List.of("a=1; Path=/; Max-Age=9"), NOW)).isEmpty();
    assertThat(jar.take(SHOP, List.of("b=1; Path=/; Max-Age=0"), NOW))
        .singleElement()
        .satisfies(ended -> assertThat(ended.isOver(NOW)).isTrue());
  }

  @Test
  void keepsFiftyShortCookiesOfAHostAndSaysWhatMadeRoom() {
    assertThat(jar.take(SHOP, List.of("long=" + "x".repeat(5_000)), NOW)).isEmpty();
    List<String> many = IntStream.range(0, 60).mapToObj(i -> "c" + i + "=1; Path=/").toList();

    List<Cookie> changed = jar.take(SHOP, many, NOW);

    assertThat(header(SHOP.href()).split("; "))
        .hasSize(CookieJar.MOST_PER_HOST)
        .contains("c59=1")
        .doesNotContain("c9=1");
    assertThat(changed).filteredOn(cookie -> cookie.isOver(NOW)).hasSize(10);
  }

  @Test
  void boundsADomainOfManyHosts() {
    List<Cookie> known = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      known.add(new Cookie("a", "1", "h" + i + ".acme.example", true, "/", false, null));
    }
    CookieJar full = new CookieJar(known);

    assertThat(full.header(WebUrl.of("https://h999.acme.example/"), NOW)).contains("a=1");
    assertThat(full.header(WebUrl.of("https://h0.acme.example/"), NOW)).isEmpty();
  }
}
