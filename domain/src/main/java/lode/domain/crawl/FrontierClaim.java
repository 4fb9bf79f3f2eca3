package lode.domain.crawl;

import java.time.Duration;
import java.time.Instant;
import lode.domain.job.JobId;

/**
 * Asks for work.
 *
 * @param owner who holds the entries; an activity's id, the same on each of its attempts
 * @param limit most entries
 * @param perHost most entries of one host
 * @param hostGap how long each claimed entry keeps its host from being claimed again
 * @param lease how long the entries are held
 */
public record FrontierClaim(
    JobId crawlId,
    String owner,
    int limit,
    int perHost,
    Duration hostGap,
    Duration lease,
    Instant now) {}
