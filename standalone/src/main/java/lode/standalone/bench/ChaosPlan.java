package lode.standalone.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a crawl is disturbed, and when: a moment is a number of requests that the site has seen.
 *
 * @param seed of the moments; the same seed gives the same moments
 * @param pages of the site
 * @param pause before each of the site's answers
 */
public record ChaosPlan(long seed, int pages, Duration pause, List<Disturbance> disturbances) {

  public ChaosPlan {
    disturbances = List.copyOf(disturbances);
  }

  /** What happens to the parts. */
  public enum Kind {
    /** The worker is killed, as by {@code kill -9}, and started again. */
    KILL,
    /** Every connection to the database is ended. */
    CUT,
    /** The database server is stopped and started again. */
    STOP
  }

  /** What happens when the site has seen so many requests. */
  public record Disturbance(int atRequest, Kind kind) {}

  /** Random moments between a twentieth and nineteen twentieths of the site. */
  public static ChaosPlan of(long seed, int pages, Duration pause, int kills, int cuts, int stops) {
    Random random = new Random(seed);
    int first = Math.max(1, pages / 20);
    Set<Integer> moments = new TreeSet<>();
    while (moments.size() < kills + cuts + stops) {
      moments.add(first + random.nextInt(pages - 2 * first));
    }
    List<Integer> left = new ArrayList<>(moments);
    List<Disturbance> disturbances = new ArrayList<>();
    take(left, cuts, Kind.CUT, random, disturbances);
    take(left, stops, Kind.STOP, random, disturbances);
    take(left, kills, Kind.KILL, random, disturbances);
    disturbances.sort(Comparator.comparing(Disturbance::atRequest));
    return new ChaosPlan(seed, pages, pause, disturbances);
  }

  private static void take(
      List<Integer> moments, int count, Kind kind, Random random, List<Disturbance> taken) {
    for (int i = 0; i < count; i++) {
      taken.add(new Disturbance(moments.remove(random.nextInt(moments.size())), kind));
    }
  }

  /** How many disturbances are of a kind. */
  public int count(Kind kind) {
    return (int) disturbances.stream().filter(each -> each.kind() == kind).count();
  }
}
