package lode.domain.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts together values that were flattened into one array in which members and elements are the
 * positions of their values: the form of the devalue and turbo-stream libraries, which Nuxt,
 * SvelteKit and React Router send their data in. What refers to itself does so in the result.
 */
final class Devalue {

  private static final int MAX_DEPTH = 64;

  private final List<?> values;
  private final Object[] done;

  private Devalue(List<?> values) {
    this.values = values;
    this.done = new Object[values.size()];
  }

  /** The value at position 0; null where the list is no such form. */
  static @Nullable Object read(List<?> values) {
    return values.isEmpty() ? null : new Devalue(values).at(0, 0);
  }

  private @Nullable Object at(int index, int depth) {
    if (index < 0 || index >= done.length || depth > MAX_DEPTH) {
      return null;
    }
    if (done[index] != null) {
      return done[index];
    }
    Object raw = values.get(index);
    if (raw instanceof Map<?, ?> members) {
      return object(index, members, depth);
    }
    if (raw instanceof List<?> elements) {
      String kind = elements.isEmpty() ? "" : kind(elements.get(0));
      return kind.isEmpty() ? array(index, elements, depth) : special(kind, elements, depth);
    }
    return raw == JsonTree.NULL ? null : raw;
  }

  private Map<String, Object> object(int index, Map<?, ?> members, int depth) {
    Map<String, Object> object = new LinkedHashMap<>();
    done[index] = object;
    for (Map.Entry<?, ?> member : members.entrySet()) {
      String key = key(String.valueOf(member.getKey()));
      Object value = at(index(member.getValue()), depth + 1);
      if (value != null) {
        object.putIfAbsent(key, value);
      }
    }
    return object;
  }

  /** In turbo-stream a key is the position of its name too: {@code _12}. */
  private String key(String key) {
    int index = key.startsWith("_") ? index(key.substring(1)) : -1;
    boolean isPosition = index >= 0 && index < done.length;
    return isPosition && values.get(index) instanceof String name ? name : key;
  }

  private List<Object> array(int index, List<?> elements, int depth) {
    List<Object> array = new ArrayList<>();
    done[index] = array;
    for (Object element : elements) {
      Object value = at(index(element), depth + 1);
      if (value != null) {
        array.add(value);
      }
    }
    return array;
  }

  /** A value of a class of its own, such as a date, a set, a reactive object. */
  private @Nullable Object special(String kind, List<?> elements, int depth) {
    if (elements.size() < 2) {
      return null;
    }
    return switch (kind) {
      case "Date", "BigInt", "URL", "D", "B" ->
          elements.get(1) instanceof String text ? text : null;
      case "Set" -> rest(elements, depth);
      case "Map", "null", "RegExp", "E", "Z", "Y" -> null;
      default -> at(index(elements.get(1)), depth + 1);
    };
  }

  private List<Object> rest(List<?> elements, int depth) {
    List<Object> rest = new ArrayList<>();
    for (Object element : elements.subList(1, elements.size())) {
      Object value = at(index(element), depth + 1);
      if (value != null) {
        rest.add(value);
      }
    }
    return rest;
  }

  private static String kind(Object first) {
    return first instanceof String text && !text.isEmpty() && Character.isLetter(text.charAt(0))
        ? text
        : "";
  }

  private static int index(Object position) {
    if (!(position instanceof String text) || text.isEmpty() || text.length() > 9) {
      return -1;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return -1;
      }
    }
    return Integer.parseInt(text);
  }
}
