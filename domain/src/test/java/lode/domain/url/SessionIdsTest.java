package lode.domain.url;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionIdsTest {

  @ParameterizedTest
  @CsvSource({
    "/products/ab-40?sid=7f3a19c0, /products/ab-40",
    "ab-40?sid=7f3a19c0&page=2, ab-40?page=2",
    "ab-40?page=2&PHPSESSID=0a1b2c#data, ab-40?page=2#data",
    "/bt-55.html;jsessionid=0a1b2c, /bt-55.html",
    "/bt-55.html;jsessionid=0a1b2c?a=b, /bt-55.html?a=b",
    "http://example.com/?jsessionid=x, http://example.com/",
    "/article?sid=12, /article?sid=12",
    "/article?id=&x, /article?id=&x",
    "#part?sid=7f3a19c0, #part?sid=7f3a19c0",
    "mailto:a@example.com, mailto:a@example.com"
  })
  void leavesALinkAsItStandsButForTheSession(String link, String expected) {
    assertThat(SessionIds.removedFrom(link)).isEqualTo(expected);
  }
}
