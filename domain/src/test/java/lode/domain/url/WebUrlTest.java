package lode.domain.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class WebUrlTest {

  private static final Map<String, WebUrl> BASES =
      Map.of(
          "http", WebUrl.of("http://example.org/a/b/c?q=1#f"),
          "file", WebUrl.of("file:///C:/dir/doc.html"),
          "filehost", WebUrl.of("file://server/share/x"),
          "opaque", WebUrl.of("mailto:x@example.org"),
          "nonspecial", WebUrl.of("web+app://host/x/y?z"));

  static Stream<List<String>> cases() {
    return CaseTable.read(WebUrlTest.class, "whatwg-cases.txt");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void parsesAsTheStandardSays(List<String> row) {
    assertThat(row).hasSize(4);
    Optional<WebUrl> parsed =
        row.get(2).equals("-")
            ? WebUrl.parse(row.get(1))
            : WebUrl.parse(row.get(1), BASES.get(row.get(2)));

    assertThat(parsed.map(WebUrl::href).orElse("FAIL")).isEqualTo(row.get(3));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void readsItsOwnSerialisationBackUnchanged(List<String> row) {
    if (!row.get(3).equals("FAIL")) {
      assertThat(WebUrl.of(row.get(3)).href()).isEqualTo(row.get(3));
    }
  }

  @Test
  void hasManyCases() {
    assertThat(cases().filter(row -> row.get(3).equals("FAIL"))).hasSizeGreaterThan(80);
    assertThat(cases()).hasSizeGreaterThan(350);
  }

  @Test
  void givesEachPart() {
    WebUrl url = WebUrl.of("HTTPS://us%20er:p%40ss@Example.ORG:8443/a/%41?x=1&y#frag");

    assertThat(url.scheme()).isEqualTo("https");
    assertThat(url.username()).isEqualTo("us%20er");
    assertThat(url.password()).isEqualTo("p%40ss");
    assertThat(url.host()).isEqualTo("example.org");
    assertThat(url.port()).hasValue(8443);
    assertThat(url.effectivePort()).hasValue(8443);
    assertThat(url.path()).isEqualTo("/a/%41");
    assertThat(url.query()).contains("x=1&y");
    assertThat(url.fragment()).contains("frag");
    assertThat(url.origin()).isEqualTo("https://example.org:8443");
    assertThat(url.isHttp()).isTrue();
  }

  @Test
  void tellsTheDefaultPortOfTheScheme() {
    assertThat(WebUrl.of("http://h:80/").port()).isEmpty();
    assertThat(WebUrl.of("http://h/").effectivePort()).hasValue(80);
    assertThat(WebUrl.of("wss://h/").effectivePort()).hasValue(443);
    assertThat(WebUrl.of("file:///x").effectivePort()).isEmpty();
    assertThat(WebUrl.of("foo://h/").effectivePort()).isEmpty();
  }

  @Test
  void hasNoOriginOutsideTheWeb() {
    assertThat(WebUrl.of("http://h:80/x").origin()).isEqualTo("http://h");
    assertThat(WebUrl.of("file:///x").origin()).isEqualTo("null");
    assertThat(WebUrl.of("mailto:x@h").origin()).isEqualTo("null");
  }

  @Test
  void tellsAnEmptyQueryFromNone() {
    assertThat(WebUrl.of("http://h/?").query()).contains("");
    assertThat(WebUrl.of("http://h/").query()).isEmpty();
  }

  @Test
  void saysWhyATextIsNoUrl() {
    assertThatThrownBy(() -> WebUrl.of("http://example.org:99999/"))
        .isInstanceOf(InvalidUrl.class)
        .hasMessageContaining("http://example.org:99999/")
        .hasMessageContaining("port is above 65535");
    assertThatThrownBy(() -> WebUrl.of("example.org/x")).hasMessageContaining("no scheme");
    assertThatThrownBy(() -> WebUrl.of("http://a b/"))
        .hasMessageContaining("\"a b\" is not a host");
  }

  @Test
  void readsAVeryLongTextInTime() {
    assertThat(WebUrl.parse("http://h/" + "../a@:%".repeat(20_000))).isPresent();
    assertThat(WebUrl.parse("http://" + "1.".repeat(20_000))).isEmpty();
    assertThat(WebUrl.parse("http://" + "9".repeat(20_000) + "/")).isEmpty();
  }

  @Test
  void isAStringInJson() {
    JsonMapper json = JsonMapper.builder().build();
    WebUrl url = WebUrl.of("http://example.org/a b");

    assertThat(json.writeValueAsString(url)).isEqualTo("\"http://example.org/a%20b\"");
    assertThat(json.readValue("\"http://example.org/a%20b\"", WebUrl.class))
        .isEqualTo(url)
        .hasSameHashCodeAs(url);
  }
}
