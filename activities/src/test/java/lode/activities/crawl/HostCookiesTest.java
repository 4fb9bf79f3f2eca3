package lode.activities.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostCookiesTest {

  private static final String HOST = "https://acme.example:443";

  private final HostCookies cookies = new HostCookies();

  @Test
  void givesTheNewestValueOfEachNameToItsHostAlone() {
    assertThat(cookies.take(HOST, List.of("a=1; Path=/", "b=\"x y\"; HttpOnly", "a=2"))).isTrue();

    assertThat(cookies.header(HOST)).contains("a=2; b=\"x y\"");
    assertThat(cookies.header("http://acme.example:80")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "novalue", "=x", "a=\r\nX: y", "a=\u00fc", "; a=1"})
  void takesNothingThatIsNoCookie(String setCookie) {
    assertThat(cookies.take(HOST, List.of(setCookie))).isFalse();
    assertThat(cookies.header(HOST)).isEmpty();
  }

  @Test
  void keepsAFewShortCookies() {
    assertThat(cookies.take(HOST, List.of("long=" + "x".repeat(5_000)))).isFalse();
    cookies.take(HOST, IntStream.range(0, 1_000).mapToObj(i -> "c" + i + "=1").toList());

    assertThat(cookies.header(HOST).orElseThrow().split("; ")).hasSize(50);
  }
}
