package lode.domain.crawl;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Words of terms, anchors, titles and paths, so far alike that one finds the other. */
final class LinkWords {

  private static final Set<String> EMPTY =
      Set.of(
          "the", "of", "and", "for", "in", "on", "to", "an", "der", "die", "das", "und", "von",
          "mit", "html", "htm", "php", "www", "index");

  private static final List<String> ENDINGS =
      List.of("ings", "ing", "ed", "en", "es", "er", "n", "s", "e");

  /** A stem is not cut shorter. */
  private static final int SHORTEST_STEM = 4;

  /** Parts of a compound are no shorter than this, the wanted one and the rest. */
  private static final int PART_OF_COMPOUND = 4;

  private static final double COMPOUND = 0.7;

  private LinkWords() {}

  /** Lower-case stems without marks; pairs of characters in scripts without spaces. */
  static List<String> of(String text) {
    String folded =
        Normalizer.normalize(text, Normalizer.Form.NFKD)
            .replaceAll("\\p{M}+", "")
            .toLowerCase(Locale.ROOT);
    List<String> words = new ArrayList<>();
    for (String word : folded.split("[^\\p{L}\\p{N}]+")) {
      if (!word.isEmpty() && Character.isIdeographic(word.codePointAt(0))) {
        pairs(word, words);
      } else if (!word.isEmpty() && !EMPTY.contains(word)) {
        words.add(stem(word));
      }
    }
    return words;
  }

  /** Words of a path and query, without their percent encoding. */
  static List<String> ofPath(String path) {
    byte[] raw = path.getBytes(StandardCharsets.UTF_8);
    byte[] decoded = new byte[raw.length];
    int length = 0;
    for (int i = 0; i < raw.length; i++) {
      boolean encoded =
          raw[i] == '%'
              && i + 2 < raw.length
              && Character.digit(raw[i + 1], 16) >= 0
              && Character.digit(raw[i + 2], 16) >= 0;
      decoded[length++] =
          encoded
              ? (byte) (Character.digit(raw[i + 1], 16) * 16 + Character.digit(raw[i + 2], 16))
              : raw[i];
      i += encoded ? 2 : 0;
    }
    return of(new String(decoded, 0, length, StandardCharsets.UTF_8));
  }

  private static void pairs(String word, List<String> words) {
    int[] characters = word.codePoints().toArray();
    for (int i = 0; i < Math.max(1, characters.length - 1); i++) {
      words.add(new String(characters, i, Math.min(2, characters.length - i)));
    }
  }

  private static String stem(String word) {
    for (String ending : ENDINGS) {
      if (word.endsWith(ending) && word.length() - ending.length() >= SHORTEST_STEM) {
        return word.substring(0, word.length() - ending.length());
      }
    }
    return word.length() > 3 && word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
  }

  /** How much a word of a link is the wanted one, 0 to 1. */
  static double likeness(String wanted, String word) {
    if (wanted.equals(word)) {
      return 1;
    }
    boolean compound =
        wanted.length() >= PART_OF_COMPOUND
            && word.length() >= wanted.length() + PART_OF_COMPOUND
            && (word.startsWith(wanted) || word.endsWith(wanted));
    return compound ? COMPOUND : 0;
  }
}
