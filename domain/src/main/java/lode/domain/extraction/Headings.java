package lode.domain.extraction;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lode.domain.document.CharInterval;
import lode.domain.document.Document;
import lode.domain.extraction.value.WordTable;

/** The headings of a document and what they say about the parts below them. */
final class Headings {

  private static final Pattern HEADING =
      Pattern.compile(
          "(?m)^(#{1,6})[ \\t]+(?:\\[([^\\]\\n]+)\\]\\([^)\\n]*\\)|([^\\n]+?))[ \\t#]*$");
  private static final Map<String, Set<String>> WORDS = new HashMap<>();

  static {
    for (List<String> row : WordTable.rows(Headings.class, "headings.txt")) {
      Set<String> phrases = new HashSet<>();
      WordTable.words(row.get(1)).forEach(phrase -> phrases.add(plain(phrase)));
      WORDS.put(row.get(0), phrases);
    }
  }

  /** A heading with its level and the place of its words. */
  record Heading(int level, String words, CharInterval place) {}

  private final List<Heading> headings = new ArrayList<>();

  private Headings() {}

  static Headings of(Document document) {
    Headings found = new Headings();
    Matcher matcher = HEADING.matcher(document.content());
    while (matcher.find()) {
      int group = matcher.group(2) == null ? 3 : 2;
      CharInterval place = new CharInterval(matcher.start(group), matcher.end(group));
      found.headings.add(new Heading(matcher.group(1).length(), matcher.group(group), place));
    }
    return found;
  }

  /** The only heading of the first level, or the first one. */
  Optional<Heading> main() {
    return headings.stream().filter(heading -> heading.level() == 1).findFirst();
  }

  /** Whether a part at that place stands below a heading about other things. */
  boolean aside(int position) {
    int level = 7;
    for (int i = headings.size() - 1; i >= 0; i--) {
      Heading heading = headings.get(i);
      if (heading.place().start() < position && heading.level() < level) {
        level = heading.level();
        // What the whole page is about is no aside of it.
        if (level > 1 && isAside(heading.words())) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether the words head a part about other things ("Related products"). */
  static boolean isAside(String words) {
    String padded = " " + plain(words) + " ";
    return WORDS.get("aside").stream().anyMatch(phrase -> padded.contains(" " + phrase + " "));
  }

  /** Whether the words only name a part of a page ("Technical data"). */
  static boolean isSection(String words) {
    String plain = plain(words);
    if (plain.isEmpty() || WORDS.get("section").contains(plain)) {
      return true;
    }
    return !Vocabulary.meanings(Vocabulary.key(Vocabulary.tokens(words))).isEmpty();
  }

  /** Whether every word of the text is one of part names. */
  static boolean onlySectionWords(Set<String> tokens) {
    Set<String> known = new HashSet<>();
    WORDS.get("section").forEach(phrase -> known.addAll(List.of(phrase.split(" "))));
    return known.containsAll(tokens);
  }

  static String plain(String words) {
    return Vocabulary.fold(words).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
  }
}
