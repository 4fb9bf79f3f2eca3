package lode.domain.document;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Tells the language of running text: by script where one language writes it, else by its small
 * words and its letters. Knows 38 languages; what is none of them gets a low certainty.
 */
public final class LanguageDetector {

  /** Characters of a text that are read. */
  private static final int MOST_CHARACTERS = 20_000;

  /** Letters from which on a script says a language. */
  private static final int ENOUGH_LETTERS = 40;

  /** Different small words from which on words say a language. */
  private static final double ENOUGH_WORDS = 8;

  /** Running text has at least this share of the small words that are known. */
  private static final double ORDINARY_SHARE = 0.12;

  /** A word that is repeated, as in a menu, counts no more often than this. */
  private static final int MOST_REPEATS = 4;

  /** How much a letter that a language does not write speaks against it. */
  private static final double FOREIGN_LETTER = 2.0;

  private static final int MOST_FOREIGN_LETTERS = 12;

  /** Words of a text are no independent witnesses: what they say together is damped. */
  private static final double DAMPING = 0.35;

  private static final Map<UnicodeScript, String> ONE_LANGUAGE =
      Map.of(
          UnicodeScript.GREEK, "el",
          UnicodeScript.HEBREW, "he",
          UnicodeScript.THAI, "th",
          UnicodeScript.HANGUL, "ko",
          UnicodeScript.DEVANAGARI, "hi");

  /** Characters that only one way of writing Chinese has. */
  private static final String SIMPLIFIED = "这们个国为会来时说对发经学开关与业东车长门见马书电务产实现应过还进";

  private static final String TRADITIONAL = "這們個國為會來時說對發經學開關與業東車長門見馬書電務產實現應過還進";

  private static final String PERSIAN = "پچژگکی";

  private static final Map<UnicodeScript, List<LanguageProfile>> PROFILES =
      LanguageProfile.read().stream()
          .collect(Collectors.groupingBy(LanguageDetector::scriptOf, Collectors.toList()));

  private LanguageDetector() {}

  private static UnicodeScript scriptOf(LanguageProfile profile) {
    return UnicodeScript.of(profile.weights().keySet().iterator().next().codePointAt(0));
  }

  /** The probable language of a text; empty when nothing in it says one. */
  public static Optional<DetectedLanguage> detect(String text) {
    String read = text.substring(0, Math.min(text.length(), MOST_CHARACTERS));
    Map<UnicodeScript, Integer> scripts = scripts(read);
    int letters = scripts.values().stream().mapToInt(Integer::intValue).sum();
    Optional<Map.Entry<UnicodeScript, Integer>> most =
        scripts.entrySet().stream().max(Map.Entry.comparingByValue());
    if (most.isEmpty()) {
      return Optional.empty();
    }
    UnicodeScript script = most.get().getKey();
    double share = most.get().getValue() / (double) letters;
    if (PROFILES.containsKey(script)) {
      return byWords(read, PROFILES.get(script), share);
    }
    String tag = byScript(read, script, scripts);
    double certainty = share * Math.min(1, most.get().getValue() / (double) ENOUGH_LETTERS);
    return tag.isEmpty()
        ? Optional.empty()
        : Optional.of(new DetectedLanguage(tag, Math.min(0.99, certainty)));
  }

  /** Letters of each script; kana and Han characters count for Japanese and Chinese together. */
  private static Map<UnicodeScript, Integer> scripts(String text) {
    Map<UnicodeScript, Integer> scripts = new EnumMap<>(UnicodeScript.class);
    text.codePoints()
        .filter(Character::isLetter)
        .forEach(
            c -> {
              UnicodeScript script = UnicodeScript.of(c);
              boolean japanese =
                  script == UnicodeScript.HIRAGANA || script == UnicodeScript.KATAKANA;
              scripts.merge(japanese ? UnicodeScript.HAN : script, 1, Integer::sum);
            });
    return scripts;
  }

