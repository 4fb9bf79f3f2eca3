package lode.api.report;

import java.util.ArrayList;
import java.util.List;
import lode.api.http.JsonBodies;
import lode.domain.project.ExtractionSchema;
import lode.domain.project.SchemaProblem;
import lode.domain.report.ReportRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads report requests out of bodies. */
public final class ReportBodies {

  private static final List<String> LATER = List.of("since", "synthesis");

  private ReportBodies() {}

  /**
   * The request that stands at the pointer.
   *
   * @param problems takes what is wrong with it
   * @return null when something is wrong
   */
  public static @Nullable ReportRequest read(
      JsonNode node, String pointer, ExtractionSchema schema, List<SchemaProblem> problems) {
    List<SchemaProblem> found = new ArrayList<>();
    for (String later : LATER) {
      if (node.hasNonNull(later)) {
        found.add(
            new SchemaProblem(
                pointer + "/" + later, "not supported yet by this version: leave it out"));
      }
    }
    if (!node.isObject()) {
      found.add(new SchemaProblem(pointer, "must be an object with the type of the report"));
    }
    ReportRequest request =
        found.isEmpty() ? JsonBodies.read(node, pointer, ReportRequest.class) : null;
    if (request != null) {
      for (SchemaProblem problem : request.problems(schema)) {
        found.add(new SchemaProblem(pointer + problem.pointer(), problem.message()));
      }
    }
    problems.addAll(found);
    return found.isEmpty() ? request : null;
  }
}
