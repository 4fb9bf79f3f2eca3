package lode.standalone.bench.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordScoreTest {

  /** What {@code re.findall(r"\w+", text)} of Python 3 gives, each in lower case. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          The cat, the CAT. ~ the cat the cat
          don't stop-over ~ don t stop over
          foo_bar __x__ _ ~ foo_bar __x__ _
          x² + ½ cup of H₂O ~ x² ½ cup of h₂o
          Ludwig Ⅷ. ①② ㊗ ~ ludwig ⅷ ①②
          日本語テキスト、東京 ~ 日本語テキスト 東京
          ΟΔΟΣ Straße ~ οδος straße
          नमस्ते ~ नमस त
          ١٢٣ 3.14 1,000 ~ ١٢٣ 3 14 1 000
          1ª nº ª ~ 1ª nº ª
          𝔘nicode 😀 𝟙 𐐀 ~ 𝔘nicode 𝟙 𐐨
          a\u00a0b\u200bc\u00add ~ a b c d
          """)
  void partsWordsAsPythonDoes(String text, String words) {
    assertThat(WordScore.words(text)).containsExactly(words.split(" "));
  }

  @Test
  void partsACombiningMarkFromItsLetter() {
    assertThat(WordScore.words("cafe\u0301s")).containsExactly("cafe", "s");
    assertThat(WordScore.words("caf\u00e9s")).containsExactly("caf\u00e9s");
  }

  @Test
  void findsNoWordsInSigns() {
    assertThat(WordScore.words("")).isEmpty();
    assertThat(WordScore.words(" -- … € \ud83d")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    // gold, found, precision, recall, f1
    "a b c d, a b c d, 1, 1, 1",
    "a b c d, d c b a, 1, 1, 1",
    "a b c d, a b, 1, 0.5, 0.6666667",
    "a b, a b c d, 0.5, 1, 0.6666667",
    "a a b, a b b, 0.6666667, 0.6666667, 0.6666667",
    "a a a a, a, 1, 0.25, 0.4",
    "a, a a a a, 0.25, 1, 0.4",
    "a b c, x y z, 0, 0, 0",
    "a b c d e, a b x, 0.6666667, 0.4, 0.5",
    "a, '', 0, 0, 0",
    "'', a, 0, 0, 0",
    "'', '', 0, 0, 0"
  })
  void countsEachWordAsOftenAsItStandsThere(
      String gold, String found, double precision, double recall, double f1) {
    WordScore score = WordScore.of(words(gold), words(found));
    assertThat(score.precision()).isCloseTo(precision, within(1e-6));
    assertThat(score.recall()).isCloseTo(recall, within(1e-6));
    assertThat(score.f1()).isCloseTo(f1, within(1e-6));
  }

  private static List<String> words(String text) {
    return WordScore.words(text);
  }
}
