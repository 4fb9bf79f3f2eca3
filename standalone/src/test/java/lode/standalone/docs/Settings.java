package lode.standalone.docs;

import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/** The settings that the code has, by their environment variables. */
final class Settings {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(lode\\.[a-z.-]+):([^}]*)}");
  private static final Pattern VARIABLE = Pattern.compile("LODE_[A-Z0-9_]*[A-Z0-9]");

  private Settings() {}

  /** Property by variable: those of settings records and of properties files. */
  static Map<String, String> properties() throws ReflectiveOperationException {
    Map<String, String> properties = new TreeMap<>();
    for (Class<?> type : records()) {
      String prefix = type.getAnnotation(ConfigurationProperties.class).value();
      for (RecordComponent component : type.getRecordComponents()) {
        String property = prefix + "." + dashed(component.getName());
        properties.put(variable(property), property);
      }
    }
    placeholders().keySet().forEach(property -> properties.put(variable(property), property));
    return properties;
  }

  /** Default by variable; empty where there is none. */
  static Map<String, String> defaults() throws ReflectiveOperationException {
    Map<String, String> defaults = new TreeMap<>();
    for (Class<?> type : records()) {
      String prefix = type.getAnnotation(ConfigurationProperties.class).value();
      for (Parameter parameter : type.getDeclaredConstructors()[0].getParameters()) {
        DefaultValue value = parameter.getAnnotation(DefaultValue.class);
        defaults.put(
            variable(prefix + "." + dashed(parameter.getName())),
            value == null ? "" : String.join(",", value.value()));
      }
    }
    placeholders().forEach((property, value) -> defaults.put(variable(property), value));
    return defaults;
  }

  /** Variables that are named in the text of a program. */
  static Set<String> namedIn(String program) {
    Set<String> names = new TreeSet<>();
    Matcher matcher = VARIABLE.matcher(program);
    while (matcher.find()) {
      names.add(matcher.group());
    }
    return names;
  }

  private static Set<Class<?>> records() throws ReflectiveOperationException {
    var scanner = new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
    Set<Class<?>> records = new java.util.LinkedHashSet<>();
    for (BeanDefinition found : scanner.findCandidateComponents("lode")) {
      records.add(Class.forName(found.getBeanClassName()));
    }
    return records;
  }

  private static Map<String, String> placeholders() {
    Map<String, String> placeholders = new TreeMap<>();
    for (String file : new String[] {"worker", "api"}) {
      String text = Page.read(file + "/src/main/resources/lode/" + file + ".properties");
      Matcher matcher = PLACEHOLDER.matcher(text);
      while (matcher.find()) {
        placeholders.put(matcher.group(1), matcher.group(2));
      }
    }
    return placeholders;
  }

  private static String dashed(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  private static String variable(String property) {
    return property.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
