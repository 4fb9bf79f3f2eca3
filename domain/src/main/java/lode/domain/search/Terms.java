package lode.domain.search;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Words of a text as sparse vectors: saturated term frequencies as in BM25 for documents, plain ones
 * for queries. Inverse document frequency is the index's business.
 */
public final class Terms {

  /** Saturation and length normalisation of BM25. */
  private static final double K1 = 1.2;

  private static final double B = 0.75;

  /** Words of an ordinary passage; only the ratio to it matters. */
  private static final double ORDINARY_LENGTH = 80;

  private Terms() {}

  /** The vector of a text to be found. */
  public static SparseVector ofDocument(String text) {
    List<String> words = words(text);
    double norm = K1 * (1 - B + B * words.size() / ORDINARY_LENGTH);
    Map<Integer, Double> counts = counts(words);
    counts.replaceAll((term, count) -> count * (K1 + 1) / (count + norm));
    return vector(counts);
  }

  /** The vector of a query. */
  public static SparseVector ofQuery(String text) {
    return vector(counts(words(text)));
  }

  /** Lower-case words without marks; scripts without spaces give pairs of characters. */
  static List<String> words(String text) {
    String folded = Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    int[] codePoints = folded.codePoints().toArray();
    for (int i = 0; i < codePoints.length; i++) {
      int c = codePoints[i];
      if (isUnspaced(c)) {
        flush(word, words);
        int next = i + 1 < codePoints.length ? codePoints[i + 1] : 0;
        words.add(isUnspaced(next) ? new String(codePoints, i, 2) : new String(codePoints, i, 1));
      } else if (Character.isLetterOrDigit(c)) {
        word.appendCodePoint(c);
      } else if (Character.getType(c) != Character.NON_SPACING_MARK) {
        flush(word, words);
      }
    }
    flush(word, words);
    return words;
  }

  private static boolean isUnspaced(int c) {
    if (c < 0x0e00) {
      return false;
    }
    Character.UnicodeScript script = Character.UnicodeScript.of(c);
    return script == Character.UnicodeScript.HAN
        || script == Character.UnicodeScript.HIRAGANA
        || script == Character.UnicodeScript.KATAKANA
        || script == Character.UnicodeScript.THAI;
  }

  private static void flush(StringBuilder word, List<String> words) {
    if (word.length() > 0) {
      words.add(stem(word.toString()));
      word.setLength(0);
    }
  }

  /** Folds the English plural; anything more costs precision on names and part numbers. */
  private static String stem(String word) {
    boolean plural =
        word.length() > 3 && word.endsWith("s") && !word.endsWith("ss") && !word.endsWith("us");
    return plural && word.chars().noneMatch(Character::isDigit)
        ? word.substring(0, word.length() - 1)
        : word;
  }

  private static Map<Integer, Double> counts(List<String> words) {
    Map<Integer, Double> counts = new TreeMap<>(Integer::compareUnsigned);
    words.forEach(word -> counts.merge(number(word), 1.0, Double::sum));
    return counts;
  }

  /** A term's number: 32-bit FNV-1a of its code units, spread; the same on every machine. */
  private static int number(String word) {
    int hash = 0x811c9dc5;
    for (int i = 0; i < word.length(); i++) {
      hash = (hash ^ word.charAt(i)) * 0x01000193;
    }
    hash ^= hash >>> 16;
    hash *= 0x7feb352d;
    return hash ^ hash >>> 15;
  }

  private static SparseVector vector(Map<Integer, Double> counts) {
    int[] terms = counts.keySet().stream().mapToInt(Integer::intValue).toArray();
    float[] weights = new float[terms.length];
    int i = 0;
    for (double weight : counts.values()) {
      weights[i++] = (float) weight;
    }
    return new SparseVector(terms, weights);
  }
}
