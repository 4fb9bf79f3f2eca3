package lode.domain.boilerplate;

import lode.domain.document.CharInterval;

/**
 * A block of a document's main content.
 *
 * @param interval from its first character to the next block's; the blocks of a document cover its
 *     main content without a gap
 * @param characters characters that are not white space
 * @param level 1 to 6 for a heading, 0 for everything else
 * @param print 64 bits of the SHA-256 of its text with letters in lower case and white space folded:
 *     equal for blocks that say the same. Every digit and every link's target counts
 */
public record PageBlock(CharInterval interval, int characters, Kind kind, int level, long print) {

  /** What a block is, as far as it matters here. */
  public enum Kind {
    HEADING,
    /** Data: the same on many pages where things have it in common. Never boilerplate. */
    TABLE,
    /** A paragraph, a list, a quotation, code, or short paragraphs one after the other. */
    TEXT
  }

  /** Whether it is a heading. */
  boolean isHeading() {
    return kind == Kind.HEADING;
  }

  /** Whether it is boilerplate where pages repeat it. */
  boolean canRepeat() {
    return isHeading() || kind == Kind.TEXT && characters >= PageBlocks.SHORTEST;
  }
}
