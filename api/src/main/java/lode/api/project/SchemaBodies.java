package lode.api.project;

import java.util.List;
import lode.domain.crawl.CrawlInvalid;
import lode.domain.project.ExtractionSchema;
import lode.domain.project.SchemaInvalid;
import lode.domain.project.SchemaProblem;
import lode.domain.project.SchemaReader;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads what stands inside a body; its problems get the pointers that they have in the whole body. */
final class SchemaBodies {

  private SchemaBodies() {}

  static ExtractionSchema read(@Nullable JsonNode schema, String pointer) {
    try {
      return SchemaReader.read(schema == null ? JsonNodeFactory.instance.nullNode() : schema);
    } catch (SchemaInvalid invalid) {
      throw new SchemaInvalid(moved(invalid.problems(), pointer));
    }
  }

  static void below(String pointer, Runnable check) {
    try {
      check.run();
    } catch (CrawlInvalid invalid) {
      throw new CrawlInvalid(moved(invalid.problems(), pointer));
    }
  }

  private static List<SchemaProblem> moved(List<SchemaProblem> problems, String pointer) {
    return problems.stream()
        .map(problem -> new SchemaProblem(pointer + problem.pointer(), problem.message()))
        .toList();
  }
}
