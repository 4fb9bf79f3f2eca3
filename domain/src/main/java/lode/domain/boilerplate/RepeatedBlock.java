package lode.domain.boilerplate;

import lode.domain.document.SourceId;

/**
 * A block that is boilerplate on a host or in a section of it.
 *
 * @param section empty for the whole host, see {@link SitePlace#sections()}
 * @param pages pages that had it when it was counted last
 * @param keeper the page that it stays on
 */
public record RepeatedBlock(long print, String section, int pages, SourceId keeper) {

  /** What is repeated, and where. */
  public record Key(long print, String section) {}

  /** Its print and section. */
  public Key key() {
    return new Key(print, section);
  }
}
