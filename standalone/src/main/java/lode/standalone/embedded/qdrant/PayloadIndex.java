package lode.standalone.embedded.qdrant;

import io.qdrant.client.grpc.Collections.PayloadIndexParams;
import io.qdrant.client.grpc.Collections.PayloadSchemaType;
import io.qdrant.client.grpc.Common.FieldCondition;
import io.qdrant.client.grpc.Common.Match;
import io.qdrant.client.grpc.JsonWithInt.Value;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** For an indexed payload field, which slots have which value; for fields that are matched by equality. */
final class PayloadIndex {
  private final PayloadPath path;
  private final PayloadSchemaType type;
  private final PayloadIndexParams params;
  private final Map<Object, SlotList> slots = new HashMap<>();

  PayloadIndex(String field, PayloadSchemaType type, PayloadIndexParams params) {
    this.path = PayloadPath.parse(field);
    this.type = type;
    this.params = params;
  }

  PayloadSchemaType type() {
    return type;
  }

  PayloadIndexParams params() {
    return params;
  }

  void add(int slot, Map<String, Value> payload) {
    for (Object value : valuesOf(payload)) {
      slots.computeIfAbsent(value, v -> new SlotList()).add(slot);
    }
  }

  void remove(int slot, Map<String, Value> payload) {
    for (Object value : valuesOf(payload)) {
      SlotList list = slots.get(value);
      if (list != null && list.remove(slot) >= 0 && list.size() == 0) {
        slots.remove(value);
      }
    }
  }

  private Set<Object> valuesOf(Map<String, Value> payload) {
    Set<Object> values = new HashSet<>();
    for (Value value : path.values(payload)) {
      if (value.hasListValue()) {
        value.getListValue().getValuesList().forEach(element -> addTo(values, element));
      } else {
        addTo(values, value);
      }
    }
    return values;
  }

  private void addTo(Set<Object> values, Value value) {
    switch (type) {
      case Keyword, Uuid -> {
        if (value.hasStringValue()) {
          values.add(value.getStringValue());
        }
      }
      case Integer -> {
        if (value.hasIntegerValue()) {
          values.add(value.getIntegerValue());
        }
      }
      case Bool -> {
        if (value.hasBoolValue()) {
          values.add(value.getBoolValue());
        }
      }
      default -> {
        // Other types are only noted: their conditions look at the payload itself.
      }
    }
  }

  /** The slots that satisfy the condition; null if this index cannot say. */
  @Nullable BitSet slots(FieldCondition condition) {
    List<?> wanted = wanted(condition);
    if (wanted == null) {
      return null;
    }
    BitSet found = new BitSet();
    for (Object value : wanted) {
      SlotList list = slots.get(value);
      if (list != null) {
        list.addTo(found);
      }
    }
    return found;
  }

  private @Nullable List<?> wanted(FieldCondition condition) {
    boolean more =
        condition.hasRange()
            || condition.hasDatetimeRange()
            || condition.hasValuesCount()
            || condition.hasIsEmpty()
            || condition.hasIsNull();
    if (!condition.hasMatch() || more) {
      return null;
    }
    Match match = condition.getMatch();
    boolean strings = type == PayloadSchemaType.Keyword || type == PayloadSchemaType.Uuid;
    return switch (match.getMatchValueCase()) {
      case KEYWORD -> strings ? List.of(match.getKeyword()) : null;
      case KEYWORDS -> strings ? new ArrayList<>(match.getKeywords().getStringsList()) : null;
      case INTEGER -> type == PayloadSchemaType.Integer ? List.of(match.getInteger()) : null;
      case INTEGERS ->
          type == PayloadSchemaType.Integer
              ? new ArrayList<>(match.getIntegers().getIntegersList())
              : null;
      case BOOLEAN -> type == PayloadSchemaType.Bool ? List.of(match.getBoolean()) : null;
      default -> null;
    };
  }
}
