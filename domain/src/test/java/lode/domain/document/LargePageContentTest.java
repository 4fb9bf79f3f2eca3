package lode.domain.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.junit.jupiter.api.Test;

/** Main content of pages that are far larger than those it was learned from. */
class LargePageContentTest {

  /** Many times what each takes. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static String many(int times, IntFunction<String> piece) {
    return IntStream.range(0, times).mapToObj(piece).collect(Collectors.joining());
  }

  private static String convert(String html) {
    return assertTimeoutPreemptively(PATIENCE, () -> PlainText.of(Pages.convert(html).content()));
  }

  /** Words of no meaning, as no two paragraphs of a book are alike. */
  private static String paragraph(Random random) {
    String[] words =
        "a of to and the river mill wind keeper lantern road winter bread stone bridge slow quiet"
            .concat(" walked carried remembered with under before nobody who through ship candle")
            .split(" ");
    return IntStream.range(0, 90)
        .mapToObj(i -> words[random.nextInt(words.length)] + (i % 11 == 10 ? "." : ""))
        .collect(Collectors.joining(" ", "<p>He ", " there.</p>"));
  }

  @Test
  void keepsALongChapterWhole() {
    Random random = new Random(5);
    String text =
        convert(
            "<nav><a href=/>Shelf</a></nav><main><h1>The caravan</h1>"
                + many(50, i -> paragraph(random) + "<p>So ended day " + i + " of the road.</p>")
                + "</main><footer>Imprint and terms</footer>");
    assertThat(text)
        .contains("The caravan", "ended day 0 of", "ended day 25 of", "ended day 49 of")
        .doesNotContain("Shelf", "Imprint");
  }

  @Test
  void readsABookOfMegabytes() {
    Random random = new Random(6);
    String html =
        "<nav><a href=/>Shelf</a></nav><main><h1>The caravan</h1>"
            + many(10_000, i -> paragraph(random))
            + "</main>";
    assertThat(html.length()).isGreaterThan(5_000_000);
    assertThat(convert(html)).startsWith("The caravan").hasSizeGreaterThan(4_900_000);
  }

  @Test
  void losesAndRepeatsNothingOfManyBlocks() {
    int more = 60_000;
    String html = "<h1>All</h1>" + many(more, i -> "<p>Line " + i + " of it.</p>") + "<i>Tail.</i>";
    PageElements elements = PageElements.of(HtmlTree.parse(html, ""));
    MainContent main = MainContent.of(elements, ContentModel.bundled());
    Set<Node> leftOut = new HashSet<>(main.leftOut());
    assertThat(leftOut).hasSameSizeAs(main.leftOut());
    assertThat(main.leftOut()).noneMatch(node -> hasAncestorIn(leftOut, node));
    String content = convert(html);
    String beside =
        main.leftOut().stream()
            .map(node -> node instanceof Element element ? element.text() : node.toString())
            .collect(Collectors.joining("\n"));
    for (int number : List.of(0, more / 2, more - 502, more - 501, more - 500, more - 1)) {
      String line = "Line " + number + " of";
      assertThat((content + "\n" + beside).split(line, -1).length - 1).as(line).isEqualTo(1);
    }
    assertThat(content + beside).contains("Tail.");
  }

  private static boolean hasAncestorIn(Set<Node> nodes, Node node) {
    for (Node at = node.parent(); at != null; at = at.parent()) {
      if (nodes.contains(at)) {
        return true;
      }
    }
    return false;
  }
}
