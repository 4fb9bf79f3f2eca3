package lode.domain.crawl;

import java.time.Duration;
import java.util.List;

/**
 * Where a crawl stands.
 *
 * @param pending entries that wait to be claimed
 * @param leased entries that a worker holds
 * @param budgetLeft pages that may still be claimed
 * @param budgetReserved pages held by claimed entries
 * @param nextDue until an entry may be claimed; zero when one may be now or none is pending
 * @param hosts hosts in scope: those of the seeds and where seeds redirect to
 * @param rendered entries among the pending ones that wait for a browser
 */
public record FrontierState(
    long pending,
    long leased,
    int budgetLeft,
    int budgetReserved,
    Duration nextDue,
    List<String> hosts,
    long rendered) {

  /** A state in which nothing waits for a browser. */
  public FrontierState(
      long pending,
      long leased,
      int budgetLeft,
      int budgetReserved,
      Duration nextDue,
      List<String> hosts) {
    this(pending, leased, budgetLeft, budgetReserved, nextDue, hosts, 0);
  }

  /** Entries that wait, either for a browser or without needing one. */
  public long pending(boolean forBrowser) {
    return forBrowser ? rendered : pending - rendered;
  }

  /** Whether nothing is left that may be fetched. */
  public boolean isDone() {
    return leased == 0 && (pending == 0 || budgetLeft == 0);
  }
}
