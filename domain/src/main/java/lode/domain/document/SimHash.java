package lode.domain.document;

/**
 * SimHash (Charikar 2002) of a text over its shingles of three words: texts that differ little have
 * hashes that differ in few bits, unrelated ones differ in about half of them. Scripts that do not
 * part words by spaces (Chinese, Japanese, Thai) are shingled by characters. Case and punctuation do
 * not count.
 *
 * @param bits the hash; 0 for a text of fewer than three words
 * @param words words of the text, or characters where a script has no words
 */
public record SimHash(long bits, int words) {

  /** The counts of 64 bits over up to 2^31 shingles, as bit planes: bit i of plane p counts 2^p. */
  private static final int PLANES = 31;

  /** Hash of this text. */
  public static SimHash of(CharSequence text) {
    Counting counting = new Counting();
    // An array is read several times as fast as a sequence of characters.
    for (char c : text.toString().toCharArray()) {
      counting.take(c);
    }
    counting.endWord();
    return new SimHash(counting.majority(), counting.words);
  }

  /** In how many of the 64 bits the hashes differ. */
  public int distance(SimHash other) {
    return Long.bitCount(bits ^ other.bits);
  }

  /** Whether a character is a word of its own: its script does not part words by spaces. */
  static boolean isWordAlone(char c) {
    return c >= '\u0E00'
        && (c <= '\u0EFF' // Thai, Lao
            || c >= '\u1000' && c <= '\u109F' // Burmese
            || c >= '\u1780' && c <= '\u17FF' // Khmer
            || c >= '\u3040' && c <= '\u30FF' // Hiragana, Katakana
            || c >= '\u3400' && c <= '\u9FFF' // ideographs
            || c >= '\uF900' && c <= '\uFAFF'
            || c >= '\uD840' && c <= '\uD8BF' && Character.isHighSurrogate(c));
  }

  /** Spreads the bits of a hash: the last step of MurmurHash3. */
  static long mix(long hash) {
    long h = hash;
    h = (h ^ h >>> 33) * 0xff51afd7ed558ccdL;
    h = (h ^ h >>> 33) * 0xc4ceb9fe1a85ec53L;
    return h ^ h >>> 33;
  }

  /** Takes a text character by character; nothing is kept of it but sums. */
  private static final class Counting {

    /** The lower-case letter or digit that an ASCII character is; 0 for what parts words. */
    private static final char[] ASCII = new char[128];

    static {
      for (char c = 0; c < ASCII.length; c++) {
        ASCII[c] = Character.isLetterOrDigit(c) ? Character.toLowerCase(c) : 0;
      }
    }

    private static final long SEED = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private final long[] planes = new long[PLANES];
    private int words;
    private int shingles;
    private long beforeLast;
    private long last;
    private long word = SEED;
    private boolean inWord;

    void take(char c) {
      if (c < ASCII.length) {
        char folded = ASCII[c];
        if (folded == 0) {
          endWord();
        } else {
          add(folded);
        }
      } else if (isWordAlone(c)) {
        endWord();
        add(c);
        endWord();
      } else if (Character.isLetterOrDigit(c) || Character.isSurrogate(c) || isMark(c)) {
        add(Character.toLowerCase(c));
      } else {
        endWord();
      }
    }

    private static boolean isMark(char c) {
      int type = Character.getType(c);
      return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    private void add(char c) {
      word = (word ^ c) * PRIME;
      inWord = true;
    }

    void endWord() {
      if (!inWord) {
        return;
      }
      words++;
      if (words > 2) {
        count(mix(beforeLast + Long.rotateLeft(last, 21) * 3 + Long.rotateLeft(word, 42) * 5));
      }
      beforeLast = last;
      last = word;
      word = SEED;
      inWord = false;
    }

    /** Adds 64 numbers of one bit to 64 sums at once: a carry rarely goes far. */
    private void count(long hash) {
      shingles++;
      long carry = hash;
      for (int plane = 0; carry != 0 && plane < PLANES; plane++) {
        long sum = planes[plane];
        planes[plane] = sum ^ carry;
        carry &= sum;
      }
    }

    long majority() {
      long bits = 0;
      for (int bit = 0; bit < 64; bit++) {
        long count = 0;
        for (int plane = 0; plane < PLANES; plane++) {
          count |= (planes[plane] >>> bit & 1) << plane;
        }
        if (2 * count > shingles) {
          bits |= 1L << bit;
        }
      }
      return bits;
    }
  }
}
