package lode.domain.extraction.value;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import lode.domain.project.Field;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads texts, lists of texts and links. */
final class TextReader {

  private static final int LONGEST_TEXT = 2_000;
  private static final Set<String> NO_VALUES = new LinkedHashSet<>();
  private static final java.util.regex.Pattern MARKDOWN_LINK =
      java.util.regex.Pattern.compile("\\[[^\\]]*\\]\\(\\s*<?([^)\\s>]+)>?[^)]*\\)");

  static {
    for (List<String> row : WordTable.rows(TextReader.class, "no-values.txt")) {
      WordTable.words(row.get(0)).forEach(word -> NO_VALUES.add(Folding.words(word)));
    }
  }

  private TextReader() {}

  /** Whether the text only says that there is no value ("n/a", "-", "on request"). */
  static boolean saysNothing(String raw) {
    String folded = Folding.words(raw);
    return folded.isEmpty() || NO_VALUES.contains(folded);
  }

  static Optional<Reading> text(String raw, Field field) {
    String text = raw.replace('\u00a0', ' ').replaceAll("\\s+", " ").strip();
    text = text.replaceFirst("^(?i:mailto|tel):", "");
    if (text.isEmpty() || text.length() > LONGEST_TEXT || !matches(text, field.pattern())) {
      return Optional.empty();
    }
    return Optional.of(new Reading(JsonNodeFactory.instance.stringNode(text), null, 1));
  }

  static Optional<Reading> list(String raw, Field field) {
    Set<String> items = new LinkedHashSet<>();
    for (String part : split(raw)) {
      String item = part.replaceAll("\\s+", " ").strip();
      if (!item.isEmpty() && !saysNothing(item)) {
        if (!matches(item, field.pattern())) {
          return Optional.empty();
        }
        items.add(item);
      }
    }
    if (items.isEmpty()) {
      return Optional.empty();
    }
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    items.forEach(list::add);
    return Optional.of(new Reading(list, null, 1));
  }

  static Optional<Reading> url(String raw, Field field, ReadingHints hints) {
    String text = raw.strip();
    java.util.regex.Matcher link = MARKDOWN_LINK.matcher(text);
    if (link.find()) {
      text = link.group(1);
    }
    String absolute = absolute(text, hints.pageUrl());
    if (absolute == null || !matches(absolute, field.pattern())) {
      return Optional.empty();
    }
    boolean asWritten = absolute.equals(text);
    return Optional.of(
        new Reading(JsonNodeFactory.instance.stringNode(absolute), null, asWritten ? 1 : 0.95));
  }

  static @Nullable String absolute(String text, @Nullable String pageUrl) {
    if (text.isEmpty() || text.chars().anyMatch(Character::isWhitespace)) {
      return null;
    }
    try {
      String written = text.toLowerCase(Locale.ROOT).startsWith("www.") ? "https://" + text : text;
      URI uri = new URI(written);
      if (!uri.isAbsolute()) {
        boolean path = written.startsWith("/") || written.startsWith("./") || written.contains("/");
        if (pageUrl == null || !path) {
          return null;
        }
        uri = new URI(pageUrl).resolve(uri);
      }
      String scheme = uri.getScheme();
      boolean web = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
      return web && uri.getHost() != null ? uri.toString() : null;
    } catch (URISyntaxException notAUrl) {
      return null;
    }
  }

  private static boolean matches(String text, @Nullable String pattern) {
    if (pattern == null) {
      return true;
    }
    try {
      return Pattern.matches(pattern, text);
    } catch (PatternSyntaxException invalid) {
      return false;
    }
  }

  /**
   * Splits at line ends, bullets and semicolons; where there are none, at commas outside brackets and
   * numbers and at the "and" before the last item.
   */
  static List<String> split(String raw) {
    String[] strong = raw.split("\\s*(?:\\R|[•·▪‣;|、；]|\\s/\\s)\\s*");
    if (strong.length > 1) {
      return List.of(strong);
    }
    List<String> parts = atCommas(raw);
    String last = parts.get(parts.size() - 1);
    String[] joined = last.split("\\s+(?:and|und|et|y|e|en|och|og|i|и|&)\\s+");
    boolean plain = last.strip().split("\\s+").length == 3;
    if (joined.length == 2 && (parts.size() > 1 && !joined[0].isBlank() || plain)) {
      parts.remove(parts.size() - 1);
      parts.addAll(List.of(joined));
    } else if (parts.size() > 1) {
      parts.set(
          parts.size() - 1, last.replaceFirst("^\\s*(?:and|und|et|y|e|en|och|og|i|и|&)\\s+", ""));
    }
    return parts;
  }

  private static List<String> atCommas(String raw) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '(' || c == '[') {
        depth++;
      } else if (c == ')' || c == ']') {
        depth--;
      } else if ((c == ',' || c == '，') && depth <= 0 && !insideNumber(raw, i)) {
        parts.add(raw.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(raw.substring(start));
    return parts;
  }

  private static boolean insideNumber(String raw, int at) {
    return at > 0
        && at + 1 < raw.length()
        && Character.isDigit(raw.charAt(at - 1))
        && Character.isDigit(raw.charAt(at + 1));
  }
}
