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

  /** Characters of a text that are read when they are enough to be sure. */
  private static final int FEW_CHARACTERS = 3_000;

  /** Characters that are read at most. */
  private static final int MOST_CHARACTERS = 8_000;

  /** From this certainty on no more of a text is read. */
  private static final double SURE = 0.8;

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

  /** Which languages of a script have a word. */
  private static final Map<UnicodeScript, Map<String, List<Vote>>> VOTES = votes();

  private LanguageDetector() {}

  private static Map<UnicodeScript, Map<String, List<Vote>>> votes() {
    Map<UnicodeScript, Map<String, List<Vote>>> votes = new EnumMap<>(UnicodeScript.class);
    PROFILES.forEach(
        (script, profiles) -> {
          Map<String, List<Vote>> ofScript = new HashMap<>();
          for (int i = 0; i < profiles.size(); i++) {
            int profile = i;
            profiles
                .get(i)
                .weights()
                .forEach(
                    (word, weight) ->
                        ofScript
                            .computeIfAbsent(word, w -> new ArrayList<>())
                            .add(new Vote(profile, weight)));
          }
          votes.put(script, ofScript);
        });
    return votes;
  }

  private static UnicodeScript scriptOf(LanguageProfile profile) {
    return UnicodeScript.of(profile.weights().keySet().iterator().next().codePointAt(0));
  }

  /** The probable language of a text; empty when nothing in it says one. */
  public static Optional<DetectedLanguage> detect(String text) {
    if (text.length() <= FEW_CHARACTERS) {
      return detectAll(text);
    }
    Optional<DetectedLanguage> few = detectAll(sample(text));
    if (few.filter(language -> language.certainty() >= SURE).isPresent()) {
      return few;
    }
    // A list of names in the middle of a page says less than its menu.
    Optional<DetectedLanguage> more =
        detectAll(text.substring(0, Math.min(text.length(), MOST_CHARACTERS)));
    boolean isBetter =
        few.isEmpty()
            || more.filter(language -> language.certainty() >= few.get().certainty()).isPresent();
    return isBetter ? more : few;
  }

  private static Optional<DetectedLanguage> detectAll(String text) {
    Sample read = new Sample(text);
    int letters = read.scripts.values().stream().mapToInt(Integer::intValue).sum();
    Optional<Map.Entry<UnicodeScript, Integer>> most =
        read.scripts.entrySet().stream().max(Map.Entry.comparingByValue());
    if (most.isEmpty()) {
      return Optional.empty();
    }
    UnicodeScript script = most.get().getKey();
    double share = most.get().getValue() / (double) letters;
    if (PROFILES.containsKey(script)) {
      return byWords(read, script, share);
    }
    String tag = byScript(read.text, script, read.scripts);
    double certainty = share * Math.min(1, most.get().getValue() / (double) ENOUGH_LETTERS);
    return tag.isEmpty()
        ? Optional.empty()
        : Optional.of(new DetectedLanguage(tag, Math.min(0.99, certainty)));
  }

  /** Whole words of a long text, from before its middle: a page begins with menus and ends so. */
  private static String sample(String text) {
    int start = (text.length() - FEW_CHARACTERS) / 3;
    int space = text.indexOf(' ', start);
    int from = space >= 0 && space < start + FEW_CHARACTERS / 10 ? space : start;
    return text.substring(from, Math.min(text.length(), from + FEW_CHARACTERS));
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
      Sample read, UnicodeScript script, double share) {
    List<LanguageProfile> profiles = PROFILES.get(script);
    int tokens = read.words.values().stream().mapToInt(Integer::intValue).sum();
    List<Candidate> candidates = candidates(profiles, VOTES.get(script), read.words, read.letters);
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

  private static List<Candidate> candidates(
      List<LanguageProfile> profiles,
      Map<String, List<Vote>> votes,
      Map<String, Integer> words,
      Map<Integer, Integer> letters) {
    double[] scores = new double[profiles.size()];
    int[] distinct = new int[profiles.size()];
    int[] tokens = new int[profiles.size()];
    words.forEach(
        (word, count) -> {
          for (Vote vote : votes.getOrDefault(word, List.of())) {
            scores[vote.profile] += vote.weight * Math.sqrt(count);
            distinct[vote.profile]++;
            tokens[vote.profile] += count;
          }
        });
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      LanguageProfile profile = profiles.get(i);
      double score = scores[i] - FOREIGN_LETTER * foreignLetters(profile, letters);
      candidates.add(new Candidate(profile.tag(), score, distinct[i], tokens[i]));
    }
    return candidates;
  }

  private static int foreignLetters(LanguageProfile profile, Map<Integer, Integer> letters) {
    int foreign = 0;
    for (Map.Entry<Integer, Integer> letter : letters.entrySet()) {
      if (!profile.letters().contains(letter.getKey())) {
        foreign += letter.getValue();
      }
    }
    return Math.min(MOST_FOREIGN_LETTERS, foreign);
  }

  /** What a text is made of, from one walk over it. */
  private static final class Sample {

    private final String text;

    /** Letters of each script; kana and Han characters count for Japanese and Chinese together. */
    private final Map<UnicodeScript, Integer> scripts = new EnumMap<>(UnicodeScript.class);

    /** Words in lower case, none more often than {@link #MOST_REPEATS}. */
    private final Map<String, Integer> words = new HashMap<>();

    /** Letters beyond ASCII, in lower case. */
    private final Map<Integer, Integer> letters = new HashMap<>();

    Sample(String text) {
      this.text = text;
      // An array is read several times as fast as a string.
      char[] chars = text.toCharArray();
      int plain = 0;
      int start = 0;
      for (int i = 0; i < chars.length; i++) {
        char c = chars[i];
        if (c >= 'a' && c <= 'z') {
          plain++;
        } else if (c >= 'A' && c <= 'Z') {
          plain++;
          chars[i] = (char) (c + ('a' - 'A'));
        } else if (c < 128 || !isInWord(c)) {
          addWord(chars, start, i);
          start = i + 1;
        } else {
          chars[i] = Character.toLowerCase(c);
          addLetter(c, chars[i]);
        }
      }
      addWord(chars, start, chars.length);
      if (plain > 0) {
        scripts.merge(UnicodeScript.LATIN, plain, Integer::sum);
      }
    }

    private static boolean isInWord(char c) {
      return Character.isLetter(c) || Character.getType(c) == Character.NON_SPACING_MARK;
    }

    private void addLetter(char c, char lowerCase) {
      if (Character.isLetter(c)) {
        UnicodeScript script = UnicodeScript.of(c);
        boolean japanese = script == UnicodeScript.HIRAGANA || script == UnicodeScript.KATAKANA;
        scripts.merge(japanese ? UnicodeScript.HAN : script, 1, Integer::sum);
        letters.merge((int) lowerCase, 1, Integer::sum);
      }
    }

    private void addWord(char[] chars, int start, int end) {
      if (end > start) {
        words.merge(
            new String(chars, start, end - start), 1, (a, b) -> Math.min(MOST_REPEATS, a + b));
      }
    }
  }

  private record Vote(int profile, double weight) {}

  private record Candidate(String tag, double score, int words, int tokens) {}
}
