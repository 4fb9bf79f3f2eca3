package lode.adapters.postgres;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import lode.domain.crawl.NewEntry;
import lode.domain.crawl.PageOutcome;
import lode.domain.crawl.StoredPage;
import lode.domain.document.ContentHash;
import lode.domain.job.JobError;
import lode.domain.job.JobId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Commits outcomes: all of them in the same few statements of one transaction. Only when the database
 * refuses that are they committed page by page, to find out whose fault it is.
 */
final class FrontierCommits {

  private static final Logger LOG = LoggerFactory.getLogger(FrontierCommits.class);

  private final JdbcClient db;
  private final TransactionTemplate transaction;
  private final FrontierBodies bodies;
  private final FrontierPages pages;
  private final FrontierEntries entries;
  private final SameSources same;
  private final KnownUrls known;
  private final HostQuotas hosts;

  FrontierCommits(JdbcClient db, TransactionTemplate transaction, KnownUrls known) {
    this.known = known;
    this.db = db;
    this.transaction = transaction;
    this.bodies = new FrontierBodies(db);
    this.pages = new FrontierPages(db);
    this.entries = new FrontierEntries(db);
    this.same = new SameSources(db);
    this.hosts = new HostQuotas(db);
  }

  void commit(JobId crawlId, String owner, List<PageOutcome> outcomes, Instant now) {
    List<PageOutcome> ordered =
        outcomes.stream().sorted(Comparator.comparing(o -> o.entry().url().value())).toList();
    try {
      together(crawlId, owner, ordered, now);
    } catch (NonTransientDataAccessException refused) {
      throwUnlessOfThePages(refused);
      ordered.forEach(outcome -> alone(crawlId, owner, outcome, now));
    }
  }

  private void alone(JobId crawlId, String owner, PageOutcome outcome, Instant now) {
    try {
      together(crawlId, owner, List.of(outcome), now);
    } catch (NonTransientDataAccessException refused) {
      throwUnlessOfThePages(refused);
      LOG.warn("{} could not be stored", outcome.entry().url(), refused);
      together(crawlId, owner, List.of(failed(outcome, refused)), now);
    }
  }

  /** A database that is away says nothing about a page. */
  private static void throwUnlessOfThePages(NonTransientDataAccessException refused) {
    if (refused instanceof NonTransientDataAccessResourceException) {
      throw refused;
    }
  }

  private static PageOutcome failed(PageOutcome outcome, NonTransientDataAccessException refused) {
    String reason = String.valueOf(refused.getMostSpecificCause().getMessage());
    return new PageOutcome.Failed(
        outcome.entry(), new JobError("StoreRefused", reason, "store"), null);
  }

  private void together(JobId crawlId, String owner, List<PageOutcome> outcomes, Instant now) {
    Map<StoredPage, ContentHash> hashes = bodies.keep(outcomes);
    List<NewEntry> added =
        Deadlocks.retried(
            () -> transaction.execute(status -> write(crawlId, owner, outcomes, hashes, now)));
    known.committed(crawlId, added);
  }

  private List<NewEntry> write(
      JobId crawlId,
      String owner,
      List<PageOutcome> outcomes,
      Map<StoredPage, ContentHash> hashes,
      Instant now) {
    CounterChange change = new CounterChange();
    List<PageOutcome> held = pages.commit(crawlId, owner, outcomes, hashes, now, change);
    List<NewEntry> found = new ArrayList<>();
    held.forEach(outcome -> found.addAll(known.unknown(crawlId, outcome.found())));
    List<NewEntry> added = entries.add(crawlId, found, change);
    if (change.addTo(db, crawlId)) {
      hosts.count(crawlId, kept(held, found));
    }
    same.link(crawlId, held, now);
    return added;
  }

  /** Pages kept of each host; none yet of hosts that were found: they are looked at, too. */
  private static Map<String, Integer> kept(List<PageOutcome> held, List<NewEntry> found) {
    Map<String, Integer> kept = HostQuotas.kept(found);
    for (PageOutcome page : held) {
      boolean counts = page instanceof PageOutcome.Stored || page instanceof PageOutcome.Verified;
      kept.merge(page.entry().url().hostKey(), counts ? 1 : 0, Integer::sum);
    }
    return kept;
  }
}
