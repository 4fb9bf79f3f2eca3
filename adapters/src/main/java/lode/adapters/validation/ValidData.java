package lode.adapters.validation;

import com.google.re2j.Pattern;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.regex.RegularExpression;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import lode.domain.project.DataJsonSchema;
import lode.domain.project.FieldGroup;
import lode.domain.project.SchemaHash;
import tools.jackson.databind.JsonNode;

/** Checks extracted data against the JSON Schema that its field group generates (2020-12). */
public final class ValidData {

  /** Compiled schemas kept; projects have few groups, so that more only means many projects. */
  private static final int KEPT = 500;

  /** A user's pattern is RE2 and never runs on a backtracking engine. */
  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder ->
              builder.schemaRegistryConfig(
                  SchemaRegistryConfig.builder().regularExpressionFactory(ValidData::re2).build()));

  private final Map<String, Schema> compiled = new ConcurrentHashMap<>();

  /** Throws {@link DataInvalid} naming each place that does not fit. */
  public void require(FieldGroup group, JsonNode data) {
    List<Error> errors = schema(group).validate(data);
    if (!errors.isEmpty()) {
      throw new DataInvalid(
          "data of field group '"
              + group.name()
              + "' does not fit its schema: "
              + errors.stream().limit(5).map(Error::toString).toList());
    }
  }

  private static RegularExpression re2(String pattern) {
    Pattern compiled = Pattern.compile(pattern);
    return text -> compiled.matcher(text).find();
  }

  private Schema schema(FieldGroup group) {
    if (compiled.size() > KEPT) {
      compiled.clear();
    }
    return compiled.computeIfAbsent(
        SchemaHash.groupHash(group), hash -> registry.getSchema(DataJsonSchema.of(group)));
  }
}
