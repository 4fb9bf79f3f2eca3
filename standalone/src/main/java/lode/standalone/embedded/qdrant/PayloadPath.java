package lode.standalone.embedded.qdrant;

import io.grpc.Status;
import io.qdrant.client.grpc.JsonWithInt.Struct;
import io.qdrant.client.grpc.JsonWithInt.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A payload key in Qdrant's notation: {@code a.b} goes into an object, {@code a[].b} into each element of a list,
 * {@code a[0]} into one, and {@code "a.b"} in quotes is a single name.
 */
final class PayloadPath {
  private static final int EACH = -1;

  /** A name, or without one an element: a number, or {@link #EACH}. */
  private record Step(String name, int element) {
    boolean isName() {
      return !name.isEmpty();
    }
  }

  private final List<Step> steps;

  private PayloadPath(List<Step> steps) {
    this.steps = steps;
  }

  static PayloadPath parse(String key) {
    List<Step> steps = new ArrayList<>();
    int at = 0;
    while (at < key.length()) {
      at = key.charAt(at) == '[' ? element(key, at, steps) : name(key, at, steps);
      if (at < key.length() && key.charAt(at) == '.') {
        at++;
      }
    }
    if (steps.isEmpty() || !steps.get(0).isName()) {
      throw malformed(key);
    }
    return new PayloadPath(steps);
  }

  private static int name(String key, int start, List<Step> steps) {
    boolean quoted = key.charAt(start) == '"';
    int from = quoted ? start + 1 : start;
    int end = from;
    while (end < key.length()
        && (quoted ? key.charAt(end) != '"' : key.charAt(end) != '.' && key.charAt(end) != '[')) {
      end++;
    }
    if (end == from || (quoted && end == key.length())) {
      throw malformed(key);
    }
    steps.add(new Step(key.substring(from, end), 0));
    return quoted ? end + 1 : end;
  }

  private static int element(String key, int start, List<Step> steps) {
    int end = key.indexOf(']', start);
    if (end < 0) {
      throw malformed(key);
    }
    String inside = key.substring(start + 1, end);
    try {
      steps.add(new Step("", inside.isEmpty() ? EACH : Integer.parseUnsignedInt(inside)));
    } catch (NumberFormatException e) {
      throw malformed(key);
    }
    return end + 1;
  }

  private static RuntimeException malformed(String key) {
    return Status.INVALID_ARGUMENT
        .withDescription("Wrong input: malformed payload key: " + key)
        .asRuntimeException();
  }

  /** The values at this path; none where it leads nowhere. A list at its end is one value. */
  List<Value> values(Map<String, Value> payload) {
    List<Value> found = new ArrayList<>(1);
    Value first = payload.get(steps.get(0).name());
    if (first != null) {
      collect(first, 1, found);
    }
    return found;
  }

  private void collect(Value value, int depth, List<Value> found) {
    if (depth == steps.size()) {
      found.add(value);
      return;
    }
    Step step = steps.get(depth);
    if (step.isName()) {
      Value inner = value.getStructValue().getFieldsMap().get(step.name());
      if (value.hasStructValue() && inner != null) {
        collect(inner, depth + 1, found);
      }
    } else if (value.hasListValue()) {
      List<Value> elements = value.getListValue().getValuesList();
      for (int i = 0; i < elements.size(); i++) {
        if (step.element() == EACH || step.element() == i) {
          collect(elements.get(i), depth + 1, found);
        }
      }
    }
  }

  /** The payload without what is at this path. */
  Map<String, Value> without(Map<String, Value> payload) {
    return changed(payload, 0, false);
  }

  /** Only what is at this path, within its parents. */
  Map<String, Value> only(Map<String, Value> payload) {
    return changed(payload, 0, true);
  }

  private Map<String, Value> changed(Map<String, Value> fields, int depth, boolean keep) {
    Map<String, Value> result = keep ? new LinkedHashMap<>() : new LinkedHashMap<>(fields);
    Step step = steps.get(depth);
    Value value = fields.get(step.name());
    if (!step.isName() || value == null) {
      return result;
    }
    boolean inside = depth + 1 < steps.size() && value.hasStructValue();
    if (inside) {
      Map<String, Value> inner = changed(value.getStructValue().getFieldsMap(), depth + 1, keep);
      result.put(
          step.name(),
          Value.newBuilder().setStructValue(Struct.newBuilder().putAllFields(inner)).build());
    } else if (depth + 1 == steps.size() || !steps.get(depth + 1).isName()) {
      if (keep) {
        result.put(step.name(), value);
      } else if (depth + 1 == steps.size()) {
        result.remove(step.name());
      }
    }
    return result;
  }
}
