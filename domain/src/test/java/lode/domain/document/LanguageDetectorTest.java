package lode.domain.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LanguageDetectorTest {

  static Stream<String> articles() throws IOException {
    try (InputStream in =
        LanguageDetectorTest.class.getResourceAsStream("/lode/languages/articles.txt")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.startsWith("#"));
    }
  }

  @ParameterizedTest
  @MethodSource("articles")
  void tellsTheLanguageOfAParagraph(String line) {
    String tag = line.substring(0, line.indexOf(':'));

    DetectedLanguage detected =
        LanguageDetector.detect(line.substring(line.indexOf(':') + 1)).orElseThrow();

    assertThat(detected.tag()).as("%s", detected).isEqualTo(tag);
    assertThat(detected.certainty()).as("%s", detected).isGreaterThanOrEqualTo(0.5);
  }

  @Test
  void isCertainOfAPageOfText() throws IOException {
    articles()
        .filter(line -> line.matches("(?s)(en|de|fr|es|it|nl|pl|ru|ja|zh-Hans):.*"))
        .forEach(
            line ->
                assertThat(LanguageDetector.detect(line.substring(line.indexOf(':') + 1)))
                    .hasValueSatisfying(
                        detected ->
                            assertThat(detected.certainty()).as(line).isGreaterThanOrEqualTo(0.9)));
  }

  @ParameterizedTest
  @CsvSource({
    "'Products Contact Imprint'",
    "'KSB Etanorm 065-040-250 GG A11 GD 1500'",
    "'Home'",
    "'Lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor'",
    "'Mae gan bawb hawl i fywyd rhyddid a diogelwch yr unigolyn'",
    "'Berlin Hamburg München Köln Frankfurt Stuttgart Düsseldorf Leipzig'"
  })
  void isUncertainOfWhatIsNoRunningTextItKnows(String text) {
    assertThat(LanguageDetector.detect(text).map(DetectedLanguage::certainty).orElse(0.0))
        .isLessThan(0.6);
  }

  @ParameterizedTest
  @CsvSource({"''", "'123 456 - 7'", "'...'"})
  void saysNothingOfWhatHasNoLetters(String text) {
    assertThat(LanguageDetector.detect(text)).isEmpty();
  }

  @Test
  void readsAMenuInAnotherLanguageOver() throws IOException {
    String german = articles().filter(line -> line.startsWith("de:")).findFirst().orElseThrow();

    assertThat(LanguageDetector.detect("Home About us The Team Contact to the top " + german))
        .hasValueSatisfying(detected -> assertThat(detected.tag()).isEqualTo("de"));
  }
}
