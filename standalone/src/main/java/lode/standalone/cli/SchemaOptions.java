package lode.standalone.cli;

import java.nio.file.Path;
import lode.domain.project.ExtractionSchema;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is looked for, and in which project it is kept. */
final class SchemaOptions {

  @Option(
      names = "--template",
      paramLabel = "NAME",
      description = "Bundled schema (default: company).")
  private @Nullable String template;

  @Option(names = "--schema", paramLabel = "FILE", description = "Own schema, .yaml or .json.")
  private @Nullable Path file;

  @Option(
      names = "--project",
      paramLabel = "NAME",
      description = "Project to work in (default: made from what is read and the schema).")
  private @Nullable String project;

  @Option(names = "--no-extract", description = "Fetch only.")
  private boolean noExtract;

  void check() {
    if (template != null && file != null) {
      throw CommandFailed.badArguments("--template and --schema exclude each other");
    }
  }

  ExtractionSchema schema() {
    return RunProject.schema(template, file);
  }

  /** The project's name that was given, else this one with the schema's. */
  String project(String what, ExtractionSchema schema) {
    return project == null ? what + " (" + schema.name() + ")" : project;
  }

  boolean extracts() {
    return !noExtract;
  }
}
