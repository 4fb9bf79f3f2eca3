package lode.domain.search;

import java.util.List;
import lode.domain.project.ProjectId;

/**
 * What to find.
 *
 * @param limit most hits, 1 to 100
 * @param sourceGroups only these; empty means all
 * @param fieldGroups only extractions of these; empty means all
 */
public record SearchQuery(
    ProjectId projectId,
    String text,
    SearchMode mode,
    int limit,
    List<String> sourceGroups,
    List<String> fieldGroups) {

  public SearchQuery {
    sourceGroups = List.copyOf(sourceGroups);
    fieldGroups = List.copyOf(fieldGroups);
  }
}
