package lode.domain.search;

/**
 * Term weights by term number; the index multiplies them by the terms' inverse document frequency.
 *
 * @param terms ascending term numbers (unsigned)
 * @param weights one weight a term
 */
public record SparseVector(int[] terms, float[] weights) {

  public SparseVector {
    if (terms.length != weights.length) {
      throw new IllegalArgumentException("one weight a term");
    }
  }
}
