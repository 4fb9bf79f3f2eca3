package lode.standalone.bench.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.List;
import lode.domain.document.HtmlConverter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DocumentScoreTest {

  private static final String HTML =
      """
      <html lang=en><head><title>Two Lamps &amp; a Net | Harbour Post</title>
      <meta name=author content="Ada Moor"><meta property="article:published_time" content="2024-05-03T23:30:00Z">
      </head><body><h1>Two Lamps &amp; a Net</h1><p>The pilot lit both of them.</p></body></html>""";

  private static DocumentScore score(
      String content,
      @Nullable String title,
      @Nullable String author,
      @Nullable String day,
      List<String> with,
      List<String> without) {
    byte[] bytes = HTML.getBytes(StandardCharsets.UTF_8);
    GoldPage page =
        new GoldPage(
            "1", "a.example", "article", bytes, content, title, author, day, with, without);
    return DocumentScore.of(page, HtmlConverter.convert(bytes, "text/html; charset=utf-8"), 5);
  }

  @Test
  void comparesWhatIsKnownWithWhatWasFound() {
    DocumentScore right =
        score(
            "Two lamps and a net. The pilot lit both of them.",
            "two lamps, a net",
            "ADA  MOOR",
            "2024-05-03",
            List.of("THE PILOT", "nobody"),
            List.of("Harbour Post", "both of them"));
    assertThat(right.author()).isTrue();
    assertThat(right.day()).isTrue();
    assertThat(right.title()).isTrue();
    assertThat(right.kept()).isEqualTo(1);
    assertThat(right.absent()).isEqualTo(1);
    assertThat(right.inventedAuthor() || right.inventedDay()).isFalse();
    // 6 words found, 11 known: all but the title, which the document has beside its text.
    assertThat(right.words()).isNotNull();
    assertThat(right.words().precision()).isCloseTo(1, within(1e-9));
    assertThat(right.words().recall()).isCloseTo(6 / 11.0, within(1e-9));
  }

  @Test
  void tellsWrongAnswersFromInventedOnes() {
    DocumentScore wrong =
        score("x", "Three lamps", "Ada Moor and Jo", "2024-05-04", List.of(), List.of());
    assertThat(wrong.title()).isFalse();
    assertThat(wrong.author()).isFalse();
    assertThat(wrong.day()).isFalse();
    assertThat(wrong.inventedAuthor() || wrong.inventedDay()).isFalse();
    DocumentScore invented = score("", null, null, null, List.of(), List.of());
    assertThat(invented.words()).isNull();
    assertThat(invented.title()).isNull();
    assertThat(invented.author()).isNull();
    assertThat(invented.day()).isNull();
    assertThat(invented.inventedAuthor() && invented.inventedDay()).isTrue();
  }
}
