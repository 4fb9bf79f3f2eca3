package lode.domain.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages that want much of the readers of structured data and metadata. */
class HostilePagesTest {

  /** Many times what it takes, few times what it would take if it were not linear. */
  private static final Duration LONG = Duration.ofSeconds(20);

  private static final int MANY = 100_000;

  /**
   * Each page is a beginning, a part that comes many times (N is its number), and an end. The readers
   * alone are asked, what they keep is bounded, and the tree of it too.
   */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiterString = " ## ",
      quoteCharacter = '`',
      textBlock =
          """
          items of microdata ## <p> ## <b itemscope itemtype='x/Product'><i itemprop='name'>N</i></b> ## </p> ## 100000
          elements that refer ## <p> ## <b itemscope itemref='aN a1 a2'></b><i id='aN' itemprop='name'>x</i> ## </p> ## 100000
          items that refer in circles ## <p> ## <b id='aN' itemprop='x' itemscope itemref='a1 a2 a3 a4 a5'></b> ## </p> ## 2000
          nested items ## <p> ## <div itemprop='a' itemscope> ## x ## 5000
          properties around properties ## <p itemscope> ## <div itemprop='aN'> ## text ## 5000
          meta tags ## <head> ## <meta property='og:image' content='N'> ## </head> ## 100000
          bylines ## <h1>P</h1> ## <span class='author'>Ann Lee N</span> ## x ## 100000
          dates ## <h1>P</h1> ## <time class='date'>NN.NN</time> ## x ## 100000
          lines ## <h1>P</h1> ## <p>By by by N</p> ## x ## 100000
          a graph ## <script type='application/ld+json'>[ ## {"@type":"Product","@id":"N","offers":{"@id":"1N"},"name":"x"}, ## {}]</script> ## 100000
          nested objects ## <script type='application/ld+json'> ## {"a": ## 1</script> ## 100000
          quotes ## <script type='application/ld+json'>{"a": ## " , ## }</script> ## 100000
          nested state ## <script>window.__STATE__= ## {a:[ ## 1</script> ## 100000
          assignments ## <script> ## data={a:1};x= ## 1</script> ## 100000
          unfinished assignments ## <script> ## data={a:(" ## 1</script> ## 100000
          unfinished functions ## <script> ## data=(function(a){return {a: ## 1</script> ## 20000
          data layers ## <script> ## dataLayer.push({name:"Pump N",price:N}); ## 1</script> ## 100000
          data attributes ## <p> ## <b data-x='{"name":"Pump N","price":"1"}'></b> ## x ## 100000
          flattened state ## <script id='__NUXT_DATA__' type='application/json'>[[ ## 1,2,3,N, ## 0]]</script> ## 100000
          flight rows ## <script>self.__next_f.push([1," ## 1:T1,N: ## "])</script> ## 100000
          """)
  void areReadInBoundedTime(String name, String start, String part, String end, int times) {
    StringBuilder html = new StringBuilder(start);
    for (int i = 0; i < times; i++) {
      html.append(part.replace("N", String.valueOf(i)));
    }
    org.jsoup.nodes.Document page = HtmlTree.parse(html.append(end).toString(), "");
    StructuredLeaves leaves = inTime(() -> leaves(page));
    assertThat(leaves.all()).hasSizeLessThanOrEqualTo(StructuredLeaves.MAX_PAGE_LEAVES);
    DocumentText text = new DocumentText(new MarkdownWriter());
    text.addLeaves(leaves);
    Document document = text.document(new PageHead(null, null, null), PageMetadata.NONE, null);
    inTime(() -> StructuredTree.of(document).toJson());
  }

  @Test
  void aScriptOfTenMegabytesIsReadInBoundedTime() {
    String thing = "{\"name\":\"Pump\",\"price\":1,\"text\":\"" + "x".repeat(400) + "\"},";
    String html = "<script type=application/json>[" + thing.repeat(24_000) + "{}]</script>";
    assertThat(html.length()).isGreaterThan(10_000_000);
    org.jsoup.nodes.Document page = HtmlTree.parse(html, "");
    assertThat(inTime(() -> leaves(page)).all()).isNotEmpty();
  }

  private static StructuredLeaves leaves(org.jsoup.nodes.Document page) {
    PageElements elements = PageElements.of(page);
    PageHead head = PageHead.of(elements);
    StructuredLeaves leaves = new StructuredLeaves();
    JsonLdReader.read(elements, leaves);
    InlineItemReader.read(elements, leaves);
    MetaTagReader.read(elements, leaves);
    EmbeddedStateReader.read(elements, head, leaves);
    assertThat(MetadataReader.read(elements, leaves, head).authors()).hasSizeLessThan(100);
    return leaves;
  }

  private static <T> T inTime(Supplier<T> work) {
    return assertTimeoutPreemptively(LONG, work::get);
  }
}
