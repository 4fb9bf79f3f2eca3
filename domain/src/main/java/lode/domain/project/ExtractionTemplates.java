package lode.domain.project;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The extraction templates on the class path. The resource {@code index.txt} of their folder lists
 * one name a line, {@code <name>.yaml} beside it holds the schema of that name. A template that is
 * missing or wrong fails the load, so that it stops the build and never a user.
 */
public final class ExtractionTemplates {

  private static final String BUNDLED = "lode/templates";

  private final Map<String, ExtractionTemplate> templates = new TreeMap<>();

  private ExtractionTemplates(String folder) {
    String index = resource(folder + "/index.txt");
    index
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .forEach(name -> add(folder, name));
  }

  /** The templates that come with Lode; throws {@link IllegalStateException} when one is bad. */
  public static ExtractionTemplates bundled() {
    return in(BUNDLED);
  }

  /** The templates of a class-path folder; throws {@link IllegalStateException} when one is bad. */
  static ExtractionTemplates in(String folder) {
    return new ExtractionTemplates(folder);
  }

  /** Names in alphabetical order. */
  public List<String> names() {
    return List.copyOf(templates.keySet());
  }

  /** All templates, by name. */
  public Collection<ExtractionTemplate> all() {
    return List.copyOf(templates.values());
  }

  /** The template of that name, if there is one. */
  public Optional<ExtractionTemplate> find(String name) {
    return Optional.ofNullable(templates.get(name));
  }

  private void add(String folder, String name) {
    String place = folder + "/" + name + ".yaml";
    ExtractionSchema schema;
    try {
      schema = SchemaReader.readYaml(resource(place));
    } catch (SchemaInvalid e) {
      throw new IllegalStateException("bad template " + place + ": " + e.getMessage(), e);
    }
    if (!schema.name().equals(name) || schema.description() == null) {
      throw new IllegalStateException(
          "bad template " + place + ": it needs a description and the name '" + name + "'");
    }
    ExtractionTemplate template = new ExtractionTemplate(name, schema.description(), schema);
    if (templates.put(name, template) != null) {
      throw new IllegalStateException("template '" + name + "' stands twice in " + folder);
    }
  }

  private static String resource(String name) {
    try (InputStream stream =
        ExtractionTemplates.class.getClassLoader().getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("template resource " + name + " is missing");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("template resource " + name + " cannot be read", e);
    }
  }
}
