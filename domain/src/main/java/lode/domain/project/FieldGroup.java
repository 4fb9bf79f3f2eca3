package lode.domain.project;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Fields that belong together: one record per source, or a list of entities per source.
 *
 * @param entityList whether a source may hold many of it (products, locations)
 * @param identity names of the fields that tell one entity from another; empty when not a list
 * @param maxItems most entities taken from one source; null means the default of 200
 * @param hint advice for the model, in words
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record FieldGroup(
    String name,
    @Nullable String description,
    boolean entityList,
    List<String> identity,
    @Nullable Integer maxItems,
    @Nullable String hint,
    List<Field> fields) {

  /** Entities taken from one source when the schema sets no limit. */
  public static final int DEFAULT_MAX_ITEMS = 200;

  public FieldGroup {
    identity = identity == null ? List.of() : List.copyOf(identity);
    fields = fields == null ? List.of() : List.copyOf(fields);
  }

  /** The field of that name, if the group has it. */
  public Optional<Field> field(String fieldName) {
    return fields.stream().filter(field -> field.name().equals(fieldName)).findFirst();
  }

  /** Most entities taken from one source. */
  public int effectiveMaxItems() {
    return maxItems == null ? DEFAULT_MAX_ITEMS : maxItems;
  }

  /** The identity fields; the first field when the schema names none. */
  public List<String> effectiveIdentity() {
    if (!identity.isEmpty() || fields.isEmpty()) {
      return identity;
    }
    return List.of(fields.get(0).name());
  }
}
