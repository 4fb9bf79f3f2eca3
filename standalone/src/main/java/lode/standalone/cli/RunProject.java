package lode.standalone.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import lode.domain.project.ExtractionSchema;
import lode.domain.project.ExtractionTemplates;
import lode.domain.project.SchemaInvalid;
import lode.domain.project.SchemaReader;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The project that a run works in: made once, found again by its name. */
final class RunProject {

  private final LodeClient client;

  RunProject(LodeClient client) {
    this.client = client;
  }

  /** The project's id; its schema is the given one, as a new version where it was another. */
  String ensure(String name, ExtractionSchema schema) {
    JsonNode schemaJson = LodeClient.JSON.valueToTree(schema);
    Optional<JsonNode> existing =
        client.all("/projects").stream()
            .filter(project -> project.path("name").asString("").equalsIgnoreCase(name))
            .findFirst();
    if (existing.isPresent()) {
      String id = existing.get().path("id").asString();
      client.put("/projects/" + id + "/schema?force=true", schemaJson);
      return id;
    }
    ObjectNode project = LodeClient.JSON.createObjectNode();
    project.put("name", name);
    project.set("schema", schemaJson);
    return client.post("/projects", project).path("id").asString();
  }

  /** The schema of a template or a file; the template {@code company} when neither is named. */
  static ExtractionSchema schema(@Nullable String template, @Nullable Path file) {
    if (file != null) {
      return fromFile(file);
    }
    ExtractionTemplates templates = ExtractionTemplates.bundled();
    String name = template == null ? "company" : template;
    return templates
        .find(name)
        .orElseThrow(
            () ->
                CommandFailed.badArguments(
                    "no template is called "
                        + name
                        + "; there are "
                        + String.join(", ", templates.names())))
        .schema();
  }

  private static ExtractionSchema fromFile(Path file) {
    try {
      String text = Files.readString(file);
      return file.toString().endsWith(".json")
          ? SchemaReader.readJson(text)
          : SchemaReader.readYaml(text);
    } catch (IOException unreadable) {
      throw CommandFailed.badArguments("--schema " + file + " cannot be read");
    } catch (SchemaInvalid invalid) {
      throw CommandFailed.badArguments("--schema " + file + ": " + invalid.getMessage());
    }
  }
}
