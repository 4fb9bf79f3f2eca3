package lode.domain.boilerplate;

import lode.domain.document.CharInterval;

/**
 * A block of a document's main content: a paragraph, a list, a table, a piece of code, a quotation or
 * a heading.
 *
 * @param interval from its first character to the next block's; the blocks of a document cover its
 *     main content without a gap
 * @param characters characters that are not white space
 * @param level 1 to 6 for a heading, 0 for everything else
 * @param print 64 bits of the SHA-256 of its text with letters in lower case and white space folded:
 *     equal for blocks that say the same. Every digit and every link's target counts
 */
public record PageBlock(CharInterval interval, int characters, int level, long print) {

  /** Whether it is a heading. */
  public boolean isHeading() {
    return level > 0;
  }
}
