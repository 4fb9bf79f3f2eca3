package lode.domain.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainContentTest {

  static Stream<ContentCase> cases() {
    return ContentCase.NAMES.stream().map(ContentCase::of);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void keepsWhatThePageIsThereFor(ContentCase page) {
    String text = PlainText.of(Pages.convert(page.html()).content());
    assertSoftly(softly -> page.keep().forEach(each -> softly.assertThat(text).contains(each)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void leavesOutTheFurniture(ContentCase page) {
    String text = PlainText.of(Pages.convert(page.html()).content());
    assertSoftly(
        softly -> page.leave().forEach(each -> softly.assertThat(text).doesNotContain(each)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void tellsThePageTypeOfClearPages(ContentCase page) {
    PageType type = Pages.convert(page.html()).metadata().pageType();
    assertThat(type).isNotNull();
    if (!page.type().isEmpty()) {
      assertThat(type.label()).isEqualTo(page.type());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void placesEachBlockInsideOrOutsideExactlyOnce(ContentCase page) {
    PageElements elements = PageElements.of(HtmlTree.parse(page.html(), ""));
    MainContent main = MainContent.of(elements, ContentModel.bundled());
    Set<Node> leftOut = Collections.newSetFromMap(new IdentityHashMap<>());
    leftOut.addAll(main.leftOut());
    assertThat(leftOut).hasSameSizeAs(main.leftOut());
    TextBlocks blocks = TextBlocks.of(elements.page());
    StringBuilder kept = new StringBuilder();
    for (TextBlock block : blocks.blocks) {
      List<Long> times = block.nodes.stream().map(node -> timesLeftOut(node, leftOut)).toList();
      assertThat(Set.copyOf(times)).as("%s", block.nodes).hasSize(1).isSubsetOf(Set.of(0L, 1L));
      if (times.get(0) == 0) {
        block.nodes.forEach(node -> kept.append(node.getWholeText()).append(' '));
      }
    }
    assertThat(letters(PlainText.of(Pages.convert(page.html()).content())))
        .isEqualTo(letters(kept.toString()));
  }

  /** How many of these nodes a text stands in. */
  private static long timesLeftOut(TextNode text, Set<Node> leftOut) {
    return Stream.<Node>iterate(text, node -> node != null, Node::parent)
        .filter(leftOut::contains)
        .count();
  }

  /** Letters only: markers, numbers of items and white space are the renderer's. */
  private static String letters(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("\\P{L}+", "");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void saysNothingTwice(ContentCase page) {
    String text = Pages.convert(page.html()).content();
    assertSoftly(
        softly ->
            Stream.concat(page.keep().stream(), page.leave().stream())
                .filter(sentence -> sentence.length() > 40)
                .forEach(
                    sentence ->
                        softly
                            .assertThat(text.split(Pattern.quote(sentence), -1))
                            .as(sentence)
                            .hasSizeLessThanOrEqualTo(2)));
  }

  @Test
  void saysTheSameOnManyThreads() throws Exception {
    List<ContentCase> pages = cases().toList();
    List<Document> alone = pages.stream().map(page -> Pages.convert(page.html())).toList();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<Document>> together = new ArrayList<>();
      for (int i = 0; i < 8 * pages.size(); i++) {
        String html = pages.get(i % pages.size()).html();
        together.add(threads.submit(() -> Pages.convert(html)));
      }
      for (int i = 0; i < together.size(); i++) {
        assertThat(together.get(i).get()).isEqualTo(alone.get(i % pages.size()));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void keepsAllOfASmallPageButItsFurniture() {
    String text =
        PlainText.of(
            Pages.convert(
                """
                <header>Masthead</header><nav>Home News</nav><div>Closed on Mondays</div>
                <p>Open from ten</p><section role=search>Find it</section>
                <main><header>Of the text</header><p>Ring twice</p></main>
                <div hidden>Unseen</div><footer>Imprint</footer>"""));
    assertThat(text)
        .contains("Closed on Mondays", "Open from ten", "Of the text", "Ring twice")
        .doesNotContain("Masthead", "Home News", "Find it", "Unseen", "Imprint");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<h1>The glass harmonica</h1>",
        "<h1><a href=/><img src=x.png><span>The glass</span> harmonica</a></h1>",
        "<h1><div>The glass</div><div>harmonica</div></h1>",
        "<h1 hidden>Other</h1><h1>The glass harmonica</h1>",
        "<nav><h1>The glass harmonica</h1><a href=/>Home</a></nav>"
      })
  void keepsTheTitleWhereverItStands(String title) {
    for (ContentCase page : cases().toList()) {
      String body = page.html().replaceFirst("(?s)<h1.*?</h1>", "");
      String text =
          PlainText.of(Pages.convert(body.replaceFirst("<body[^>]*>", "$0" + title)).content());
      assertThat(text.replaceAll("\\s+", " ")).as(page.name()).contains("The glass harmonica");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<body></body>",
        "<body><img src=x.png></body>",
        "<body><script>var text = 1;</script><p> \n </p><!-- nothing --></body>",
        "<frameset><frame src=a></frameset>"
      })
  void makesAnEmptyDocumentOfAPageWithoutText(String html) {
    Document document = Pages.convert(html);
    assertThat(PlainText.of(document)).isEmpty();
    assertThat(document.metadata().pageType()).isNotNull();
  }

  @Test
  void findsTheArticleOnAPageThatIsMostlyFurniture() {
    ContentCase page = ContentCase.of("article-semantic");
    StringBuilder links = new StringBuilder("<div class=mega-menu><ul>");
    IntStream.range(0, 1_500)
        .forEach(i -> links.append("<li><a href=/c/" + i + ">Section number " + i + "</a></li>"));
    String html = page.html().replaceFirst("<main>", links + "</ul></div><main>");
    String text = PlainText.of(Pages.convert(html).content());
    assertThat(text).contains(page.keep()).doesNotContain("Section number 7");
  }
}
