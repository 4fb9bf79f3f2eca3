package lode.domain.extraction.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import lode.domain.project.Field;
import lode.domain.project.FieldType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class FieldValuesTest {

  private static final String TABLES = "/lode/domain/extraction/value/";

  @ParameterizedTest
  @CsvFileSource(resources = TABLES + "numbers.csv", numLinesToSkip = 1)
  void readsNumbersOfTheWorld(
      String type,
      String unit,
      String language,
      String labelUnit,
      String raw,
      Double value,
      Double certainty) {
    Field field = field(FieldType.of(type), unit, List.of());
    ReadingHints hints = ReadingHints.ofPage(language, null).withUnit(labelUnit);
    Optional<Reading> reading = FieldValues.read(raw, field, hints);
    assertThat(reading.map(each -> each.value().doubleValue()))
        .isEqualTo(Optional.ofNullable(value));
    assertThat(reading.map(Reading::certainty)).isEqualTo(Optional.ofNullable(certainty));
    reading.ifPresent(each -> assertThat(each.unit()).isEqualTo(unit));
  }

  @ParameterizedTest
  @CsvFileSource(resources = TABLES + "money.csv", numLinesToSkip = 1)
  void readsMoney(
      String language, String currency, String raw, Double amount, String code, Double certainty) {
    ReadingHints hints = ReadingHints.ofPage(language, null).withCurrency(currency);
    Optional<Reading> reading =
        FieldValues.read(raw, field(FieldType.MONEY, null, List.of()), hints);
    assertThat(reading.map(each -> each.value().get("amount").doubleValue()))
        .isEqualTo(Optional.ofNullable(amount));
    assertThat(reading.map(each -> each.value().get("currency").asString()))
        .isEqualTo(Optional.ofNullable(code));
    assertThat(reading.map(Reading::certainty)).isEqualTo(Optional.ofNullable(certainty));
  }

  @ParameterizedTest
  @CsvFileSource(resources = TABLES + "dates.csv", numLinesToSkip = 1)
  void readsDatesToTheirPrecision(String language, String raw, String date) {
    Optional<Reading> reading =
        FieldValues.read(
            raw, field(FieldType.DATE, null, List.of()), ReadingHints.ofPage(language, null));
    assertThat(reading.map(each -> each.value().asString())).isEqualTo(Optional.ofNullable(date));
  }

  @ParameterizedTest
  @CsvFileSource(resources = TABLES + "words.csv", numLinesToSkip = 1)
  void readsYesNoAndChoices(String type, String choices, String raw, String value) {
    List<String> values = choices == null ? List.of() : List.of(choices.split(";"));
    Optional<Reading> reading =
        FieldValues.read(raw, field(FieldType.of(type), null, values), ReadingHints.NONE);
    assertThat(reading.map(each -> each.value().asString())).isEqualTo(Optional.ofNullable(value));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ISO 9001, ISO 14001 and ISO 45001 | [\"ISO 9001\",\"ISO 14001\",\"ISO 45001\"]",
        "steel; cast iron | [\"steel\",\"cast iron\"]",
        "steel • bronze | [\"steel\",\"bronze\"]",
        "1,5 mm, 2,5 mm | [\"1,5 mm\",\"2,5 mm\"]",
        "steel (cold, drawn), bronze | [\"steel (cold, drawn)\",\"bronze\"]",
        "Research and development services | [\"Research and development services\"]",
      })
  void splitsLists(String raw, String json) {
    Optional<Reading> reading =
        FieldValues.read(raw, field(FieldType.LIST, null, List.of()), ReadingHints.NONE);
    assertThat(reading.orElseThrow().value()).hasToString(json);
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example/x, https://a.example/x",
    "/x?y=1, https://page.example/x?y=1",
    "www.a.example, https://www.a.example",
    "[our site](https://a.example/), https://a.example/",
    "ftp://a.example/x,",
    "our web site,",
  })
  void readsLinksAgainstThePage(String raw, String url) {
    Optional<Reading> reading =
        FieldValues.read(
            raw,
            field(FieldType.URL, null, List.of()),
            ReadingHints.ofPage("en", "https://page.example/a/b"));
    assertThat(reading.map(each -> each.value().asString())).isEqualTo(Optional.ofNullable(url));
  }

  @Test
  void honoursThePatternOfATextAsAWhole() {
    Field field =
        new Field("id", FieldType.TEXT, null, false, List.of(), null, "[A-Z]{2}\\d+", null, null);
    assertThat(FieldValues.read(" AB12 ", field, ReadingHints.NONE)).isPresent();
    assertThat(FieldValues.read("AB12 x", field, ReadingHints.NONE)).isEmpty();
  }

  @Test
  void structuredDataHasADecimalPoint() {
    Field field = field(FieldType.NUMBER, null, List.of());
    ReadingHints hints = ReadingHints.ofPage("de", null).forMachines();
    assertThat(FieldValues.read("1.500", field, hints).orElseThrow().value().doubleValue())
        .isEqualTo(1.5);
  }

  private static Field field(FieldType type, String unit, List<String> choices) {
    return new Field("value", type, null, false, choices, unit, null, null, null);
  }
}
