package lode.domain.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written, read back by a parser of CommonMark with tables. */
class CommonMarkTest {

  private static final Parser PARSER =
      Parser.builder().extensions(List.of(TablesExtension.create())).build();
  private static final HtmlRenderer RENDERER =
      HtmlRenderer.builder().extensions(List.of(TablesExtension.create())).build();

  private static final String[] WORDS = {
    "1.", "2)", "#", "##", "-", "+", "*", ">", "|", "=", "==", "---", "___", "***", "```", "~~~",
    "[a]:", "[b](c)", "<b>", "</p>", "<!--", "&amp;", "&#65;", "a|b", "5_5", "1920", "kW", "word",
    "é", "泵", "😀", ": x", "x."
  };
  private static final String[] BLOCKS = {
    "<p>%s</p>",
    "<div>%s</div>",
    "<h2>%s</h2>",
    "<ul><li>%s</li></ul>",
    "<ol><li>%s</li></ol>",
    "<blockquote>%s</blockquote>",
    "<pre>%s</pre>",
    "<table><tr><th>h</th><th>%s</th></tr><tr><td>b</td><td>c</td></tr></table>"
  };

  private static Element read(String markdown) {
    return Jsoup.parse(RENDERER.render(PARSER.parse(markdown))).body();
  }

  /** Text without white space and without the marks that stay as they are, see the rationale. */
  private static String letters(String text) {
    return text.replaceAll("[\\s*_`\\\\]|\\p{Cf}", "");
  }

  static Stream<String> bodies() {
    Random random = new Random(5);
    List<String> bodies = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      StringBuilder body = new StringBuilder();
      for (int blocks = 1 + random.nextInt(5); blocks > 0; blocks--) {
        StringBuilder text = new StringBuilder();
        for (int words = 1 + random.nextInt(5); words > 0; words--) {
          text.append(WORDS[random.nextInt(WORDS.length)])
              .append(random.nextInt(4) == 0 ? "" : " ");
        }
        String escaped = text.toString().strip().replace("&", "&amp;").replace("<", "&lt;");
        body.append(BLOCKS[random.nextInt(BLOCKS.length)].replace("%s", escaped));
      }
      bodies.add(body.toString());
    }
    return bodies.stream();
  }

  /** Whatever a text looks like, it stays text in its block. */
  @ParameterizedTest
  @MethodSource("bodies")
  void textStaysText(String html) {
    Element page = Jsoup.parse("<main>" + html + "</main>").body();
    String markdown = Pages.markdown(html);
    Element back = read(markdown);
    assertThat(letters(back.text())).as(markdown).isEqualTo(letters(page.text()));
    for (String name : List.of("h1", "h2", "blockquote", "pre", "table", "hr", "a", "li")) {
      assertThat(back.select(name)).as(name + " of\n" + markdown).hasSameSizeAs(page.select(name));
    }
  }

  /** Elements by name in reading order, without what CommonMark adds or knows nothing of. */
  private static List<String> outline(Element body) {
    List<String> outline = new ArrayList<>();
    for (Element element : body.getAllElements()) {
      if (List.of(
              "ul",
              "ol",
              "li",
              "blockquote",
              "pre",
              "table",
              "tr",
              "td",
              "th",
              "h2",
              "hr",
              "strong",
              "em",
              "a")
          .contains(element.normalName())) {
        String start = element.hasAttr("start") ? element.attr("start") : "";
        outline.add(element.normalName() + start + "=" + letters(element.text()));
      }
    }
    return outline;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<ul><li>a<ul><li>b<ul><li>c</ul></ul><li>d</ul>",
        "<ol start=3><li>a<ol><li>b<li>c</ol>tail<li>d</ol>",
        "<ul><li><p>a</p><p>b</p><li><p>c</p></ul>",
        "<ul><li>a</ul><ul><li>b</ul><ol><li>c</ol><ol><li>d</ol>",
        "<ul><li>a<blockquote><p>b</p><p>c</p></blockquote><li><pre>d\n\ne</pre></ul>",
        "<blockquote><p>a</p><ul><li>b<li>c</ul><p>d</p></blockquote><blockquote>e</blockquote>",
        "<blockquote>a<blockquote>b</blockquote>c</blockquote>",
        "<h2>1. a</h2><p>b</p><hr><p>c</p>",
        "<table><tr><th>a</th><th>b</th></tr><tr><td>c</td><td>d</td></tr></table>",
        "<table><tr><th>a</th><th>b</th></tr><tr><td><a href=/x>c</a></td><td>d &amp; e</td></tr></table>",
        "<p><strong>a</strong> b <em>c</em>, <a href=/x>[d] e</a> <a href='/y(1)'>f ] g</a></p>",
        "<p>x<strong>(a)</strong> y <strong>b c</strong>.</p><h2>d</h2>",
        "<ul><li>a<table><tr><th>b</th><th>c</th></tr><tr><td>d</td><td>e</td></tr></table></ul>",
      })
  void structureIsReadBack(String html) {
    String body = html.replace("\\n", "\n").replace("x<strong>(a)</strong> y", "x (a) y");
    String markdown = Pages.markdown(html.replace("\\n", "\n"));
    assertThat(outline(read(markdown))).as(markdown).isEqualTo(outline(Jsoup.parse(body).body()));
  }

  @Test
  void nothingOfAPageBecomesATag() {
    String markdown =
        Pages.markdown("<p>&lt;script&gt;a()&lt;/script&gt; &lt;<b>img</b> src=x&gt;</p>");
    assertThat(read(markdown).select("script, img")).isEmpty();
    assertThat(read(markdown).text()).isEqualTo("<script>a()</script> <img src=x>");
  }
}
