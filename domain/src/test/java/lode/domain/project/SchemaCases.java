package lode.domain.project;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The table of schemas that the reader and the published JSON Schema are tried on. */
final class SchemaCases {

  record SchemaCase(String name, List<String> problems, boolean readerOnly, String schema) {
    @Override
    public String toString() {
      return name;
    }
  }

  private record Row(
      @JsonProperty("case") String name,
      List<String> problems,
      boolean readerOnly,
      String schema) {}

  private SchemaCases() {}

  static List<SchemaCase> all() {
    try (InputStream table =
        SchemaCases.class.getResourceAsStream("/lode/project/schema-cases.yaml")) {
      List<Row> rows =
          YAMLMapper.builder()
              .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
              .build()
              .readValue(table, new TypeReference<List<Row>>() {});
      return rows.stream()
          .map(row -> new SchemaCase(row.name(), row.problems(), row.readerOnly(), row.schema()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
