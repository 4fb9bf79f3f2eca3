package lode.domain.document;

import org.jspecify.annotations.Nullable;

/**
 * What tells whether two pages say the same, computed once per page and small enough for an index.
 *
 * <p>Two pages whose visible text is equal say the same if their {@code facts} are equal, too: a
 * reader sees no structured data, extraction does. Two pages with text that is nearly the same say
 * the same only if facts and heading are equal: variants of a product differ in nothing but a number
 * or a name.
 *
 * @param isTrivial whether the text is too little to say that another page with it is the same page
 * @param simHash of the main text; null when that is too short to be compared by likeness
 * @param facts hash of all that must be equal: the numbers of the visible text in their order, each
 *     with the word after it, and the structured data without URLs
 * @param heading hash of title and h1 headings
 */
public record ContentPrint(boolean isTrivial, @Nullable SimHash simHash, long facts, long heading) {

  /** Bits in which the hashes of pages that say the same may differ. */
  public static final int NEAR = 3;

  /** A main text with fewer words has too few shingles: one other word could pass for the same. */
  public static final int WORDS_TO_COMPARE = 50;

  /** A text with fewer words is that of an empty page, a form or an error. */
  public static final int WORDS_TO_BE_SAME = 8;

  /** Of {@link #NEAR} + 1 bands of the hash one is equal in two that are near. */
  private static final int BANDS = NEAR + 1;

  private static final int BAND_BITS = 64 / BANDS;

  /** The print of a text that has no markup. */
  public static ContentPrint ofText(@Nullable String title, String text) {
    SimHash hash = SimHash.of(text);
    FactHash facts = new FactHash();
    facts.numbers(text);
    FactHash heading = new FactHash();
    heading.text(title == null ? "" : title);
    return of(hash.words(), hash, facts.value(), heading.value());
  }

  static ContentPrint of(int words, SimHash main, long facts, long heading) {
    SimHash simHash = main.words() < WORDS_TO_COMPARE ? null : main;
    return new ContentPrint(words < WORDS_TO_BE_SAME, simHash, facts, heading);
  }

  /**
   * Keys of which two prints that are near share at least one: a band of the hash with facts and
   * heading. Null when the text is not compared by likeness.
   */
  public long @Nullable [] nearKeys() {
    if (simHash == null || isTrivial) {
      return null;
    }
    long guard = SimHash.mix(facts) + 31 * SimHash.mix(heading);
    long[] keys = new long[BANDS];
    for (int band = 0; band < BANDS; band++) {
      long bits = simHash.bits() >>> band * BAND_BITS & (1L << BAND_BITS) - 1;
      keys[band] = SimHash.mix(guard ^ SimHash.mix(bits << 2 | band));
    }
    return keys;
  }
}
