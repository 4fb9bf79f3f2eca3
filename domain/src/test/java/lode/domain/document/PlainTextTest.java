package lode.domain.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "<h2>5. Scope</h2>|5. Scope",
        "<p>see <a href=/a>the <b>whole</b> page</a>.|see the whole page.",
        "<p>[1] and <a href=/x>[2]</a>|[1] and [2]",
        "<p>a <b>bold</b>, an <em>inclined</em> and a <code>typed</code> word|a bold, an inclined and a typed word",
        "<p>10*20*30 mm|10*20*30 mm",
        "<p>Price* and *conditions|Price* and *conditions",
        "<p># not a heading|# not a heading",
        "<p>- not an item|- not an item",
        "<p>1. not an item|1. not an item",
        "<ol><li>one<li>two</ol>|one\\ntwo",
        "<ol start=9><li>nine<li>ten</ol>|nine\\nten",
        "<ul><li>one<ul><li>inner</ul><li>two</ul>|one\\ninner\\ntwo",
        "<blockquote><p>said</blockquote>|said",
        "<dl><dt>Term<dd>Meaning</dl>|Term\\nMeaning",
        "<table><tr><th>A<th>B<tr><td>1<td>2<tr><td>3<td></table>|A\\tB\\n\\n1\\t2\\n3",
        "<p>word <img src=/a.png alt=picture> word|word word",
        "<pre>a *b* `c`\\n  - d</pre>|a *b* `c`\\n  - d",
        "<p>C++ &amp; C# | C++ & C#"
      })
  void leavesWordsAlone(String html, String expected) {
    String page = "<body>" + html.replace("\\n", "\n");
    Document document = HtmlConverter.convert(page.getBytes(StandardCharsets.UTF_8), "text/html");
    assertThat(PlainText.of(document))
        .isEqualTo(expected.replace("\\n", "\n").replace("\\t", "\t"));
  }

  @Test
  void readsPipesOfThePageInsideOfCells() {
    assertThat(PlainText.of("| a \\| b | c |")).isEqualTo("a | b\tc");
  }

  @Test
  void readsEscapedNumbersAsThePagesOwn() {
    assertThat(PlainText.of("1\\. one\n\n2\\. two")).isEqualTo("1. one\n\n2. two");
  }

  @Test
  void staysLinearOnManyMarkers() {
    for (String marker : List.of("[", "](", "*", "**a", "`", "> ", "- ", ": ", "|", "1. ", "\\")) {
      String many = marker.repeat(500_000);
      assertThat(PlainText.of(many).length()).isLessThanOrEqualTo(many.length());
    }
  }
}
