package lode.adapters.llm;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A key that is only ever sent, never shown.
 *
 * @param value the key; null when the endpoint needs none
 */
public record Secret(@Nullable String value) {

  private static final Pattern KEY_LIKE =
      Pattern.compile("(?i)\\b(bearer\\s+\\S+|(sk|pk|api|key)[-_][A-Za-z0-9_*.-]{6,})");

  public Secret {
    value = value == null || value.isBlank() ? null : value.strip();
  }

  /** The text without this key and without what looks like another. */
  public String removedFrom(String text) {
    String without = value == null ? text : text.replace(value, "[key]");
    return KEY_LIKE.matcher(without).replaceAll("[key]");
  }

  @Override
  public String toString() {
    return value == null ? "Secret[none]" : "Secret[redacted]";
  }
}
