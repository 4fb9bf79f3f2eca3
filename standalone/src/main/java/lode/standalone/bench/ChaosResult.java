package lode.standalone.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * What a disturbed crawl came to.
 *
 * @param status of the job in the end
 * @param faults what is not as it must be: pages lost or twice, counters that are not the rows
 * @param lostPerKill pages asked for and not committed at each kill
 * @param askedAgain requests for pages that had been asked for before
 * @param recoveries from each disturbance to the next commit
 * @param took from the start of the crawl to its end
 */
public record ChaosResult(
    ChaosPlan plan,
    String status,
    List<String> faults,
    List<Integer> lostPerKill,
    int askedAgain,
    List<Duration> recoveries,
    Duration took) {

  public ChaosResult {
    faults = List.copyOf(faults);
    lostPerKill = List.copyOf(lostPerKill);
    recoveries = List.copyOf(recoveries);
  }

  /** Most pages that one kill cost. */
  public int mostLostPerKill() {
    return lostPerKill.isEmpty() ? 0 : Collections.max(lostPerKill);
  }

  /** A table in Markdown. */
  String table() {
    List<String> moments =
        plan.disturbances().stream()
            .map(each -> each.kind().name().toLowerCase(Locale.ROOT) + "@" + each.atRequest())
            .toList();
    StringBuilder table = new StringBuilder("| disturbed crawl | |\n|---|--:|\n");
    row(table, "seed", Long.toString(plan.seed()));
    row(table, "pages of the site", Integer.toString(plan.pages()));
    row(table, "disturbances at request", String.join(" ", moments));
    row(table, "job", status);
    row(table, "pages lost or twice, counters beside the rows", faultText());
    row(table, "asked for and not committed at a kill, each", lostPerKill.toString());
    row(table, "pages asked for again, in all", Integer.toString(askedAgain));
    row(table, "next commit after a disturbance, median s", seconds(median()));
    row(table, "next commit after a disturbance, longest s", seconds(longest()));
    row(table, "the crawl, s", seconds(took));
    return table.toString();
  }

  private String faultText() {
    return faults.isEmpty() ? "none" : String.join("; ", faults);
  }

  private Duration median() {
    List<Duration> sorted = new ArrayList<>(recoveries);
    Collections.sort(sorted);
    return sorted.isEmpty() ? Duration.ZERO : sorted.get(sorted.size() / 2);
  }

  private Duration longest() {
    return recoveries.isEmpty() ? Duration.ZERO : Collections.max(recoveries);
  }

  static void row(StringBuilder table, String what, String figure) {
    table.append("| ").append(what).append(" | ").append(figure).append(" |\n");
  }

  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f", duration.toMillis() / 1000.0);
  }
}
