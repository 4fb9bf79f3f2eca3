package lode.domain.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lode.domain.document.CharInterval;
import lode.domain.document.ContentHash;
import lode.domain.document.Document;
import lode.domain.document.DocumentId;
import lode.domain.project.Field;
import lode.domain.project.FieldGroup;
import lode.domain.project.FieldType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ModelTierTest {

  private static final JsonMapper JSON = new JsonMapper();

  /** An empty expectation is a value that must be rejected. */
  @ParameterizedTest
  @CsvFileSource(
      resources = "/lode/domain/extraction/model-numbers.txt",
      delimiter = '~',
      numLinesToSkip = 1)
  void bringsNumbersIntoTheUnitOfTheField(
      String type, String unit, String value, String quote, @Nullable Double expected) {
    @Nullable String fieldUnit = unit.equals("-") ? null : unit;
    Optional<FieldValue> found = ground(FieldType.of(type), fieldUnit, JSON.readTree(value), quote);
    if (expected == null) {
      assertThat(found).isEmpty();
    } else {
      assertThat(found).isPresent();
      assertThat(found.get().value().asDouble()).isEqualTo(expected);
      assertThat(found.get().unit()).isEqualTo(fieldUnit);
      assertThat(found.get().quote()).isEqualTo(quote);
      assertThat(found.get().raw()).isEqualTo(value);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "true | We repair worn gearboxes in our works | true",
        "true | We do not repair worn gearboxes | ",
        "false | We do not repair worn gearboxes | false",
        "false | We repair worn gearboxes in our works | ",
      })
  void rejectsYesAndNoThatTheQuoteDenies(boolean value, String quote, @Nullable Boolean expected) {
    Optional<FieldValue> found =
        ground(FieldType.BOOLEAN, null, JSON.getNodeFactory().booleanNode(value), quote);
    assertThat(found.map(FieldValue::value).map(JsonNode::booleanValue))
        .isEqualTo(Optional.ofNullable(expected));
  }

  private static Optional<FieldValue> ground(
      FieldType type, @Nullable String unit, JsonNode value, String quote) {
    String text = "# The page\n\nBefore it. " + quote + "\n\nBehind it.";
    Document document =
        new Document(text, text.length(), "The page", "en", null, List.of(), List.of());
    DocumentId id = DocumentId.of(ContentHash.of(text.getBytes(StandardCharsets.UTF_8)), 1);
    Field field =
        new Field("repairs", type, "Repair of gearboxes", false, null, unit, null, null, null);
    FieldGroup group = new FieldGroup("drive", null, false, null, null, null, List.of(field));
    ReadReply reply =
        new ReadReply(
            List.of(
                new ReadReply.Group(
                    "drive",
                    List.of(
                        new ReadReply.Item(
                            Map.of("repairs", new ReadReply.Answer(value, quote)))))),
            false,
            List.of());
    return new ModelTier(document, id, "http://example.com/")
        .ground(group, new CharInterval(0, text.length()), reply).stream()
            .map(item -> item.fields().get("repairs"))
            .findFirst();
  }
}