  private static String byScript(
      String text, UnicodeScript script, Map<UnicodeScript, Integer> scripts) {
    if (script == UnicodeScript.HAN) {
      return chineseOrJapanese(text, scripts.getOrDefault(script, 0));
    }
    if (script == UnicodeScript.ARABIC) {
      long persian = count(text, PERSIAN);
      return persian * 20 > scripts.getOrDefault(script, 0) ? "fa" : "ar";
    }
    return ONE_LANGUAGE.getOrDefault(script, "");
  }

  private static String chineseOrJapanese(String text, int characters) {
    long kana =
        text.codePoints()
            .filter(
                c ->
                    UnicodeScript.of(c) == UnicodeScript.HIRAGANA
                        || UnicodeScript.of(c) == UnicodeScript.KATAKANA)
            .count();
    if (kana * 10 > characters) {
      return "ja";
    }
    long simplified = count(text, SIMPLIFIED);
    long traditional = count(text, TRADITIONAL);
    if (simplified == traditional) {
      return "zh";
    }
    return simplified > traditional ? "zh-Hans" : "zh-Hant";
  }

  private static long count(String text, String characters) {
    return text.codePoints().filter(c -> characters.indexOf(c) >= 0).count();
  }

  private static Optional<DetectedLanguage> byWords(
      String text, List<LanguageProfile> profiles, double share) {
    Map<String, Integer> words = words(text);
    int tokens = words.values().stream().mapToInt(Integer::intValue).sum();
    Map<Integer, Integer> letters = letters(text);
    List<Candidate> candidates = new ArrayList<>();
    for (LanguageProfile profile : profiles) {
      candidates.add(candidate(profile, words, letters));
    }
    Candidate best =
        candidates.stream().max((a, b) -> Double.compare(a.score, b.score)).orElseThrow();
    if (best.words == 0) {
      return Optional.empty();
    }
    double others =
        candidates.stream()
            .mapToDouble(other -> Math.exp(DAMPING * (other.score - best.score)))
            .sum();
    double certainty =
        share
            / others
            * Math.min(1, best.words / ENOUGH_WORDS)
            * Math.min(1, best.tokens / (ORDINARY_SHARE * tokens));
    return Optional.of(new DetectedLanguage(best.tag, Math.min(0.99, certainty)));
  }

  private static Candidate candidate(
      LanguageProfile profile, Map<String, Integer> words, Map<Integer, Integer> letters) {
    double score = 0;
    int distinct = 0;
    int tokens = 0;
    for (Map.Entry<String, Integer> word : words.entrySet()) {
      Double weight = profile.weights().get(word.getKey());
      if (weight != null) {
        score += weight * Math.sqrt(word.getValue());
        distinct++;
        tokens += word.getValue();
      }
    }
    int foreign = 0;
    for (Map.Entry<Integer, Integer> letter : letters.entrySet()) {
      if (!profile.letters().contains(letter.getKey())) {
        foreign += letter.getValue();
      }
    }
    score -= FOREIGN_LETTER * Math.min(MOST_FOREIGN_LETTERS, foreign);
    return new Candidate(profile.tag(), score, distinct, tokens);
  }

  private static Map<String, Integer> words(String text) {
    Map<String, Integer> words = new HashMap<>();
    StringBuilder word = new StringBuilder();
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : ' ';
      if (Character.isLetter(c) || Character.getType(c) == Character.NON_SPACING_MARK) {
        word.append(Character.toLowerCase(c));
      } else if (word.length() > 0) {
        words.merge(word.toString(), 1, (a, b) -> Math.min(MOST_REPEATS, a + b));
        word.setLength(0);
      }
    }
    return words;
  }

  private static Map<Integer, Integer> letters(String text) {
    Map<Integer, Integer> letters = new HashMap<>();
    text.codePoints()
        .filter(c -> c > 127 && Character.isLetter(c))
        .map(Character::toLowerCase)
        .forEach(c -> letters.merge(c, 1, Integer::sum));
    return letters;
  }

  private record Candidate(String tag, double score, int words, int tokens) {}
}
