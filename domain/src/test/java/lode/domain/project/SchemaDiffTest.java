package lode.domain.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaDiffTest {

  private static final String BASE =
      """
      name: s
      description: words
      fieldGroups:
        - name: company
          fields:
            - {name: title, type: text, pattern: 'x+'}
            - {name: staff, type: integer, unit: people, description: heads}
            - {name: kind, type: enum, enumValues: [a, b]}
            - {name: note, type: text}
        - name: products
          entityList: true
          identity: [name]
          maxItems: 100
          hint: look well
          fields:
            - {name: name, type: text, required: true}
            - {name: power, type: number, unit: kW}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // replaced | by | path | kind | breaking
        "name: s | name: t | '' | name | false",
        "description: words | description: others | '' | description | false",
        "name: s | 'name: s\nsourceLabel: Firm' | '' | sourceLabel | false",
        "name: s | 'name: s\nversion: \"2\"' | '' | version | false",
        "look well | look better | products | hint | false",
        "description: heads | description: staff | company.staff | description | false",
        "'type: text}' | 'type: text, required: true}' | company.note | required | true",
        "', required: true' | '' | products.name | required | false",
        "'[a, b]' | '[a, b, c]' | company.kind | enumValues | false",
        "'[a, b]' | '[a, c]' | company.kind | enumValues | true",
        "'[a, b]' | '[a]' | company.kind | enumValues | true",
        "maxItems: 100 | maxItems: 101 | products | maxItems | false",
        "maxItems: 100 | maxItems: 99 | products | maxItems | true",
        "unit: kW | unit: W | products.power | unit | true",
        "', unit: kW' | '' | products.power | unit | true",
        "', pattern: ''x+''' | '' | company.title | pattern | false",
        "'x+' | 'y+' | company.title | pattern | true",
        "type: number | type: integer | products.power | type | true",
        "'identity: [name]' | 'identity: [name, power]' | products | identity | true",
        "unit: people | 'unit: people, grounding: none' | company.staff | grounding | false",
        "'[a, b]' | '[a, b], grounding: required' | company.kind | grounding | true",
        "unit: kW | 'unit: kW, consolidation: frequency' | products.power | consolidation | false",
      })
  void tellsWhatChangedAndWhetherItBreaks(
      String replaced, String by, String path, String kind, boolean breaking) {
    assertThat(BASE).contains(replaced);
    ExtractionSchema before = SchemaReader.readYaml(BASE);
    ExtractionSchema after = SchemaReader.readYaml(BASE.replaceFirst(Pattern.quote(replaced), by));

    assertThat(SchemaDiff.between(before, after))
        .containsExactly(new SchemaChange(path, kind, breaking));
    assertThat(SchemaHash.of(after)).isNotEqualTo(SchemaHash.of(before));
  }

  @Test
  void addedGroupsAndOptionalFieldsAreCompatible() {
    assertThat(
            changesTo(
                BASE.replace("kW}", "kW}\n      - {name: mass, type: number}")
                    + "  - {name: more, fields: [{name: a, type: text, required: true}]}\n"))
        .containsExactly(
            new SchemaChange("products.mass", "added", false),
            new SchemaChange("more", "added", false));
  }

  @Test
  void removedAndRenamedFieldsAndGroupsBreak() {
    assertThat(changesTo(BASE.replace("name: note", "name: remark")))
        .containsExactly(
            new SchemaChange("company.note", "removed", true),
            new SchemaChange("company.remark", "added", false));
    assertThat(changesTo(BASE.replace("name: products", "name: goods")))
        .containsExactly(
            new SchemaChange("products", "removed", true),
            new SchemaChange("goods", "added", false));
  }

  @Test
  void flippingTheEntityListBreaks() {
    String plain =
        BASE.replace("    entityList: true\n", "")
            .replace("    identity: [name]\n", "")
            .replace("    maxItems: 100\n", "");

    assertThat(changesTo(plain)).containsExactly(new SchemaChange("products", "entityList", true));
  }

  @Test
  void orderAndWrittenOutDefaultsAreNoChange() {
    String other =
        """
        name: s
        description: words
        sourceLabel: Source
        fieldGroups:
          - name: products
            entityList: true
            maxItems: 100
            hint: look well
            fields:
              - {name: name, type: text, required: true, grounding: required}
              - {name: power, type: number, unit: kW, consolidation: weighted_median}
          - name: company
            entityList: false
            fields:
              - {name: note, type: text}
              - {name: kind, type: enum, enumValues: [b, a]}
              - {name: staff, type: integer, unit: people, description: heads}
              - {name: title, type: text, pattern: 'x+'}
        """;

    assertThat(changesTo(other)).isEmpty();
    assertThat(SchemaHash.of(SchemaReader.readYaml(other)))
        .isEqualTo(SchemaHash.of(SchemaReader.readYaml(BASE)))
        .matches("[0-9a-f]{64}");
  }

  @Test
  void groupHashLeavesConsolidationOut() {
    assertThat(productsHash(BASE.replace("unit: kW", "unit: kW, consolidation: frequency")))
        .isEqualTo(productsHash(BASE));
    assertThat(productsHash(BASE.replace("look well", "look better")))
        .isNotEqualTo(productsHash(BASE));
    assertThat(productsHash(BASE.replace("staff", "heads"))).isEqualTo(productsHash(BASE));
  }

  private static String productsHash(String yaml) {
    return SchemaHash.groupHash(SchemaReader.readYaml(yaml).fieldGroup("products").orElseThrow());
  }

  private static List<SchemaChange> changesTo(String yaml) {
    return SchemaDiff.between(SchemaReader.readYaml(BASE), SchemaReader.readYaml(yaml));
  }
}
