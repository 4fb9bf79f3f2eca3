package lode.domain.extraction;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import lode.domain.extraction.value.WordTable;

/** The words by which schemas and pages call the same things, from {@code labels.txt}. */
final class Vocabulary {

  private static final Set<String> NOISE = new HashSet<>();
  private static final Map<String, String> SAME = new HashMap<>();
  private static final Map<String, Set<Integer>> MEANINGS = new HashMap<>();
  private static final Pattern WORD_END = Pattern.compile("(?<=[\\p{Ll}])(?=[\\p{Lu}])");
  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}#]+");

  static {
    for (List<String> row : WordTable.rows(Vocabulary.class, "label-words.txt")) {
      List<String> words = WordTable.words(row.get(1)).stream().map(Vocabulary::fold).toList();
      if (row.get(0).equals("noise")) {
        NOISE.addAll(words);
      } else {
        words.forEach(word -> SAME.put(word, words.get(0)));
      }
    }
    int meaning = 0;
    for (List<String> row : WordTable.rows(Vocabulary.class, "labels.txt")) {
      for (String phrase : WordTable.words(row.get(0))) {
        MEANINGS.computeIfAbsent(key(tokens(phrase)), key -> new HashSet<>()).add(meaning);
      }
      meaning++;
    }
  }

  private Vocabulary() {}

  /** Words of a text: folded, noise left out, usual short forms spelled out, plurals as singulars. */
  static List<String> tokens(String text) {
    List<String> all = new ArrayList<>();
    List<String> telling = new ArrayList<>();
    String apart = text.indexOf(' ') < 0 ? WORD_END.matcher(text).replaceAll(" ") : text;
    for (String word : NO_WORD.split(fold(apart).replace('_', ' '))) {
      if (word.isEmpty()) {
        continue;
      }
      String token = SAME.getOrDefault(word, stem(word));
      all.add(token);
      if (!NOISE.contains(word)) {
        telling.add(token);
      }
    }
    return telling.isEmpty() ? all : telling;
  }

  /** The same for the same words in any order. */
  static String key(List<String> tokens) {
    return String.join(" ", new TreeSet<>(tokens));
  }

  /** Numbers of the things that a phrase can mean; empty for an unknown phrase. */
  static Set<Integer> meanings(String key) {
    return MEANINGS.getOrDefault(key, Set.of());
  }

  /** Whether two phrases can mean one thing. */
  static boolean synonyms(String key, String other) {
    return !Collections.disjoint(meanings(key), meanings(other));
  }

  /** Lower case without accents. */
  static String fold(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKD)
        .replaceAll("\\p{M}+", "")
        .replace("ß", "ss")
        .toLowerCase(Locale.ROOT)
        .strip();
  }

  private static String stem(String word) {
    if (word.length() > 4 && word.endsWith("ies")) {
      return word.substring(0, word.length() - 3) + "y";
    }
    boolean plural = word.length() > 3 && word.endsWith("s") && !word.endsWith("ss");
    return plural && word.charAt(word.length() - 2) < 0x250
        ? word.substring(0, word.length() - 1)
        : word;
  }
}
