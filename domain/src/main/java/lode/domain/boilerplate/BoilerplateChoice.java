package lode.domain.boilerplate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Chooses the blocks of a host that are boilerplate: a function of the counts and of what was
 * boilerplate before, whatever the order of the pages.
 */
final class BoilerplateChoice {

  /** Repeated blocks of a host; of more, those on most pages count. */
  static final int MOST = 5_000;

  private final BoilerplateRule rule;
  private final BlockCounts counts;
  private final Set<RepeatedBlock.Key> before;

  private BoilerplateChoice(BoilerplateRule rule, BlockCounts counts, BoilerplateSet before) {
    this.rule = rule;
    this.counts = counts;
    this.before = before.blocks().stream().map(RepeatedBlock::key).collect(Collectors.toSet());
  }

  /** The blocks with their pages, most pages first; a wide section goes before one inside of it. */
  static List<BlockCounts.Count> choose(
      BoilerplateRule rule, BlockCounts counts, BoilerplateSet before) {
    return rule.enabled() ? new BoilerplateChoice(rule, counts, before).choose() : List.of();
  }

  private List<BlockCounts.Count> choose() {
    Set<RepeatedBlock.Key> often =
        counts.often().stream()
            .filter(this::isBoilerplate)
            .map(BlockCounts.Count::key)
            .collect(Collectors.toCollection(HashSet::new));
    List<BlockCounts.Count> chosen = new ArrayList<>();
    for (BlockCounts.Count count : counts.often()) {
      if (often.contains(count.key()) && !isInside(often, count.key())) {
        chosen.add(count);
      }
    }
    chosen.sort(
        Comparator.comparingInt(BlockCounts.Count::pages)
            .reversed()
            .thenComparing(count -> count.key().section())
            .thenComparing(count -> count.key().print()));
    return chosen.subList(0, Math.min(MOST, chosen.size()));
  }

  private boolean isBoilerplate(BlockCounts.Count count) {
    boolean ofHost = count.key().section().isEmpty();
    int all =
        ofHost ? counts.pages() : counts.sectionPages().getOrDefault(count.key().section(), 0);
    int needed =
        before.contains(count.key())
            ? rule.pagesToStay(all, ofHost)
            : rule.pagesToBecome(all, ofHost);
    return all > 0 && count.pages() >= needed;
  }

  /** Whether the block is boilerplate of the host, or of the section around this one. */
  private static boolean isInside(Set<RepeatedBlock.Key> often, RepeatedBlock.Key key) {
    if (key.section().isEmpty()) {
      return false;
    }
    int slash = key.section().indexOf('/');
    return often.contains(new RepeatedBlock.Key(key.print(), ""))
        || slash > 0
            && often.contains(
                new RepeatedBlock.Key(key.print(), key.section().substring(0, slash)));
  }
}
