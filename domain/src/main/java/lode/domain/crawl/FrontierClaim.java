package lode.domain.crawl;

import java.time.Duration;
import java.time.Instant;
import lode.domain.job.JobId;

/**
 * Asks for work.
 *
 * @param owner who holds the entries: an activity's id, a slash, and the number of its attempt
 * @param limit most entries
 * @param perHost most entries of one host
 * @param hostGap how long each claimed entry keeps its host from being claimed again
 * @param lease how long the entries are held
 * @param rendered whether entries that wait for a browser are asked for, and no others; else those
 *     that do not
 */
public record FrontierClaim(
    JobId crawlId,
    String owner,
    int limit,
    int perHost,
    Duration hostGap,
    Duration lease,
    Instant now,
    boolean rendered) {

  /** Asks for entries that need no browser. */
  public FrontierClaim(
      JobId crawlId,
      String owner,
      int limit,
      int perHost,
      Duration hostGap,
      Duration lease,
      Instant now) {
    this(crawlId, owner, limit, perHost, hostGap, lease, now, false);
  }

  /** The same for entries that wait for a browser, or for the others. */
  public FrontierClaim rendered(boolean wanted) {
    return new FrontierClaim(crawlId, owner, limit, perHost, hostGap, lease, now, wanted);
  }
}
