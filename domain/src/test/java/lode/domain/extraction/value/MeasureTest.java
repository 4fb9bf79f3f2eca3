package lode.domain.extraction.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasureTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Power rating | 5.5 kW | en | 5.5 | kW",
        "Power (kW) | 5.5 | en | 5.5 | kW",
        "Leistung | 1.234,5 mm | de | 1234.5 | mm",
        "Weight | 12 kg. | en | 12 | kg",
        "Pieces | 40 | en | 40 |",
        "Power | 3 to 5 kW | en | |",
        "Power | about 5 kW | en | |",
        "Power | 5 kW at 50 Hz | en | |",
        "Model | X200 | en | |",
        "Note | see page 12 of the manual | en | |",
      })
  void readsValuesThatAreOneNumber(
      String label, String value, String language, String number, String unit) {
    assertThat(
            Measure.of(label, value, language)
                .map(measure -> measure.number().stripTrailingZeros().toPlainString()))
        .isEqualTo(java.util.Optional.ofNullable(number));
    assertThat(Measure.of(label, value, language).map(Measure::unit))
        .isEqualTo(java.util.Optional.ofNullable(unit));
  }
}
