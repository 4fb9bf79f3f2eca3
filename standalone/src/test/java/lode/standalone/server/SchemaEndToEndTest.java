package lode.standalone.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Changes of a schema under a project that has extractions. */
@ExtendWith(SharedLode.class)
class SchemaEndToEndTest {

  private final RunningLode lode;
  private final String project;

  SchemaEndToEndTest(RunningLode lode) {
    this.lode = lode;
    this.project = lode.projectOfSchema(SmallSite.schema());
  }

  @Test
  void versionsFollowWhatChanges() {
    try (ChangingSite site = SmallSite.twoDrives()) {
      lode.run(in("/crawls"), SmallSite.crawl(site.url()));

      assertThat(put(SmallSite.schema(), false, 200).json().path("version").asInt()).isOne();

      JsonNode compatible = put(withField(SmallSite.schema()), false, 200).json();
      assertThat(compatible.path("version").asInt()).isEqualTo(2);
      assertThat(compatible.path("changed").asBoolean()).isTrue();

      RunningLode.Answer refused = put(breaking(), false, 409);
      assertThat(refused.json().path("code").asString()).isEqualTo("schema-in-use");
      assertThat(refused.json().path("extractionCount").asInt()).isPositive();
      assertThat(refused.json().path("changes").valueStream())
          .anySatisfy(
              change -> {
                assertThat(change.path("path").asString()).isEqualTo("drive.power");
                assertThat(change.path("breaking").asBoolean()).isTrue();
              });
      assertThat(lode.get(in("/schema")).json().path("version").asInt()).isEqualTo(2);

      RunningLode.Answer forced = put(breaking(), true, 200);
      assertThat(forced.json().path("version").asInt()).isEqualTo(3);
      assertThat(forced.header("X-Extraction-Warning")).isNotBlank();
      assertThat(lode.get(in("/schema/versions/1")).json().path("version").asInt()).isOne();

      extractsAnewWithTheForcedSchema(site);
    }
  }

  private void extractsAnewWithTheForcedSchema(ChangingSite site) {
    JsonNode job = lode.run(in("/extract"), RunningLode.JSON.createObjectNode());
    assertThat(SmallSite.status(job)).isEqualTo("completed");
    assertThat(job.at("/progress/sourcesExtracted").asLong()).isEqualTo(3);
    JsonNode drive =
        lode.all(in("/extractions?fieldGroup=drive")).stream()
            .filter(one -> one.path("sourceUrl").asString().equals(site.url() + "/a"))
            .findFirst()
            .orElseThrow();
    assertThat(drive.path("schemaVersion").asInt()).isEqualTo(3);
    assertThat(drive.at("/fields/power/value").asDouble()).isEqualTo(7500);
    assertThat(drive.at("/fields/power/unit").asString()).isEqualTo("W");
    assertThat(
            lode.run(in("/extract"), RunningLode.JSON.createObjectNode())
                .at("/progress/sourcesExtracted")
                .asLong())
        .isZero();
  }

  private RunningLode.Answer put(JsonNode schema, boolean force, int status) {
    RunningLode.Answer answer = lode.put(in("/schema?force=" + force), schema);
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    return answer;
  }

  private static ObjectNode withField(ObjectNode schema) {
    ArrayNode fields = (ArrayNode) schema.at("/fieldGroups/0/fields");
    fields.addObject().put("name", "colour").put("type", "text").put("description", "Colour");
    return schema;
  }

  private static ObjectNode breaking() {
    ObjectNode schema = withField(SmallSite.schema());
    ((ObjectNode) schema.at("/fieldGroups/0/fields/0")).put("unit", "W");
    return schema;
  }

  private String in(String path) {
    return "/projects/" + project + path;
  }
}
