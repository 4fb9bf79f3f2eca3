package lode.standalone.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code docs/reference/cli.md} against the commands. */
class CommandLineDocTest {

  private static final Pattern OPTION = Pattern.compile("`(--?[a-z][a-z-]*)[ `]");
  private static final Set<String> OF_EVERY_COMMAND = Set.of("-h", "--help", "-V", "--version");

  private final String page = Page.read("docs/reference/cli.md");

  @Test
  void documentsEveryCommandWithItsOptions() throws ClassNotFoundException {
    for (Class<?> command : commands()) {
      String name = command.getAnnotation(Command.class).name();
      assertThat(page).contains("## `lode " + name);
      String section = section(name);
      for (Field field : fields(command)) {
        Option option = field.getAnnotation(Option.class);
        if (option != null) {
          List.of(option.names())
              .forEach(one -> assertThat(section).as(name).containsPattern("`" + one + "[ `]"));
        }
        Parameters parameter = field.getAnnotation(Parameters.class);
        if (parameter != null) {
          assertThat(section.lines().findFirst().orElse("")).contains(parameter.paramLabel());
        }
      }
    }
  }

  @Test
  void documentsNoOptionThatDoesNotExist() throws ClassNotFoundException {
    for (Class<?> command : commands()) {
      Set<String> known = new TreeSet<>(OF_EVERY_COMMAND);
      for (Field field : fields(command)) {
        if (field.isAnnotationPresent(Option.class)) {
          known.addAll(List.of(field.getAnnotation(Option.class).names()));
        }
      }
      Matcher documented = OPTION.matcher(section(command.getAnnotation(Command.class).name()));
      while (documented.find()) {
        assertThat(known).contains(documented.group(1));
      }
    }
  }

  @Test
  void documentsTheExitCodes() throws ReflectiveOperationException {
    Class<?> codes = Class.forName("lode.standalone.cli.ExitCode");
    for (Field field : codes.getDeclaredFields()) {
      if (field.getType() == int.class) {
        field.setAccessible(true);
        assertThat(page).as(field.getName()).contains("\n| " + field.getInt(null) + " |");
      }
    }
  }

  /** Fields of a command, and of the groups of options that it shares with others. */
  private static List<Field> fields(Class<?> command) {
    List<Field> fields = new ArrayList<>();
    for (Field field : command.getDeclaredFields()) {
      fields.add(field);
      if (field.isAnnotationPresent(Mixin.class)) {
        fields.addAll(fields(field.getType()));
      }
    }
    return fields;
  }

  private String section(String name) {
    int start = page.indexOf("## `lode " + name);
    int end = page.indexOf("\n## ", start);
    return page.substring(start, end < 0 ? page.length() : end);
  }

  /** The commands below {@code lode} itself. */
  private static List<Class<?>> commands() throws ClassNotFoundException {
    var scanner = new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(Command.class));
    List<Class<?>> commands = new ArrayList<>();
    for (BeanDefinition found : scanner.findCandidateComponents("lode.standalone.cli")) {
      Class<?> type = Class.forName(found.getBeanClassName());
      if (!type.getAnnotation(Command.class).name().equals("lode")) {
        commands.add(type);
      }
    }
    assertThat(commands).isNotEmpty();
    return commands;
  }
}
