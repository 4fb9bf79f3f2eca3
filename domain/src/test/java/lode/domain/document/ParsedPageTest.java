package lode.domain.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParsedPageTest {

  private static final String URL = "https://pumps.example/catalog/page.html";

  private static ParsedPage parse(String html) {
    return ParsedPage.parse(html.getBytes(StandardCharsets.UTF_8), "text/html; charset=utf-8", URL);
  }

  @Test
  void resolvesBaseAgainstThePage() {
    assertThat(parse("<base href='/other/'>").base()).isEqualTo("https://pumps.example/other/");
    assertThat(parse("<p>x").base()).isEqualTo(URL);
  }

  @Test
  void keepsLinksAsTheyStand() {
    ParsedPage page =
        parse(
            """
            <link rel="next" href="?page=2"><link rel=alternate hreflang=de href=/de>
            <link rel=stylesheet href=x.css>
            <a href=" ../a.html " rel="NoFollow external">To  <b>A</b></a>
            <a href=b><img alt="Pump B"></a><a name=anchor>none</a>
            <map><area href=c alt=C></map>
            """);
    assertThat(page.links())
        .extracting(PageLink::href, PageLink::text, PageLink::kind, PageLink::isNofollow)
        .containsExactly(
            tuple("?page=2", "", PageLink.Kind.SERIES, false),
            tuple("/de", "", PageLink.Kind.TRANSLATION, false),
            tuple("../a.html", "To A", PageLink.Kind.ANCHOR, true),
            tuple("b", "Pump B", PageLink.Kind.ANCHOR, false),
            tuple("c", "C", PageLink.Kind.AREA, false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "robots | noindex           | true  | false",
        "ROBOTS | Index, NoFollow   | false | true",
        "lode   | none              | true  | true",
        "other  | noindex           | false | false",
      })
  void readsRobotsMeta(String name, String content, boolean noindex, boolean nofollow) {
    ParsedPage page = parse("<meta name='" + name + "' content='" + content + "'>");
    assertThat(page.noindex()).isEqualTo(noindex);
    assertThat(page.nofollow()).isEqualTo(nofollow);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0; url=/new           | /new",
        "5;URL='https://x/y'   | https://x/y",
        "300; url=/self        |",
        "30                    |",
      })
  void readsMetaRefresh(String content, String target) {
    ParsedPage page = parse("<meta http-equiv=refresh content=\"" + content + "\">");
    assertThat(page.refreshHref()).isEqualTo(target);
  }

  @Test
  void readsCanonicalTitleAndLanguage() {
    ParsedPage page =
        parse("<html lang=en-GB><title> A \n page </title><link rel=canonical href=/c>");
    assertThat(page.canonicalHrefs()).containsExactly("/c");
    assertThat(page.title()).isEqualTo("A page");
    assertThat(page.language()).isEqualTo("en-GB");
  }

  @Test
  void hashesWhatAReaderSees() {
    String page =
        "<body><!-- %1$s --><script>var t='%1$s'</script><style>.%1$s{}</style>"
            + "<form><input type=hidden name=csrf value=%1$s>Name</form><template>%1$s</template>"
            + "<p>Power</p>";
    ParsedPage one = parse(page.formatted("a1"));
    ParsedPage other = parse(page.formatted("b2"));
    assertThat(one.visibleText()).isEqualTo("Name Power");
    assertThat(one.visibleTextHash()).isEqualTo(other.visibleTextHash());
    assertThat(one.visibleTextHash()).isNotEqualTo(parse("<p>Power!</p>").visibleTextHash());
  }

  @Test
  void keepsBoundedNumberOfLinks() {
    assertThat(parse("<a href=x>x</a>".repeat(ParsedPage.MAX_LINKS + 10)).links())
        .hasSize(ParsedPage.MAX_LINKS);
  }

  @Test
  void readsHostilePagesInBoundedTime() {
    String deep = "<div><b>".repeat(100_000) + "deep";
    String large = "<p class=x>Ten words of text stand here <a href=y>now</a> and go on</p>\n";
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          assertThat(parse(deep).visibleText()).isEqualTo("deep");
          assertThat(parse(large.repeat(10_000_000 / large.length())).links())
              .hasSize(ParsedPage.MAX_LINKS);
        });
  }
}
