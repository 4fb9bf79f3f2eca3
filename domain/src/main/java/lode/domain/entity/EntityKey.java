package lode.domain.entity;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import lode.domain.project.Field;
import lode.domain.project.FieldGroup;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What tells one entity of a list from another: its identity fields, normalised over case, spaces,
 * hyphens, underscores and punctuation.
 *
 * @param parts one for each identity field; empty where the field is unknown
 */
public record EntityKey(List<String> parts) implements Comparable<EntityKey> {

  public EntityKey {
    parts = List.copyOf(parts);
  }

  /** Key of an entity whose field values the function gives, null for unknown. */
  public static EntityKey of(FieldGroup group, Function<String, @Nullable JsonNode> values) {
    List<String> parts = new ArrayList<>();
    for (String name : group.effectiveIdentity()) {
      JsonNode value = values.apply(name);
      Field field = group.field(name).orElse(null);
      parts.add(value == null || field == null ? "" : part(field, value));
    }
    return new EntityKey(parts);
  }

  /** Whether no identity field is known. */
  public boolean isEmpty() {
    return parts.stream().allMatch(String::isEmpty);
  }

  /** Whether all identity fields are known. */
  public boolean isComplete() {
    return parts.stream().noneMatch(String::isEmpty);
  }

  /** Whether the fields that both know are the same. */
  boolean agreesWith(EntityKey other) {
    return IntStream.range(0, parts.size())
        .allMatch(
            i ->
                parts.get(i).isEmpty()
                    || other.parts.get(i).isEmpty()
                    || parts.get(i).equals(other.parts.get(i)));
  }

  static String part(Field field, JsonNode value) {
    return value.isString()
        ? ValueKeys.identity(value.stringValue())
        : ValueKeys.of(field.type(), value, null);
  }

  @Override
  public int compareTo(EntityKey other) {
    return String.join("\n", parts).compareTo(String.join("\n", other.parts));
  }
}
