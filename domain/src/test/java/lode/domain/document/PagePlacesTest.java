package lode.domain.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PagePlacesTest {

  private static final String[] PIECES = {
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<em>",
    "<a href=/x>",
    "</a>",
    "<ul>",
    "<li>",
    "</ul>",
    "<ol start=7>",
    "<table>",
    "<tr>",
    "<th>",
    "<td>",
    "<td rowspan=2>",
    "<td colspan=2>",
    "</table>",
    "<dl>",
    "<dt>",
    "<dd>",
    "</dl>",
    "<pre>",
    "</pre>",
    "<code>",
    "</code>",
    "<blockquote>",
    "</blockquote>",
    "<h2>",
    "</h2>",
    "<br>",
    "<hr>",
    "<sup>2</sup>",
    "<img src=a alt='an &amp; image'>",
    "<footer>",
    "</footer>",
    "<div>",
    "</div>",
    "<!-- note -->",
    "<div itemscope itemtype=http://schema.org/Product>",
    "<span itemprop=name>",
    "</span>",
    "<o:p>",
    "</o:p>",
    "<script type=application/ld+json>{\"@type\":\"A\",\"b\":[1.50,{\"c\":\"x \\u00e9\"}]}</script>",
    "<meta property=og:title content='a  &lt;b'>",
    "Power: 5.5&nbsp;kW",
    "Label:",
    " value ",
    " ",
    "\n",
    "\r\n",
    "| bar",
    "# hash",
    "1. one",
    "*star*",
    "`tick`",
    "a&nbsp;b",
    "so&shy;ft",
    "&lt;tag&gt;",
    "&amp;amp;",
    "&copy2024",
    "&#x1F600;",
    "泵：五",
    "😀",
    "\u0301",
    "Words that say something, here and there. "
  };

  static List<String> pages() {
    List<String> pages =
        new ArrayList<>(MarkdownTest.cases().stream().map(c -> (String) c.get()[0]).toList());
    Random random = new Random(3);
    for (int i = 0; i < 150; i++) {
      StringBuilder page = new StringBuilder("<body>");
      for (int pieces = random.nextInt(60); pieces > 0; pieces--) {
        page.append(PIECES[random.nextInt(PIECES.length)]);
      }
      pages.add(page.toString());
    }
    return pages;
  }

  private static PagePlaces places(String html) {
    return PagePlaces.of(html.getBytes(StandardCharsets.UTF_8), "text/html; charset=utf-8");
  }

  private static List<PagePlace> at(PagePlaces places, int start, int end) {
    return places.at(new CharInterval(start, end), Integer.MAX_VALUE);
  }

  /** Semicolons part items in cells, raised digits are composed, brackets of image texts are round. */
  private static String comparable(String text) {
    return Normalizer.normalize(FoldedText.of(text).replaceAll("[\\s;]", ""), Normalizer.Form.NFKC)
        .replace('[', '(')
        .replace(']', ')')
        .replace('−', '-');
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyIntervalLeadsBackToItsText(String html) {
    PagePlaces places = places(html);
    org.jsoup.nodes.Document tree = HtmlTree.parse(html, "");
    Document document = places.document();
    assertThat(document).isEqualTo(Pages.convert(html));
    int length = document.contentLength();
    int step = length < 40 ? 1 : length / 20;
    for (int start = 0; start < length; start += step) {
      for (int end = start + 1; end <= length; end += step) {
        assertLeadsBack(html, tree, places, new CharInterval(start, end));
      }
    }
    for (LabelledValue value : document.labelledValues()) {
      assertLeadsBack(html, tree, places, value.place());
    }
  }

  private static void assertLeadsBack(
      String html, org.jsoup.nodes.Document tree, PagePlaces places, CharInterval interval) {
    StringBuilder text = new StringBuilder();
    for (PagePlace place : at(places, interval.start(), interval.end())) {
      text.append(place.text());
      assertThat(place.at().start()).isGreaterThanOrEqualTo(interval.start());
      assertThat(place.at().end()).isLessThanOrEqualTo(interval.end());
      assertStandsInSource(html, place);
      assertStandsInTree(tree, place);
    }
    String plain = places.plain(interval);
    boolean startsInPair = !plain.isEmpty() && Character.isLowSurrogate(plain.charAt(0));
    boolean endsInPair =
        !plain.isEmpty() && Character.isHighSurrogate(plain.charAt(plain.length() - 1));
    if (!startsInPair && !endsInPair) {
      assertThat(comparable(text.toString()))
          .as("%s of %s", interval, html)
          .isEqualTo(comparable(plain));
    }
  }

  private static void assertStandsInSource(String html, PagePlace place) {
    PagePlace.SourcePlace source = place.source();
    assertThat(source).isNotNull();
    assertThat(html.substring(source.start(), source.end())).isEqualTo(source.html());
    assertThat(Parser.unescapeEntities(source.html(), false).replace("\r", ""))
        .contains(place.text().replace("\r", ""));
    String before = html.substring(0, source.start());
    assertThat(source.line()).isEqualTo(1 + (int) before.chars().filter(c -> c == '\n').count());
    assertThat(source.column()).isEqualTo(source.start() - before.lastIndexOf('\n'));
  }

  /** As a browser would follow the path. */
  private static void assertStandsInTree(org.jsoup.nodes.Document tree, PagePlace place) {
    List<Element> elements = tree.select(place.domPath());
    assertThat(elements).as(place.domPath()).hasSize(1);
    String text = text(elements.get(0), place).replace("\r\n", "\n");
    assertThat(text.substring(place.start(), place.end()))
        .isEqualTo(place.text().replace("\r\n", "\n"));
  }

  private static String text(Element element, PagePlace place) {
    if (place.attribute() != null) {
      return element.attr(place.attribute());
    }
    List<StringBuilder> texts = new ArrayList<>();
    for (Node node : element.childNodes()) {
      boolean isText = node instanceof TextNode || node instanceof DataNode;
      if (isText && !(node.previousSibling() instanceof TextNode)) {
        texts.add(new StringBuilder());
      }
      if (node instanceof TextNode words) {
        texts.get(texts.size() - 1).append(words.getWholeText());
      } else if (node instanceof DataNode data) {
        texts.get(texts.size() - 1).append(data.getWholeData());
      }
    }
    return texts.get(place.textNode()).toString();
  }

  @Test
  void namesElementTextNodeAndSource() {
    String html = "<main>\n<p>One <b>bold</b> word &amp; more.</p></main>";
    PagePlaces places = places(html);
    int start = places.document().text().indexOf("word");
    PagePlace place = at(places, start, start + "word & more".length()).get(0);
    assertThat(place)
        .isEqualTo(
            new PagePlace(
                "html > body > main:nth-of-type(1) > p:nth-of-type(1)",
                1,
                null,
                1,
                12,
                "word & more",
                new PagePlace.SourcePlace(26, 41, 2, 20, "word &amp; more"),
                new CharInterval(start, start + 11)));
    assertThat(places.excerpt(place, 5).html()).isEqualTo("</b> word &amp; more.</p>");
  }

  @Test
  void notationStandsNowhere() {
    PagePlaces places = places("<main><p><b>bold</b></p></main>");
    assertThat(places.document().content()).isEqualTo("**bold**");
    assertThat(at(places, 0, 2)).isEmpty();
    assertThat(at(places, 1, 3)).extracting(PagePlace::text).containsExactly("b");
    assertThatThrownBy(() -> at(places, 0, 9)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<script type=application/ld+json>{\"@type\":\"Offer\",\"price\":\"99.50\"}</script> | 99.50 | 99.50",
        "<script type=application/ld+json>{\"name\":\"Caf\\u00e9\"}</script> | Café | Caf\\u00e9",
        "<meta property=og:title content='Bread &amp; salt'> | Bread & salt | Bread &amp; salt",
        "<title>The   title</title> | The title | The   title",
        "<div itemscope><b itemprop=price content=7.20>7</b></div> | 7.20 | 7.20",
        "<div itemscope><b itemprop=name>A <i>cup</i></b></div> | A cup | A",
      })
  void findsStructuredData(String html, String value, String source) {
    PagePlaces places = places(html + "<p>text</p>");
    StructuredValue leaf =
        places.document().structuredData().stream()
            .filter(one -> one.value().equals(value))
            .findFirst()
            .orElseThrow();
    List<PagePlace> found = places.at(leaf.place(), 10);
    assertThat(found.get(0).source().html().strip()).isEqualTo(source);
    assertStandsInTree(HtmlTree.parse(html + "<p>text</p>", ""), found.get(0));
  }

  @Test
  void repeatedLineLeadsToItsValue() {
    PagePlaces places =
        places(
            "<main><table><tr><th>Maker</th><td>The <a href=/a>Acme</a> group</td></tr></table></main>");
    LabelledValue maker = places.document().labelledValues().get(0);
    assertThat(places.at(maker.line(), 10))
        .extracting(PagePlace::text)
        .containsExactly("The", "Acme", "group");
    assertThat(places.textFragment(maker.line())).isEqualTo("#:~:text=The%20Acme%20group");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<p>One, two-three & four.</p>             | two-three & | #:~:text=two%2Dthree%20%26",
        "<p>A <b>bold</b> word</p>                 | old** w     | #:~:text=bold%20word",
        "<p>cheap red pen</p><p>dear red pen</p>   | red pen     | #:~:text=cheap-,red%20pen,-dear%20red%20pen",
        "<p>First line</p><p>Second line</p>       | line##Second | #:~:text=First-,line,Second,-line",
        "<p><img src=/a alt='a pump'> 泵的功率</p>  | 的功         | #:~:text=%E6%B3%B5%E7%9A%84%E5%8A%9F%E7%8E%87",
      })
  void opensThePageAtTheText(String html, String quote, String fragment) {
    PagePlaces places = places("<main>" + html + "</main>");
    String wanted = quote.replace("##", "\n\n");
    int start = places.document().text().indexOf(wanted);
    assertThat(places.textFragment(new CharInterval(start, start + wanted.length())))
        .isEqualTo(fragment);
  }

  @Test
  void whatThePageDoesNotShowHasNoTextToOpen() {
    PagePlaces places = places("<meta property=og:title content='Title'><p>Some text</p>");
    StructuredValue leaf = places.document().structuredData().get(0);
    assertThat(places.textFragment(leaf.line())).isEmpty();
  }
}
