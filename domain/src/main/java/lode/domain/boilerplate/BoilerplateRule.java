package lode.domain.boilerplate;

/**
 * When a block is boilerplate: it stands on a large share of the pages of a host, or of a section of
 * it. One that is stays so until its share has fallen well below, so that a page more or less does
 * not turn what is read of all others.
 *
 * @param enabled whether anything is left out at all
 * @param minPages pages of a host that must have a block
 * @param share part of the pages that must have a block, above 0.5 up to 1
 * @param minCharacters characters, white space aside, of the shortest block that is left out; headings
 *     go with their sections
 */
public record BoilerplateRule(boolean enabled, int minPages, double share, int minCharacters) {

  /** Pages of a section that must have a block, where the host as a whole does not repeat it. */
  public static final int SECTION_PAGES = 3;

  /** Share that keeps boilerplate, as a part of the share that makes it. */
  static final double STAYING = 0.75;

  /** Leaves nothing out. */
  public static final BoilerplateRule OFF = new BoilerplateRule(false, 5, 0.7, 50);

  public BoilerplateRule {
    if (minPages < SECTION_PAGES
        || !(share > 0.5 && share <= 1)
        || minCharacters < PageBlocks.SHORTEST) {
      throw new IllegalArgumentException(
          "boilerplate needs at least 3 pages, a share above 0.5 up to 1 and at least 20 characters");
    }
  }

  /** Pages of {@code all} that must have a block to make it boilerplate. */
  public int pagesToBecome(int all, boolean ofHost) {
    return pages(share, all, ofHost);
  }

  /** Pages of {@code all} that must have a block that is boilerplate already. */
  public int pagesToStay(int all, boolean ofHost) {
    return pages(share * STAYING, all, ofHost);
  }

  private int pages(double part, int all, boolean ofHost) {
    // A hair less than the product: 0.7 of 10 is 7, not 8.
    return Math.max(ofHost ? minPages : SECTION_PAGES, (int) Math.ceil(part * all - 1e-9));
  }

  /** The least share that can matter, for whoever counts. */
  public double leastShare() {
    return share * STAYING;
  }
}
