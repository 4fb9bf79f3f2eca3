package lode.domain.project;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class DataJsonSchemaTest {

  private static final FieldGroup GROUP =
      SchemaReader.readYaml(
              """
              name: s
              fieldGroups:
                - name: g
                  fields:
                    - {name: yes_no, type: boolean}
                    - {name: staff, type: integer}
                    - {name: power, type: number, unit: kW}
                    - {name: title, type: text, pattern: 'a|b'}
                    - {name: kind, type: enum, enumValues: [x, y]}
                    - {name: tags, type: list}
                    - {name: since, type: date}
                    - {name: site, type: url}
                    - {name: price, type: money}
                    - {name: about, type: summary}
              """)
          .fieldGroups()
          .get(0);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | true",
        "{\"yes_no\": null, \"staff\": null, \"kind\": null, \"tags\": null, \"price\": null} | true",
        "{\"yes_no\": false} | true",
        "{\"yes_no\": \"false\"} | false",
        "{\"staff\": 12} | true",
        "{\"staff\": 1.5} | false",
        "{\"power\": 1.5} | true",
        "{\"power\": \"1.5 kW\"} | false",
        "{\"title\": \"a\"} | true",
        "{\"title\": \"ab\"} | false",
        "{\"title\": \"\"} | false",
        "{\"kind\": \"x\"} | true",
        "{\"kind\": \"X\"} | false",
        "{\"tags\": [\"a\", \"b\"]} | true",
        "{\"tags\": [1]} | false",
        "{\"tags\": \"a\"} | false",
        "{\"since\": \"2024-02-29\"} | true",
        "{\"since\": \"2024-02\"} | true",
        "{\"since\": \"2024\"} | true",
        "{\"since\": \"2024-13\"} | false",
        "{\"since\": \"1.2.2024\"} | false",
        "{\"site\": \"https://example.com/a?b=c\"} | true",
        "{\"site\": \"/a\"} | false",
        "{\"site\": \"javascript:alert(1)\"} | false",
        "{\"price\": {\"amount\": 12.5, \"currency\": \"EUR\"}} | true",
        "{\"price\": {\"amount\": 12.5}} | false",
        "{\"price\": {\"amount\": 12.5, \"currency\": \"€\"}} | false",
        "{\"price\": 12.5} | false",
        "{\"about\": \"words\"} | true",
        "{\"other\": 1} | false",
        "[{}] | false",
      })
  void acceptsWhatAPlainGroupMayHold(String data, boolean accepted) {
    assertThat(accepts(GROUP, data)).isEqualTo(accepted);
  }

  @Test
  void boundsEntityLists() {
    FieldGroup list = new FieldGroup("g", null, true, List.of("title"), 2, null, GROUP.fields());

    assertThat(accepts(list, "[]")).isTrue();
    assertThat(accepts(list, "[{\"title\": \"a\"}, {\"title\": \"b\"}]")).isTrue();
    assertThat(accepts(list, "[{}, {}, {}]")).isFalse();
    assertThat(accepts(list, "[{\"staff\": \"many\"}]")).isFalse();
    assertThat(accepts(list, "{\"title\": \"a\"}")).isFalse();
  }

  private static boolean accepts(FieldGroup group, String data) {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(DataJsonSchema.of(group));
    return schema.validate(JsonMapper.shared().readTree(data)).isEmpty();
  }
}
