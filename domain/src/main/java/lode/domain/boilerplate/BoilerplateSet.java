package lode.domain.boilerplate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import lode.domain.document.CharInterval;
import lode.domain.document.Document;
import lode.domain.document.SourceId;

/**
 * The blocks of one host that are boilerplate, as decided once. A set never changes: another decision
 * is another version.
 *
 * @param version counts the decisions of a host that differ, from 1; 0 before the first
 * @param minCharacters see {@link BoilerplateRule}
 */
public record BoilerplateSet(int version, int minCharacters, List<RepeatedBlock> blocks) {

  /** Nothing is boilerplate yet. */
  public static final BoilerplateSet NONE = new BoilerplateSet(0, 1, List.of());

  private static final int LEVELS = 7;

  public BoilerplateSet {
    blocks = List.copyOf(blocks);
  }

  /** Whether both leave the same out of the same pages, whatever was counted. */
  public boolean leavesOutTheSameAs(BoilerplateSet other) {
    return minCharacters == other.minCharacters && keepers().equals(other.keepers());
  }

  private Map<RepeatedBlock.Key, SourceId> keepers() {
    return blocks.stream().collect(Collectors.toMap(RepeatedBlock::key, RepeatedBlock::keeper));
  }

  /** Blocks that come back to pages when {@code next} takes this one's place. */
  public List<Released> releasedBy(BoilerplateSet next) {
    Map<RepeatedBlock.Key, SourceId> then = next.keepers();
    Set<Released> released = new LinkedHashSet<>();
    for (RepeatedBlock block : blocks) {
      SourceId keeper =
          then.getOrDefault(block.key(), then.get(new RepeatedBlock.Key(block.print(), "")));
      if (keeper == null || next.minCharacters > minCharacters) {
        released.add(new Released(block.print(), null));
      } else if (!block.keeper().equals(keeper)) {
        released.add(new Released(block.print(), keeper));
      }
    }
    return List.copyOf(released);
  }

  /**
   * What of a page is not read: repeated blocks that it is not to keep. A heading goes only with all
   * that stands under it, and nothing goes when no more than headings would stay.
   */
  public LeftOut leftOut(Document document, SitePlace place, SourceId source) {
    return blocks.isEmpty() ? LeftOut.NOTHING : leftOut(PageBlocks.of(document), place, source);
  }

  private LeftOut leftOut(List<PageBlock> page, SitePlace place, SourceId source) {
    boolean[] out = repeated(page, place, source);
    keepHeadingsOfWhatStays(page, out);
    return somethingStays(page, out) ? leftOut(page, out) : LeftOut.NOTHING;
  }

  private boolean[] repeated(List<PageBlock> page, SitePlace place, SourceId source) {
    Map<Long, Boolean> goes = new HashMap<>();
    for (RepeatedBlock block : blocks) {
      if (block.section().isEmpty() || place.sections().contains(block.section())) {
        goes.merge(block.print(), !block.keeper().equals(source), Boolean::logicalAnd);
      }
    }
    boolean[] out = new boolean[page.size()];
    for (int i = 0; i < out.length; i++) {
      PageBlock block = page.get(i);
      out[i] =
          block.canRepeat()
              && (block.isHeading() || block.characters() >= minCharacters)
              && goes.getOrDefault(block.print(), false);
    }
    return out;
  }

  /** From the last block on, so that a heading under a heading is decided before it. */
  private static void keepHeadingsOfWhatStays(List<PageBlock> page, boolean[] out) {
    int[] nextHeading = new int[LEVELS];
    Arrays.fill(nextHeading, page.size());
    int nextKept = page.size();
    for (int i = page.size() - 1; i >= 0; i--) {
      PageBlock block = page.get(i);
      if (block.isHeading()) {
        int end = page.size();
        for (int level = 1; level <= block.level(); level++) {
          end = Math.min(end, nextHeading[level]);
        }
        out[i] &= end > i + 1 && nextKept >= end;
        nextHeading[block.level()] = i;
      }
      nextKept = out[i] ? nextKept : i;
    }
  }

  private static boolean somethingStays(List<PageBlock> page, boolean[] out) {
    for (int i = 0; i < out.length; i++) {
      if (!out[i] && !page.get(i).isHeading()) {
        return true;
      }
    }
    return false;
  }

  private static LeftOut leftOut(List<PageBlock> page, boolean[] out) {
    List<CharInterval> intervals = new ArrayList<>();
    Set<Long> prints = new LinkedHashSet<>();
    for (int i = 0; i < out.length; i++) {
      if (out[i]) {
        CharInterval interval = page.get(i).interval();
        int last = intervals.size() - 1;
        if (i > 0 && out[i - 1]) {
          interval = new CharInterval(intervals.remove(last).start(), interval.end());
        }
        intervals.add(interval);
        prints.add(page.get(i).print());
      }
    }
    return new LeftOut(intervals, List.copyOf(prints));
  }
}
