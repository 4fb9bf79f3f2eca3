package lode.domain.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextBlocksTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          one<br>two ~ one two
          one<br><br>two ~ one | two
          one<br><b></b><br>two ~ one | two
          <a href=1>one</a> <a href=2>two</a> ~ one two
          <i>on</i>e <b>t</b>wo ~ one two
          <td>one<td>two ~ onetwo
          <table><td>one<td>two</table> ~ one | two
          <p>one<p>two ~ one | two
          one<div>two</div>three ~ one | two | three
          <span>one<p>two</p>three</span> ~ one | two | three
          one<button>Press</button>two ~ one | Press | two
          one<span hidden>unseen</span>two ~ one | unseen | two
          one<img src=x alt=two>three ~ onethree
          one<wbr>two ~ onetwo
          one<select><option>two</select> three ~ one three
          <p>&nbsp;</p>one<!-- two --><script>three</script> ~ one
          日本<br>語 ~ 日本 語
          """)
  void tellsBlocksApartAsAReaderSeesThem(String html, String blocks) {
    ContentSample sample = ContentSample.of("<body>" + html);
    List<String> texts = IntStream.range(0, sample.size()).mapToObj(sample::text).toList();
    assertThat(String.join(" | ", texts)).isEqualTo(blocks);
  }

  @ParameterizedTest
  @CsvSource({
    "one two three, 3",
    "don't stop, 2",
    "one<br>two, 2",
    "<i>on</i>e two, 2",
    "1990 and 2.5, 4",
    "... !, 0",
    "東京都, 2",
    "one<a href=x>two</a> <b>three</b>, 2"
  })
  void countsWords(String html, int words) {
    assertThat(ContentSample.of("<p>" + html).words(0)).isEqualTo(words);
  }
}
