package lode.standalone.embedded.qdrant;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TextFormat;
import io.qdrant.client.grpc.Collections.PayloadIndexParams;
import io.qdrant.client.grpc.Collections.PayloadSchemaType;
import io.qdrant.client.grpc.Collections.TextIndexParams;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.JsonWithInt.ListValue;
import io.qdrant.client.grpc.JsonWithInt.NullValue;
import io.qdrant.client.grpc.JsonWithInt.Struct;
import io.qdrant.client.grpc.JsonWithInt.Value;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Filters in the text form of their messages against five payloads, with and without payload indexes. */
class PayloadFilterTest {
  private static final List<String> PAYLOADS =
      List.of(
          """
          {"tag": "red", "n": 5, "ok": true, "text": "The quick brown fox", "at": "2026-01-01T00:00:00Z",
           "deep": {"x": {"y": "in"}}, "rows": [{"k": "a", "v": 1}, {"k": "b", "v": 9}]}""",
          """
          {"tag": ["red", "blue"], "n": [1, 20], "ok": false, "text": "quickly done", "at": "2026-06-01",
           "rows": [{"k": "a", "v": 9}]}""",
          """
          {"tag": "green", "n": 5.5, "text": "Quick, brown!", "deep": {"x": null}}""",
          """
          {"tag": [], "n": -3, "gone": null}""",
          """
          {"other": 1}""");

  private static Map<String, Value> payload(String json) {
    Map<String, Value> fields = new LinkedHashMap<>();
    JsonMapper.shared()
        .readTree(json)
        .properties()
        .forEach(entry -> fields.put(entry.getKey(), value(entry.getValue())));
    return fields;
  }

  private static Value value(JsonNode node) {
    Value.Builder value = Value.newBuilder();
    if (node.isNull()) {
      value.setNullValue(NullValue.NULL_VALUE);
    } else if (node.isBoolean()) {
      value.setBoolValue(node.booleanValue());
    } else if (node.isIntegralNumber()) {
      value.setIntegerValue(node.longValue());
    } else if (node.isNumber()) {
      value.setDoubleValue(node.doubleValue());
    } else if (node.isArray()) {
      ListValue.Builder list = ListValue.newBuilder();
      node.forEach(element -> list.addValues(value(element)));
      value.setListValue(list);
    } else if (node.isObject()) {
      Struct.Builder struct = Struct.newBuilder();
      node.properties().forEach(e -> struct.putFields(e.getKey(), value(e.getValue())));
      value.setStructValue(struct);
    } else {
      value.setStringValue(node.stringValue());
    }
    return value.build();
  }

  private static Filter filter(String text) throws InvalidProtocolBufferException {
    try {
      return TextFormat.parse(text, Filter.class);
    } catch (TextFormat.ParseException e) {
      throw new AssertionError(text, e);
    }
  }

  private static String matching(
      String text, Map<String, PayloadIndex> indexes, Map<String, TextIndexParams> words)
      throws InvalidProtocolBufferException {
    StoredPoints points = new StoredPoints();
    indexes.forEach(points::addIndex);
    for (int i = 0; i < PAYLOADS.size(); i++) {
      points.put(new PointKey(false, 0, i + 1), payload(PAYLOADS.get(i)));
    }
    SlotFilter filter =
        new SlotFilter(points, new PayloadConditions(words), (name, slot) -> slot == 0);
    BitSet found = filter.select(List.of(filter(text)));
    return (found == null ? points.live() : found)
        .stream()
            .mapToObj(slot -> Long.toString(points.key(slot).low()))
            .collect(Collectors.joining(" "));
  }

  private static PayloadIndex index(String field, PayloadSchemaType type) {
    return new PayloadIndex(field, type, PayloadIndexParams.getDefaultInstance());
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "filters.csv", delimiter = '|', numLinesToSkip = 1)
  void selectsWhatQdrantSelects(String filter, String expected) throws Exception {
    String wanted = expected == null ? "" : expected;
    assertThat(matching(filter, Map.of(), Map.of())).isEqualTo(wanted);
    Map<String, PayloadIndex> indexes =
        Map.of(
            "tag", index("tag", PayloadSchemaType.Keyword),
            "n", index("n", PayloadSchemaType.Integer),
            "ok", index("ok", PayloadSchemaType.Bool),
            "deep.x.y", index("deep.x.y", PayloadSchemaType.Keyword),
            "rows[].k", index("rows[].k", PayloadSchemaType.Keyword));
    assertThat(matching(filter, indexes, Map.of())).as("with indexes").isEqualTo(wanted);
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "text-filters.csv", delimiter = '|', numLinesToSkip = 1)
  void matchesWordsWhereTextIsIndexed(String filter, String expected) throws Exception {
    assertThat(matching(filter, Map.of(), Map.of("text", TextIndexParams.getDefaultInstance())))
        .isEqualTo(expected == null ? "" : expected);
  }
}
