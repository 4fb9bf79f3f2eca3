package lode.domain.project;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.Arrays;
import java.util.stream.Stream;
import lode.domain.project.SchemaCases.SchemaCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PublishedJsonSchemaTest {

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private static final JsonNode PUBLISHED =
      JsonMapper.shared()
          .readTree(
              PublishedJsonSchemaTest.class
                  .getClassLoader()
                  .getResourceAsStream(SchemaReader.JSON_SCHEMA));
  private static final Schema SCHEMA = REGISTRY.getSchema(PUBLISHED);

  static Stream<SchemaCase> cases() {
    return SchemaCases.all().stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreesWithTheReader(SchemaCase schemaCase) {
    boolean accepts = schemaCase.problems().isEmpty() || schemaCase.readerOnly();

    assertThat(SCHEMA.validate(SchemaText.yaml(schemaCase.schema())).isEmpty()).isEqualTo(accepts);
  }

  @Test
  void isAValidJsonSchemaItself() {
    Schema meta =
        REGISTRY.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

    assertThat(meta.validate(PUBLISHED.toString(), InputFormat.JSON)).isEmpty();
  }

  @Test
  void allowsTheStrategiesThatSuitEachType() {
    for (FieldType type : FieldType.values()) {
      for (ConsolidationStrategy strategy : ConsolidationStrategy.values()) {
        String values = type == FieldType.ENUM ? ", enumValues: [x]" : "";
        String yaml =
            "name: s\nfieldGroups: [{name: g, fields: [{name: a, type: %s, consolidation: %s%s}]}]"
                .formatted(type.label(), strategy.label(), values);
        assertThat(SCHEMA.validate(SchemaText.yaml(yaml)).isEmpty())
            .as("%s by %s", type, strategy)
            .isEqualTo(strategy.suits(type));
      }
    }
    assertThat(Arrays.stream(FieldType.values()))
        .allMatch(type -> ConsolidationStrategy.defaultFor(type).suits(type));
  }
}
