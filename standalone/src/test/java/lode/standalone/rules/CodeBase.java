package lode.standalone.rules;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Compiled classes below a root package with the module names as its first level: the product, or
 * the samples that the rules must reject.
 */
record CodeBase(String root, JavaClasses classes) {

  /** Modules in the order in which Maven builds them. */
  static final List<String> MODULES =
      List.of("domain", "workflows", "activities", "adapters", "api", "worker", "standalone");

  static {
    // The rules ask of foreign types for nothing but the name, which needs no look into their jars.
    ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
  }

  static final CodeBase PRODUCT =
      new CodeBase(
          "lode",
          new ClassFileImporter()
              .withImportOption(new ImportOption.DoNotIncludeTests())
              .importPackages("lode"));

  static final CodeBase SAMPLES = below("lode.standalone.rules.samples");

  private static CodeBase below(String root) {
    return new CodeBase(root, new ClassFileImporter().importPackages(root));
  }

  /** Package patterns of places like {@code domain} or {@code standalone.server}. */
  String[] in(String... places) {
    return in(Stream.of(places));
  }

  String[] in(Stream<String> places) {
    return places.map(place -> root + "." + place + "..").toArray(String[]::new);
  }

  /** Full names of classes like {@code worker.Registration}. */
  String[] named(String... places) {
    return Stream.of(places).map(place -> root + "." + place).toArray(String[]::new);
  }

  /** Name of the module that holds the class. */
  static String module(String root, JavaClass type) {
    return part(root, type, 0);
  }

  /** Name of the package right below the module; empty for the module's own package. */
  static String feature(String root, JavaClass type) {
    return part(root, type, 1);
  }

  private static String part(String root, JavaClass type, int index) {
    String name = type.getPackageName();
    if (!name.startsWith(root + ".")) {
      return "";
    }
    String[] parts = name.substring(root.length() + 1).split("\\.");
    return index < parts.length ? parts[index] : "";
  }
}
