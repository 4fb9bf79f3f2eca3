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
 */
public record FrontierState(
    long pending,
    long leased,
    int budgetLeft,
    int budgetReserved,
    Duration nextDue,
    List<String> hosts) {

  /** Whether nothing is left that may be fetched. */
  public boolean isDone() {
    return leased == 0 && (pending == 0 || budgetLeft == 0);
  }
}
