package lode.adapters.validation;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import lode.domain.project.Field;
import lode.domain.project.FieldGroup;
import lode.domain.project.FieldType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ValidDataTest {

  private static final JsonMapper JSON = new JsonMapper();

  private final ValidData valid = new ValidData();

  private static Field field(String name, FieldType type, String pattern) {
    return new Field(
        name,
        type,
        null,
        false,
        type == FieldType.ENUM ? List.of("small", "large") : List.of(),
        null,
        pattern,
        null,
        null);
  }

  private static FieldGroup group(boolean list) {
    return new FieldGroup(
        "company",
        null,
        list,
        List.of(),
        list ? 2 : null,
        null,
        List.of(
            field("name", FieldType.TEXT, null),
            field("vat", FieldType.TEXT, "(?i)de[0-9]{9}"),
            field("size", FieldType.ENUM, null),
            field("founded", FieldType.DATE, null),
            field("staff", FieldType.INTEGER, null),
            field("site", FieldType.URL, null),
            field("revenue", FieldType.MONEY, null),
            field("tags", FieldType.LIST, null),
            field("listed", FieldType.BOOLEAN, null)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'name': null}",
        "{'name': 'Acme', 'vat': 'DE123456789', 'size': 'small', 'founded': '1999-05', 'staff': 3}",
        "{'site': 'https://example.com/a', 'revenue': {'amount': 1.5, 'currency': 'EUR'}}",
        "{'tags': ['a', 'b'], 'listed': false}",
      })
  void takesWhatFits(String data) {
    assertThatCode(() -> require(false, data)).doesNotThrowAnyException();
    assertThatCode(() -> require(true, "[" + data + ", {}]")).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{'unknown': 1}",
        "{'name': ''}",
        "{'name': 5}",
        "{'vat': 'FR123456789'}",
        "{'vat': 'DE123456789 '}",
        "{'size': 'huge'}",
        "{'founded': '1999-13'}",
        "{'staff': 3.5}",
        "{'site': 'ftp://example.com/'}",
        "{'revenue': {'amount': 1}}",
        "{'revenue': {'amount': 1, 'currency': 'eur'}}",
        "{'tags': [1]}",
        "{'listed': 'yes'}",
      })
  void refusesWhatDoesNot(String data) {
    assertThatThrownBy(() -> require(false, data))
        .isInstanceOf(DataInvalid.class)
        .hasMessageContaining("company");
  }

  @Test
  void refusesListsThatAreTooLong() {
    assertThatThrownBy(() -> require(true, "[{}, {}, {}]")).isInstanceOf(DataInvalid.class);
  }

  @Test
  @Timeout(5)
  void aPatternThatWouldBacktrackForeverIsQuick() {
    FieldGroup group =
        new FieldGroup(
            "g",
            null,
            false,
            List.of(),
            null,
            null,
            List.of(field("code", FieldType.TEXT, "(a+)+b")));
    var data = JSON.createObjectNode().put("code", "a".repeat(50_000));

    assertThatThrownBy(() -> valid.require(group, data)).isInstanceOf(DataInvalid.class);
  }

  private void require(boolean list, String data) {
    valid.require(group(list), JSON.readTree(data.replace('\'', '"')));
  }
}
