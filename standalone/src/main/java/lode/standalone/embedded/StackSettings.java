package lode.standalone.embedded;

import java.util.Map;
import java.util.Optional;

/**
 * The settings that decide what the stack starts, as environment variables.
 *
 * @param environment names and values; blank values count as not set
 */
public record StackSettings(Map<String, String> environment) {
  public StackSettings {
    environment = Map.copyOf(environment);
  }

  /** The settings of this process. */
  public static StackSettings fromEnvironment() {
    return new StackSettings(System.getenv());
  }

  /** The value of a setting, without blanks around it. */
  public Optional<String> get(String name) {
    return Optional.ofNullable(environment.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }

  /** Whether a switch is on: set to anything but {@code false}, {@code no} or {@code 0}. */
  public boolean isSet(String name) {
    return get(name)
        .filter(v -> !v.equalsIgnoreCase("false") && !v.equalsIgnoreCase("no") && !v.equals("0"))
        .isPresent();
  }
}
