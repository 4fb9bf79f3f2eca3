package lode.domain.crawl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.stream.Stream;
import lode.domain.url.CanonicalUrl;
import lode.domain.url.UrlPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrawlScopeTest {

  private static final CrawlScope PLAIN =
      scope("https://www.example.org/start", false, List.of(), List.of(), List.of());

  @ParameterizedTest
  @CsvSource({
    "https://www.example.org/start, true, is a seed",
    "https://www.example.org/x, true, host www.example.org is a seed's host",
    "http://www.example.org/x, true, host www.example.org is a seed's host",
    "https://example.org/x, true, host example.org is a seed's host",
    "https://shop.example.org/x, false, host shop.example.org is not a seed's host",
    "https://www.example.org:8443/x, false, host www.example.org:8443 is not a seed's host",
    "https://www.www.example.org/x, false, host www.www.example.org is not a seed's host",
    "https://other.example/x, false, host other.example is not a seed's host",
    "https://www.example.org.evil.example/, false, host www.example.org.evil.example is not a seed's host",
    "https://www.example.org/a.zip, false, extension .zip is not a page",
    "https://www.example.org/a.JPG, false, extension .jpg is not a page",
    "https://www.example.org/a.tar.gz?x=1, false, extension .gz is not a page",
    "https://www.example.org/style.css, false, extension .css is not a page",
    "https://www.example.org/clip.mp4, false, extension .mp4 is not a page",
    "https://www.example.org/a.pdf, true, host www.example.org is a seed's host",
    "https://www.example.org/a.docx, true, host www.example.org is a seed's host",
    "https://www.example.org/a.html, true, host www.example.org is a seed's host",
    "https://www.example.org/zip, true, host www.example.org is a seed's host",
    "https://www.example.org/a.zip/page, true, host www.example.org is a seed's host",
    "https://www.example.org/get?file=a.zip, true, host www.example.org is a seed's host",
    "https://www.example.org/v1.2, true, host www.example.org is a seed's host"
  })
  void staysOnTheHostsOfItsSeeds(String url, boolean inScope, String rule) {
    assertThat(PLAIN.decide(page(url))).isEqualTo(new ScopeDecision(inScope, rule));
  }

  @ParameterizedTest
  @CsvSource({
    "https://shop.example.co.uk/, true, allowSubdomains: example.co.uk",
    "https://example.co.uk/, true, allowSubdomains: example.co.uk",
    "https://a.b.example.co.uk/, true, allowSubdomains: example.co.uk",
    "https://shop.example.co.uk:8443/, false, host shop.example.co.uk:8443 is not under a seed's domain",
    "https://other.co.uk/, false, host other.co.uk is not under a seed's domain",
    "https://badexample.co.uk/, false, host badexample.co.uk is not under a seed's domain"
  })
  void allowsSubdomainsOfTheRegistrableDomain(String url, boolean inScope, String rule) {
    CrawlScope scope = scope("https://blog.example.co.uk/", true, List.of(), List.of(), List.of());

    assertThat(scope.decide(page(url))).isEqualTo(new ScopeDecision(inScope, rule));
  }

  @Test
  void takesTwoPortsOfOneAddressForTwoSites() {
    CrawlScope scope = scope("http://127.0.0.1:8080/", true, List.of(), List.of(), List.of());

    assertThat(scope.decide(page("http://127.0.0.1:8080/x")).inScope()).isTrue();
    assertThat(scope.decide(page("http://127.0.0.1:9090/x")).inScope()).isFalse();
  }

  @Test
  void allowsFurtherHosts() {
    CrawlScope scope =
        scope(
            "https://a.example/",
            false,
            List.of("B.example", "c.example:8443", "bücher.example", "[::1]"),
            List.of(),
            List.of());

    assertThat(scope.decide(page("https://b.example/x")))
        .isEqualTo(ScopeDecision.in("allowedHosts: b.example"));
    assertThat(scope.decide(page("https://b.example:81/x")).inScope()).isTrue();
    assertThat(scope.decide(page("https://c.example:8443/x")).inScope()).isTrue();
    assertThat(scope.decide(page("https://c.example/x")).inScope()).isFalse();
    assertThat(scope.decide(page("https://xn--bcher-kva.example/")).inScope()).isTrue();
    assertThat(scope.decide(page("http://[::1]:8080/")).inScope()).isTrue();
    assertThat(scope.decide(page("https://x.b.example/")).inScope()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "/products/1, true, includePaths: ^/products/",
    "/products/1?lang=de, true, includePaths: ^/products/",
    "/products/archive/1, false, excludePaths: /archive/",
    "/products/1?print=1, false, excludePaths: [?&]print=",
    "/about, false, no pattern of includePaths is found in path and query",
    "/x/products/, false, no pattern of includePaths is found in path and query",
    "/%C3%BCber/uns, true, includePaths: ^/über",
    "/products/a.png, false, extension .png is not a page",
    "/archive/seed, true, is a seed"
  })
  void searchesPatternsInPathAndQuery(String path, boolean inScope, String rule) {
    CrawlScope scope =
        scope(
            "https://example.org/archive/seed",
            false,
            List.of(),
            List.of("^/products/", "^/über"),
            List.of("/archive/", "[?&]print="));

    assertThat(scope.decide(page("https://example.org" + path)))
        .isEqualTo(new ScopeDecision(inScope, rule));
  }

  @ParameterizedTest
  @CsvSource({"ab[c, 2", "a(b, 0", "'a{2,1}', 1", "*a, 0", "a(?=b), 1", "a\\, 1"})
  void namesThePatternThatIsNone(String pattern, int position) {
    InvalidScope failure =
        catchThrowableOfType(
            InvalidScope.class,
            () -> scope("https://h/", false, List.of(), List.of(), List.of("fine", pattern)));

    assertThat(failure).hasMessageContaining("excludePaths[1]").hasMessageContaining(pattern);
    assertThat(failure.field()).isEqualTo("excludePaths");
    assertThat(failure.index()).isEqualTo(1);
    assertThat(failure.entry()).isEqualTo(pattern);
    assertThat(failure.position()).isEqualTo(position);
  }

  @ParameterizedTest
  @CsvSource({"''", "a b", "https://h/", "h/x", "h:99999", "u@h", "h?x"})
  void namesTheHostThatIsNone(String host) {
    InvalidScope failure =
        catchThrowableOfType(
            InvalidScope.class,
            () -> scope("https://h/", false, List.of(host), List.of(), List.of()));

    assertThat(failure).isNotNull();
    assertThat(failure.field()).isEqualTo("allowedHosts");
  }

  @Test
  void searchesHostilePatternsInTime() {
    CrawlScope scope = scope("https://h/", false, List.of(), List.of(), List.of("(a+)+$"));

    assertThat(scope.decide(page("https://h/" + "a".repeat(2_000) + "!")).inScope()).isTrue();
  }

  private static CrawlScope scope(
      String seed,
      boolean subdomains,
      List<String> hosts,
      List<String> include,
      List<String> exclude) {
    return CrawlScope.of(
        Stream.of(seed).map(CrawlScopeTest::page).toList(), subdomains, hosts, include, exclude);
  }

  private static CanonicalUrl page(String url) {
    return CanonicalUrl.require(url, UrlPolicy.DEFAULT);
  }
}
