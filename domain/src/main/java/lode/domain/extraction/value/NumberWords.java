package lode.domain.extraction.value;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Numbers that prose spells out: "within five days". */
final class NumberWords {

  private static final Map<String, String> NUMBERS = new HashMap<>();

  /** A compound ("twenty-five", "two hundred") is another number than its parts: it is not read. */
  private static final Pattern ALONE;

  static {
    for (List<String> row : WordTable.rows(NumberWords.class, "number-words.txt")) {
      WordTable.words(row.get(1)).forEach(word -> NUMBERS.put(word, row.get(0)));
    }
    String word =
        NUMBERS.keySet().stream().map(Pattern::quote).collect(Collectors.joining("|", "(?:", ")"));
    ALONE =
        Pattern.compile(
            "(?<![\\p{L}\\p{N}-])(?<!"
                + word
                + "[ -])"
                + word
                + "(?![\\p{L}\\p{N}]|-\\p{L}|[ -](?:and |et )?"
                + word
                + "|[ -](?:thousand|million|billion|tausend|mille|cent))",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  private NumberWords() {}

  /** The text with digits in place of the words. */
  static String asDigits(String text) {
    Matcher words = ALONE.matcher(text);
    return words.replaceAll(found -> NUMBERS.get(found.group().toLowerCase(Locale.ROOT)));
  }
}
