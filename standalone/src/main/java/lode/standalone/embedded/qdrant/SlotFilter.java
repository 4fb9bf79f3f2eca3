package lode.standalone.embedded.qdrant;

import io.qdrant.client.grpc.Common.Condition;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Common.HasIdCondition;
import io.qdrant.client.grpc.Common.PointId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Finds the slots that satisfy filters: by payload indexes first, then by looking at what is left. */
final class SlotFilter {
  private final StoredPoints points;
  private final PayloadConditions conditions;
  private final BiPredicate<String, Integer> hasVector;

  /**
   * @param hasVector whether the slot has a vector of the name
   */
  SlotFilter(
      StoredPoints points, PayloadConditions conditions, BiPredicate<String, Integer> hasVector) {
    this.points = points;
    this.conditions = conditions;
    this.hasVector = hasVector;
  }

  /** The slots that satisfy all filters; null if there is nothing to satisfy, which means all. */
  @Nullable BitSet select(List<Filter> filters) {
    List<Filter> real =
        filters.stream().filter(filter -> !filter.equals(Filter.getDefaultInstance())).toList();
    if (real.isEmpty()) {
      return null;
    }
    BitSet left = points.live();
    for (Filter filter : real) {
      left = select(filter, left);
    }
    return left;
  }

  private BitSet select(Filter filter, BitSet within) {
    BitSet left = (BitSet) within.clone();
    List<Condition> must = new ArrayList<>(filter.getMustList());
    must.sort(Comparator.comparing(condition -> indexed(condition) == null));
    for (Condition condition : must) {
      left.and(holding(condition, left));
    }
    for (Condition condition : filter.getMustNotList()) {
      left.andNot(holding(condition, left));
    }
    if (filter.getShouldCount() > 0) {
      left = atLeast(1, filter.getShouldList(), left);
    }
    if (filter.hasMinShould()) {
      long count = filter.getMinShould().getMinCount();
      left = atLeast(count, filter.getMinShould().getConditionsList(), left);
    }
    return left;
  }

  private BitSet atLeast(long count, List<Condition> alternatives, BitSet within) {
    int[] met = new int[within.length()];
    for (Condition condition : alternatives) {
      holding(condition, within).stream().forEach(slot -> met[slot]++);
    }
    BitSet enough = new BitSet(met.length);
    within.stream().filter(slot -> met[slot] >= count).forEach(enough::set);
    return enough;
  }

  private BitSet holding(Condition condition, BitSet within) {
    BitSet known = indexed(condition);
    if (known != null) {
      known.and(within);
      return known;
    }
    return switch (condition.getConditionOneOfCase()) {
      case FILTER -> select(condition.getFilter(), within);
      case HAS_ID -> ids(condition.getHasId(), within);
      case HAS_VECTOR -> {
        String name = condition.getHasVector().getHasVector();
        yield scan(within, slot -> hasVector.test(name, slot));
      }
      default -> scan(within, slot -> conditions.matches(condition, points.payload(slot)));
    };
  }

  private @Nullable BitSet indexed(Condition condition) {
    if (!condition.hasField()) {
      return null;
    }
    PayloadIndex index = points.indexes().get(condition.getField().getKey());
    return index == null ? null : index.slots(condition.getField());
  }

  private BitSet ids(HasIdCondition condition, BitSet within) {
    BitSet found = new BitSet();
    for (PointId id : condition.getHasIdList()) {
      Integer slot = points.slot(PointKey.of(id));
      if (slot != null && within.get(slot)) {
        found.set(slot);
      }
    }
    return found;
  }

  private static BitSet scan(BitSet within, java.util.function.IntPredicate holds) {
    BitSet found = new BitSet();
    within.stream().filter(holds).forEach(found::set);
    return found;
  }
}
