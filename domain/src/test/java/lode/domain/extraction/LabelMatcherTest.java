package lode.domain.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import lode.domain.project.Field;
import lode.domain.project.FieldGroup;
import lode.domain.project.FieldType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class LabelMatcherTest {

  private static final LabelMatcher MATCHER =
      new LabelMatcher(
          new FieldGroup(
              "things",
              null,
              false,
              List.of(),
              null,
              null,
              List.of(
                  number("power_kw", "kW", null),
                  number("weight", "kg", null),
                  number("employee_count", null, null),
                  number("founded", null, "Year of foundation"),
                  number("max_pressure", "bar", null),
                  text("headquarters"),
                  text("sku"),
                  text("mpn"),
                  text("color"))));

  @ParameterizedTest
  @CsvFileSource(resources = "/lode/domain/extraction/labels.csv", numLinesToSkip = 1)
  void namesOneFieldOrNone(String label, String field) {
    assertThat(MATCHER.match(label).map(match -> match.field().name()))
        .isEqualTo(Optional.ofNullable(field));
  }

  @Test
  void ownNameBeatsSynonym() {
    Field weight = number("weight", "kg", null);
    LabelMatcher matcher =
        new LabelMatcher(new FieldGroup("g", null, false, List.of(), null, null, List.of(weight)));
    assertThat(matcher.score(weight, "Weight")).isGreaterThan(matcher.score(weight, "Mass"));
  }

  @Test
  void descriptionExplainsQualifiedLabel() {
    Field weight = number("weight", "kg", "Operating weight of the machine");
    LabelMatcher matcher =
        new LabelMatcher(new FieldGroup("g", null, false, List.of(), null, null, List.of(weight)));
    assertThat(matcher.match("Operating weight")).isPresent();
    assertThat(matcher.match("Shipping weight")).isEmpty();
  }

  private static Field number(String name, String unit, String description) {
    return new Field(name, FieldType.NUMBER, description, false, List.of(), unit, null, null, null);
  }

  private static Field text(String name) {
    return new Field(name, FieldType.TEXT, null, false, List.of(), null, null, null, null);
  }
}
