package lode.standalone.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** {@code docker-compose.yml}: no secret in it, nothing open, nothing that is not a setting. */
class ComposeFileTest {

  private static final Pattern SECRET_NAME = Pattern.compile(".*(PASSWORD|PWD|KEY|SECRET|TOKEN).*");

  /** Of the environment: required, or empty when it is not set. */
  private static final Pattern FROM_OUTSIDE = Pattern.compile("\\$\\{\\w+(:\\?[^}]+|:-)}");

  private static final Pattern INTERPOLATION = Pattern.compile("\\$\\{(\\w+)");

  private final String text = Page.read("docker-compose.yml");
  private final Map<String, Map<String, Object>> services = services();

  @Test
  void holdsNoSecret() {
    services.forEach(
        (name, service) ->
            environment(service)
                .forEach(
                    (variable, value) -> {
                      if (SECRET_NAME.matcher(variable).matches()) {
                        assertThat(value).as(name + " " + variable).matches(FROM_OUTSIDE);
                      }
                    }));
    assertThat(text).doesNotContainPattern("(requirepass|--pass|://[^/\\s]*:[^/\\s$]*@)");
  }

  @Test
  void requiresTheSecretsThatItCannotDoWithout() {
    List<String> names = List.of("LODE_POSTGRES_PASSWORD", "LODE_API_KEY");
    names.forEach(name -> assertThat(text).contains("${" + name + ":?"));
  }

  @Test
  void usesOnlySettingsThatExist() throws ReflectiveOperationException {
    Set<String> used = new TreeSet<>(Settings.namedIn(text));
    used.addAll(Settings.namedIn(Page.read(".env.example")));
    assertThat(Settings.properties().keySet()).containsAll(used);
  }

  @Test
  void exampleEnvironmentNamesWhatTheFileAsksFor() {
    Matcher asked = INTERPOLATION.matcher(text);
    String example = Page.read(".env.example");
    while (asked.find()) {
      assertThat(example).contains("\n" + asked.group(1) + "=");
    }
  }

  @Test
  void publishesOnLoopbackOnly() {
    List<String> published = new ArrayList<>();
    services.forEach(
        (name, service) ->
            list(service.get("ports")).forEach(port -> published.add(name + " " + port)));
    assertThat(published)
        .hasSize(2)
        .allMatch(port -> port.matches("(api|temporal-ui) 127\\.0\\.0\\.1:.*"));
  }

  @Test
  void everyServiceIsWatchedAndComesBack() {
    services.forEach(
        (name, service) -> {
          assertThat(service).as(name).containsKeys("healthcheck", "restart", "networks");
          assertThat(service).as(name + " can be repeated").doesNotContainKey("container_name");
        });
  }

  @Test
  void chooseTheProcessesThatTheImageKnows() {
    String launcher = Page.read("docker/lode-process");
    for (String process : List.of("api", "worker")) {
      list(services.get(process).get("command"))
          .forEach(type -> assertThat(launcher).contains(type.toString()));
    }
  }

  private Map<String, Map<String, Object>> services() {
    Map<String, Map<String, Map<String, Object>>> file = new Yaml().load(text);
    return file.get("services");
  }

  private static List<?> list(Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  private static Map<String, String> environment(Map<String, Object> service) {
    Map<String, String> variables = new java.util.TreeMap<>();
    if (service.get("environment") instanceof Map<?, ?> given) {
      given.forEach((name, value) -> variables.put(name.toString(), String.valueOf(value)));
    }
    return variables;
  }
}
