package lode.domain.project;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a project looks for. Instances made by {@link SchemaReader} are valid; see {@code API.md},
 * "Extraction schema", for the language.
 *
 * @param version the author's own label; the project's version numbers are counted by Lode
 * @param sourceLabel what a source group is called in prompts and reports, such as {@code Company}
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record ExtractionSchema(
    String name,
    @Nullable String version,
    @Nullable String description,
    @Nullable String sourceLabel,
    List<FieldGroup> fieldGroups) {

  public ExtractionSchema {
    fieldGroups = fieldGroups == null ? List.of() : List.copyOf(fieldGroups);
  }

  /** The group of that name, if the schema has it. */
  public Optional<FieldGroup> fieldGroup(String groupName) {
    return fieldGroups.stream().filter(group -> group.name().equals(groupName)).findFirst();
  }

  /** What a source group is called; {@code Source} when the schema does not say. */
  public String effectiveSourceLabel() {
    return sourceLabel == null ? "Source" : sourceLabel;
  }
}
