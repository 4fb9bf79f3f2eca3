package lode.domain.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lode.domain.document.CharInterval;
import lode.domain.project.Field;
import lode.domain.project.FieldType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class GrounderTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @ParameterizedTest
  @CsvFileSource(
      resources = "/lode/domain/extraction/quotes.txt",
      quoteCharacter = '`',
      delimiter = '~',
      numLinesToSkip = 1)
  void findsQuotesAndKeepsTheDocumentsText(
      String document, String quote, String match, String original) {
    String text = unescaped(document);
    Grounding grounding =
        Grounder.ground(
            text, unescaped(quote), field("note", FieldType.SUMMARY, null), json("\"x\""), null);
    assertThat(grounding.match().label()).isEqualTo(match);
    assertThat(grounding.quote()).isEqualTo(original == null ? "" : unescaped(original));
    if (grounding.interval() != null) {
      assertThat(grounding.interval().of(text)).isEqualTo(grounding.quote());
    }
  }

  @ParameterizedTest
  @CsvFileSource(
      resources = "/lode/domain/extraction/grounded-values.txt",
      quoteCharacter = '`',
      delimiter = '~',
      numLinesToSkip = 1)
  void acceptsOnlyWhatTheQuoteStates(
      String type, String name, String unit, String quote, String value, boolean accepted) {
    Field field = field(name, FieldType.of(type), unit);
    Grounding grounding =
        Grounder.ground("Before. " + quote + " After.", quote, field, json(value), null);
    assertThat(grounding.accepted()).isEqualTo(accepted);
    assertThat(grounding.confidence() > 0).isEqualTo(accepted);
  }

  @Test
  void prefersTheOccurrenceInsideTheChunk() {
    String text = "It has 4 wheels. And again: it has 4 wheels.";
    CharInterval chunk = new CharInterval(20, text.length());
    Grounding grounding =
        Grounder.ground(
            text, chunk, "4 wheels", field("wheels", FieldType.INTEGER, null), json("4"), "4");
    assertThat(grounding.interval()).isEqualTo(new CharInterval(35, 43));
  }

  @Test
  void rejectsWithAReason() {
    Field wheels = field("wheels", FieldType.INTEGER, null);
    assertThat(Grounder.ground("It has 4 wheels.", "6 wheels", wheels, json("6"), null).rejection())
        .isEqualTo("quote not in document");
    assertThat(Grounder.ground("It has 4 wheels.", "4 wheels", wheels, json("6"), null).rejection())
        .isEqualTo("value not in quote");
    assertThat(Grounder.ground("It has 4 wheels.", " ", wheels, json("4"), null).rejection())
        .isEqualTo("no quote");
  }

  @Test
  void exactQuoteIsSurerThanAFuzzyOne() {
    String text = "The works of the company lie in Leeds since 1987.";
    Field city = field("city", FieldType.TEXT, null);
    Grounding exact =
        Grounder.ground(text, "lie in Leeds since 1987", city, json("\"Leeds\""), null);
    Grounding fuzzy =
        Grounder.ground(
            text, "The works of the compny lie in Leeds", city, json("\"Leeds\""), null);
    assertThat(fuzzy.match()).isEqualTo(Match.FUZZY);
    assertThat(exact.confidence()).isGreaterThan(fuzzy.confidence());
  }

  private static JsonNode json(String text) {
    return JSON.readTree(text);
  }

  /** {@code \n} and {@code \}{@code uXXXX} of the tables. */
  private static String unescaped(String cell) {
    return cell.translateEscapes()
        .replace("{SHY}", "\u00ad")
        .replace("{ZWSP}", "\u200b")
        .replace("{NBSP}", "\u00a0")
        .replace("{ACUTE}", "\u0301");
  }

  private static Field field(String name, FieldType type, String unit) {
    return new Field(name, type, null, false, List.of(), unit, null, null, null);
  }
}
