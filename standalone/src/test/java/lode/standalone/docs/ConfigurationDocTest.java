package lode.standalone.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** {@code docs/configuration.md} against the settings records, the properties files and the launcher. */
class ConfigurationDocTest {

  private final Page page = Page.of("docs/configuration.md");

  @Test
  void documentsEverySetting() throws ReflectiveOperationException {
    assertThat(documented().keySet())
        .as("variables in the tables of configuration.md")
        .containsAll(Settings.properties().keySet());
  }

  @Test
  void documentsWhatTheCommandLineReads() throws IOException {
    assertThat(Settings.namedIn(page.text())).containsAll(readByStandalone());
  }

  @Test
  void documentsNoSettingThatDoesNotExist() throws ReflectiveOperationException, IOException {
    Set<String> known = new TreeSet<>(Settings.properties().keySet());
    known.addAll(readByStandalone());
    assertThat(known).containsAll(Settings.namedIn(page.text()));
  }

  @Test
  void documentsTheDefaultsThatCount() throws ReflectiveOperationException {
    Map<String, String> documented = documented();
    Settings.defaults()
        .forEach((name, value) -> assertThat(documented.get(name)).as(name).isEqualTo(value));
  }

  @Test
  void namesVariablesAsSpringReadsThem() throws ReflectiveOperationException {
    Settings.properties()
        .forEach(
            (variable, property) -> {
              StandardEnvironment environment = new StandardEnvironment();
              environment.getPropertySources().stream()
                  .toList()
                  .forEach(one -> environment.getPropertySources().remove(one.getName()));
              environment
                  .getPropertySources()
                  .addFirst(
                      new SystemEnvironmentPropertySource(
                          StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                          Map.of(variable, "given")));
              ConfigurationPropertySources.attach(environment);
              assertThat(Binder.get(environment).bind(property, String.class).orElse("not read"))
                  .as(variable)
                  .isEqualTo("given");
            });
  }

  /** Default by variable, as the tables have it. */
  private Map<String, String> documented() {
    Map<String, String> documented = new TreeMap<>();
    page.rows().stream()
        .filter(row -> row.get(0).startsWith("`LODE_"))
        .forEach(row -> documented.put(plain(row.get(0)), plain(row.get(1))));
    return documented;
  }

  private static String plain(String cell) {
    return cell.equals("*none*") ? "" : cell.replace("`", "");
  }

  /** Variables that the launcher and the one-process product name in strings. */
  private static Set<String> readByStandalone() throws IOException {
    Set<String> read = Settings.namedIn(Page.read("lode"));
    try (Stream<Path> files = Files.walk(Page.root().resolve("standalone/src/main/java"))) {
      for (Path file : files.filter(one -> one.toString().endsWith(".java")).toList()) {
        String literals =
            Files.readString(file)
                .lines()
                .filter(line -> line.contains("\"LODE_"))
                .collect(Collectors.joining("\n"));
        read.addAll(Settings.namedIn(literals));
      }
    }
    return read;
  }
}
