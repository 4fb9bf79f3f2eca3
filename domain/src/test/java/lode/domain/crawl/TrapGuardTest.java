package lode.domain.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import lode.domain.url.CanonicalUrl;
import lode.domain.url.UrlPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrapGuardTest {

  private static final TrapGuard GUARD = TrapGuard.DEFAULT;

  @ParameterizedTest
  @CsvSource({
    "/, no trap",
    "/a/b/c, no trap",
    "/a/a/a, no trap",
    "/a/a/a/a, path repeats \"a\" more than 3 times",
    "/a/x/a/y/a/z/a, path repeats \"a\" more than 3 times",
    "/a/b/a/b, no trap",
    "/a/b/a/b/a/b, path repeats a sequence of segments",
    "/x/a/b/c/a/b/c/a/b/c/y, path repeats a sequence of segments",
    "/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17/18/19/20, no trap",
    "/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17/18/19/20/21, path has more than 20 segments",
    "/?a&b&c&d&e&f&g&h&i&j&k&l, no trap",
    "/?a&b&c&d&e&f&g&h&i&j&k&l&m, query has more than 12 parameters"
  })
  void judgesASingleUrl(String path, String rule) {
    ScopeDecision decision = GUARD.decide(page(path));

    assertThat(decision).isEqualTo(new ScopeDecision(rule.equals("no trap"), rule));
  }

  @Test
  void refusesOverlongUrls() {
    String path = "/" + "a".repeat(2048 - "https://example.org/".length());

    assertThat(GUARD.decide(page(path)).inScope()).isTrue();
    assertThat(GUARD.decide(page(path + "a")))
        .isEqualTo(ScopeDecision.out("URL has more than 2048 characters"));
  }

  @ParameterizedTest
  @CsvSource({
    "/about, /about",
    "/product/123, /product/{n}",
    "/product-12/v3, /product-{n}/v{n}",
    "/?id=7&page=12, /?id={n}&page={page}",
    "/list?page=3, /list?page={page}",
    "/list?sort=price&page=3, /list?page={page}&sort=price",
    "/blog/page/17, /blog/page/{page}",
    "/blog/page/17/, /blog/page/{page}/",
    "/list?homepage=3, /list?homepage={n}",
    "/list?color=red&size=xl, /list?{facets}",
    "/list?brand=acme&color=red&page=2, /list?{facets}",
    "/list?color=red&size=42, /list?color=red&size={n}",
    "/cart?visit=a81bc81bdead4e5dabff, /cart?visit={id}",
    "/a;x=q8sd7f6gq8sd7f6gq8sd/b, /a;x={id}/b",
    "/internationalisierungsbeauftragte, /internationalisierungsbeauftragte",
    "/events/2024-05-17, /events/{date}",
    "/events/2024/5/17/list, /events/{date}/list",
    "/events/2024/05, /events/{date}",
    "/events/20240517, /events/{date}",
    "/events/17.05.2024, /events/{date}",
    "/events?month=2031-12, /events?month={date}",
    "/news/2024/05/17/press-release, /news/{date}/press-release",
    "/order/20249917, /order/{n}",
    "/part/120240517, /part/{n}",
    "/x/9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d, /x/{id}",
    "/x/9b1deb4d3b7d4bad9bdd2b0d7b3dcb6d, /x/{id}",
    "/2024-05-17T10:30, /{date}T{n}:{n}"
  })
  void givesUrlsOfOneRuleOneKey(String path, String key) {
    assertThat(TrapGuard.patternKey(page(path))).isEqualTo("https://example.org" + key);
  }

  @Test
  void keepsTheNumbersOfTheHost() {
    assertThat(
            TrapGuard.patternKey(
                CanonicalUrl.require("http://127.0.0.1:8080/7", UrlPolicy.DEFAULT)))
        .isEqualTo("http://127.0.0.1:8080/{n}");
  }

  @Test
  void takesOnlySoManyUrlsOfOnePattern() {
    assertThat(GUARD.decide(page("/events/2024-05-17"), 499).inScope()).isTrue();
    assertThat(GUARD.decide(page("/events/2024-05-17"), 500))
        .isEqualTo(ScopeDecision.out("more than 500 URLs like https://example.org/events/{date}"));
    assertThat(GUARD.decide(page("/product/7"), 19_999).inScope()).isTrue();
    assertThat(GUARD.decide(page("/product/7"), 20_000).inScope()).isFalse();
    assertThat(GUARD.decide(page("/list?page=7"), 1_999).inScope()).isTrue();
    assertThat(GUARD.decide(page("/list?page=7"), 2_000).inScope()).isFalse();
    assertThat(GUARD.decide(page("/list?id=1&page=7"), 19_999).inScope()).isTrue();
    assertThat(GUARD.decide(page("/list?a=red&b=blue"), 4_999).inScope()).isTrue();
    assertThat(GUARD.decide(page("/list?a=red&b=blue"), 5_000).inScope()).isFalse();
    assertThat(GUARD.decide(page("/about"), Long.MAX_VALUE - 1).inScope()).isTrue();
    assertThat(GUARD.decide(page("/a/a/a/a"), 0).inScope()).isFalse();
  }

  private static CanonicalUrl page(String path) {
    return CanonicalUrl.require("https://example.org" + path, UrlPolicy.DEFAULT);
  }
}
