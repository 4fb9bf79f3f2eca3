package lode.domain.project;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing to find out: a name, a type and what a reader needs to recognise it.
 *
 * @param name identifier, {@code [a-z][a-z0-9_]*}, unique in its group
 * @param description natural words for it; also matched against labels on pages
 * @param enumValues allowed values of an {@link FieldType#ENUM}; empty otherwise
 * @param unit the unit that numbers are kept in, such as {@code kW}
 * @param pattern RE2 pattern that the whole text value must match
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record Field(
    String name,
    FieldType type,
    @Nullable String description,
    boolean required,
    List<String> enumValues,
    @Nullable String unit,
    @Nullable String pattern,
    @Nullable ConsolidationStrategy consolidation,
    @Nullable GroundingMode grounding) {

  public Field {
    enumValues = enumValues == null ? List.of() : List.copyOf(enumValues);
  }

  /** The strategy that consolidation uses: the schema's word, else the type's. */
  public ConsolidationStrategy effectiveConsolidation() {
    return consolidation == null ? ConsolidationStrategy.defaultFor(type) : consolidation;
  }

  /** The evidence that a value needs: the schema's word, else the type's. */
  public GroundingMode effectiveGrounding() {
    return grounding == null ? GroundingMode.defaultFor(type) : grounding;
  }
}
