package lode.domain.boilerplate;

import java.util.List;
import java.util.Map;

/**
 * How many pages of a host have a block, counted from the rows of its pages.
 *
 * @param pages pages of the host whose blocks are known; linked duplicates are no pages of their own
 * @param blocks different blocks on them
 * @param sectionPages pages of each section that has enough of them
 * @param often blocks that are on enough pages of the host or of a section to matter
 */
public record BlockCounts(
    int pages, long blocks, Map<String, Integer> sectionPages, List<Count> often) {

  public BlockCounts {
    sectionPages = Map.copyOf(sectionPages);
    often = List.copyOf(often);
  }

  /** Pages of the host, or of the section, that have a block. */
  public record Count(RepeatedBlock.Key key, int pages) {}
}
