package lode.domain.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.stream.Stream;
import lode.domain.project.SchemaCases.SchemaCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class SchemaReaderTest {

  static Stream<SchemaCase> cases() {
    return SchemaCases.all().stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void namesEveryProblemWithItsPointer(SchemaCase schemaCase) {
    if (schemaCase.problems().isEmpty()) {
      assertThatCode(() -> SchemaReader.readYaml(schemaCase.schema())).doesNotThrowAnyException();
    } else {
      assertThat(invalid(schemaCase.schema()).problems())
          .extracting(SchemaProblem::pointer)
          .containsExactlyElementsOf(schemaCase.problems());
    }
  }

  @Test
  void readsEveryKey() {
    ExtractionSchema schema =
        SchemaReader.readYaml(
            """
            name: s
            version: "1"
            description: d
            sourceLabel: Company
            fieldGroups:
              - name: g
                description: e
                entityList: true
                identity: [a]
                maxItems: 7
                hint: h
                fields:
                  - {name: a, type: text, description: f, required: true, pattern: 'x+',
                     consolidation: longest, grounding: semantic}
                  - {name: b, type: number, unit: kW}
                  - {name: c, type: enum, enumValues: [x, y]}
            """);

    Field a =
        new Field(
            "a",
            FieldType.TEXT,
            "f",
            true,
            List.of(),
            null,
            "x+",
            ConsolidationStrategy.LONGEST,
            GroundingMode.SEMANTIC);
    Field b = new Field("b", FieldType.NUMBER, null, false, List.of(), "kW", null, null, null);
    Field c =
        new Field("c", FieldType.ENUM, null, false, List.of("x", "y"), null, null, null, null);
    FieldGroup group = new FieldGroup("g", "e", true, List.of("a"), 7, "h", List.of(a, b, c));
    assertThat(schema).isEqualTo(new ExtractionSchema("s", "1", "d", "Company", List.of(group)));
  }

  @Test
  void readsBackWhatJacksonWrites() {
    for (SchemaCase schemaCase : SchemaCases.all()) {
      if (schemaCase.problems().isEmpty()) {
        ExtractionSchema schema = SchemaReader.readYaml(schemaCase.schema());
        String json = JsonMapper.shared().writeValueAsString(schema);
        assertThat(SchemaReader.readJson(json)).isEqualTo(schema);
      }
    }
  }

  @Test
  void messagesSayTheWayOut() {
    SchemaInvalid invalid =
        invalid("name: s\nversion: 1\nfieldGroups: [{name: g, fields: [{name: a, type: float}]}]");

    assertThat(invalid)
        .hasMessage(
            "The schema has 2 problems: /version: must be text; put it in quotes: \"1\"; "
                + "/fieldGroups/0/fields/0/type: 'float' is not known here; use one of boolean, "
                + "integer, number, text, enum, list, date, url, money, summary");
  }

  @Test
  void placesJsonSyntaxErrors() {
    SchemaInvalid invalid =
        catchThrowableOfType(
            SchemaInvalid.class, () -> SchemaReader.readJson("{\n  \"name\": \"s\",\n  oops\n}"));

    assertThat(invalid.problems()).hasSize(1);
    assertThat(invalid.problems().get(0).message())
        .startsWith("line 3, column ")
        .contains("not readable as JSON");
  }

  @Test
  void placesYamlSyntaxErrors() {
    assertThat(invalid("name: s\nfieldGroups:\n  - name: a: b\n").problems().get(0).message())
        .isEqualTo("line 3, column 12: not readable as YAML: mapping values are not allowed here");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name: s\nname: t\nfieldGroups: []",
        "name: s\n---\nname: t",
        "name: &n s\ndescription: *n\nfieldGroups: []",
        "name: s\nfieldGroups: &g [x]\ndescription: *g",
        "",
        "   \n",
        "null",
      })
  void refusesDuplicateKeysFurtherDocumentsAnchorsAndNothing(String yaml) {
    SchemaInvalid invalid = invalid(yaml);

    assertThat(invalid.problems()).hasSize(1);
    assertThat(invalid.problems().get(0).pointer()).isEmpty();
  }

  @Test
  void refusesAnchorsByName() {
    assertThat(invalid("name: s\nfieldGroups: &g [x]").problems().get(0).message())
        .isEqualTo(
            "line 2, column 14: anchors (&) and aliases (*) are not allowed; write the part out");
  }

  @Test
  void refusesHugeAndDeepText() {
    assertThat(invalid("name: " + "x".repeat(600_000)).getMessage()).contains("at most 524288");
    assertThat(invalid("[".repeat(5000)).getMessage()).contains("not readable as YAML");
  }

  private static SchemaInvalid invalid(String yaml) {
    SchemaInvalid invalid =
        catchThrowableOfType(SchemaInvalid.class, () -> SchemaReader.readYaml(yaml));
    assertThat(invalid).as("refusal of %s", yaml).isNotNull();
    return invalid;
  }
}
