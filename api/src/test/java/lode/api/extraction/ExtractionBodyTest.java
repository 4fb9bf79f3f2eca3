package lode.api.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import lode.domain.document.ContentHash;
import lode.domain.document.DocumentId;
import lode.domain.document.SourceId;
import lode.domain.extraction.Extraction;
import lode.domain.extraction.ExtractionId;
import lode.domain.extraction.ExtractionStatus;
import lode.domain.extraction.FieldValue;
import lode.domain.extraction.GroupAnswer;
import lode.domain.extraction.Item;
import lode.domain.extraction.Match;
import lode.domain.extraction.Tier;
import lode.domain.project.ProjectId;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExtractionBodyTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final DocumentId DOCUMENT =
      JSON.readValue("\"00000000-0000-4000-8000-000000000001\"", DocumentId.class);

  @Test
  void plainGroupHasFieldsWithTheirEvidence() {
    JsonNode body = body("{\"price\": 12}", List.of(item()));
    assertThat(body.has("items")).isFalse();
    assertThat(body.at("/fields/price").propertyNames())
        .containsExactlyInAnyOrder(
            "value",
            "raw",
            "unit",
            "confidence",
            "quote",
            "match",
            "charStart",
            "charEnd",
            "documentId",
            "tier",
            "alternatives");
    assertThat(body.at("/fields/price/match").asString()).isEqualTo("exact");
    assertThat(body.at("/fields/price/tier").asString()).isEqualTo("markup");
  }

  @Test
  void entityListHasItemsAlsoWhenThereIsOne() {
    JsonNode body = body("[{\"price\": 12}]", List.of(item()));
    assertThat(body.has("fields")).isFalse();
    assertThat(body.at("/items/0/fields/price/value").asInt()).isEqualTo(12);
  }

  @Test
  void sourceThatSaysNothingHasNoFields() {
    assertThat(body("{}", List.of()).path("fields").isEmpty()).isTrue();
    assertThat(body("[]", List.of()).path("items").isEmpty()).isTrue();
  }

  private static Item item() {
    FieldValue price =
        new FieldValue(
            JSON.readTree("12"),
            "12 EUR",
            "EUR",
            0.9,
            "Price: 12 EUR",
            Match.EXACT,
            3,
            16,
            DOCUMENT,
            Tier.MARKUP,
            List.of());
    return new Item(Map.of("price", price));
  }

  private static JsonNode body(String data, List<Item> items) {
    Extraction extraction =
        new Extraction(
            new ExtractionId(new UUID(0, 1)),
            new ProjectId(new UUID(0, 2)),
            new SourceId(new UUID(0, 3)),
            "https://a.example/",
            "A",
            DOCUMENT,
            1,
            "fingerprint",
            ContentHash.of(new byte[0]),
            ExtractionStatus.OK,
            JSON.readTree(data),
            new GroupAnswer("product", items),
            0.9,
            Instant.EPOCH);
    return JSON.valueToTree(ExtractionBody.of(extraction));
  }
}
