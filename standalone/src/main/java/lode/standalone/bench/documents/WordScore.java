package lode.standalone.bench.documents;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Precision, recall and F1 of a text over the bag of its words: lower-cased runs of letters, digits and
 * underscores, each as often as it stands there.
 */
record WordScore(double precision, double recall, double f1) {

  private static final WordScore NOTHING = new WordScore(0, 0, 0);

  static WordScore of(List<String> gold, List<String> found) {
    Map<String, Integer> left = new HashMap<>();
    gold.forEach(word -> left.merge(word, 1, Integer::sum));
    int right = 0;
    for (String word : found) {
      Integer count = left.get(word);
      if (count != null && count > 0) {
        left.put(word, count - 1);
        right++;
      }
    }
    if (right == 0) {
      return NOTHING;
    }
    double precision = (double) right / found.size();
    double recall = (double) right / gold.size();
    return new WordScore(precision, recall, 2 * precision * recall / (precision + recall));
  }

  /** The words of a text, in order. */
  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    int start = -1;
    for (int at = 0; at <= text.length(); ) {
      int c = at < text.length() ? text.codePointAt(at) : ' ';
      if (isWordCharacter(c)) {
        start = start < 0 ? at : start;
      } else if (start >= 0) {
        words.add(text.substring(start, at).toLowerCase(Locale.ROOT));
        start = -1;
      }
      at += Character.charCount(c);
    }
    return words;
  }

  private static boolean isWordCharacter(int c) {
    int type = Character.getType(c);
    return Character.isLetterOrDigit(c)
        || c == '_'
        || type == Character.LETTER_NUMBER
        || type == Character.OTHER_NUMBER;
  }
}
