package lode.activities.crawl;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lode.domain.crawl.CrawlCounters;
import lode.domain.crawl.Frontier;
import lode.domain.crawl.FrontierClaim;
import lode.domain.crawl.FrontierEntry;
import lode.domain.crawl.FrontierState;
import lode.domain.crawl.KnownPage;
import lode.domain.crawl.NewEntry;
import lode.domain.crawl.PageOutcome;
import lode.domain.crawl.Steering;
import lode.domain.crawl.UrlDecision;
import lode.domain.job.JobId;
import lode.domain.job.Page;
import lode.domain.job.PageRequest;
import org.jspecify.annotations.Nullable;

/** The frontier of one crawl in memory, and what was asked of it. */
final class MemoryFrontier implements Frontier {

  /** Outcomes by URL. */
  final Map<String, PageOutcome> decided = new LinkedHashMap<>();

  /** How many outcomes each commit had. */
  final List<Integer> commits = new ArrayList<>();

  /** Outcomes that sent an entry back. */
  final List<PageOutcome.Deferred> deferred = new ArrayList<>();

  final List<String> hosts = new ArrayList<>();
  final Map<KnownPage, StoredBody> bodies = new LinkedHashMap<>();
  int claims;

  /** What people want. */
  volatile Steering steering = Steering.NONE;

  /** How often that was asked. */
  volatile int looks;

  private final Map<String, Row> rows = new LinkedHashMap<>();
  private int budget = Integer.MAX_VALUE;
  private boolean opened;

  private static final class Row {
    final NewEntry entry;
    int attempts;
    Instant due = Instant.EPOCH;
    boolean render;
    @Nullable String owner;

    Row(NewEntry entry) {
      this.entry = entry;
    }
  }

  /** Who holds it; empty for nobody. */
  synchronized String owner(String url) {
    String owner = rows.get(url).owner;
    return owner == null ? "" : owner;
  }

  synchronized void lease(String url, String owner) {
    rows.get(url).owner = owner;
  }

  synchronized long leased() {
    return rows.values().stream().filter(row -> row.owner != null).count();
  }

  synchronized List<String> known() {
    return List.copyOf(rows.keySet());
  }

  synchronized void budget(int pages) {
    budget = pages;
  }

  @Override
  public void open(JobId crawlId, int maxPages, List<String> of, Instant now) {
    budget(maxPages);
  }

  @Override
  public boolean isOpened(JobId crawlId) {
    return opened;
  }

  @Override
  public void opened(JobId crawlId, Instant now) {
    opened = true;
  }

  @Override
  public synchronized int add(JobId crawlId, List<NewEntry> entries) {
    int added = 0;
    for (NewEntry entry : entries) {
      if (rows.putIfAbsent(entry.url().value(), new Row(entry)) == null) {
        added++;
      }
    }
    return added;
  }

  @Override
  public synchronized void addHost(JobId crawlId, String host) {
    hosts.add(host);
  }

  private boolean isPending(String url, Row row) {
    return !decided.containsKey(url) && row.owner == null && row.entry.skipRule() == null;
  }

  @Override
  public synchronized List<FrontierEntry> claim(FrontierClaim claim) {
    claims++;
    List<FrontierEntry> claimed = new ArrayList<>();
    rows.forEach(
        (url, row) -> {
          if (isPending(url, row)
              && row.render == claim.rendered()
              && !row.due.isAfter(claim.now())
              && claimed.size() < claim.limit()
              && budgetLeft() > 0) {
            row.owner = claim.owner();
            claimed.add(
                new FrontierEntry(
                    row.entry.url(),
                    row.entry.depth(),
                    row.entry.hops(),
                    row.entry.sourceGroup(),
                    row.attempts,
                    null));
          }
        });
    return claimed;
  }

  private int budgetLeft() {
    long kept = decided.values().stream().filter(PageOutcome.Stored.class::isInstance).count();
    return (int) Math.max(0, budget - kept - leased());
  }

  @Override
  public synchronized void release(JobId crawlId, String owner) {
    rows.values().stream()
        .filter(row -> row.owner != null)
        .filter(row -> owner.isEmpty() || (row.owner + "/").startsWith(owner + "/"))
        .forEach(row -> row.owner = null);
  }

  @Override
  public synchronized void commit(
      JobId crawlId, String owner, List<PageOutcome> outcomes, Instant now) {
    commits.add(outcomes.size());
    for (PageOutcome outcome : outcomes) {
      Row row = rows.get(outcome.entry().url().value());
      if (!owner.equals(row.owner)) {
        continue;
      }
      row.owner = null;
      row.attempts = outcome.entry().attempts();
      if (outcome instanceof PageOutcome.Deferred later) {
        row.due = later.dueAt();
        deferred.add(later);
      } else if (outcome instanceof PageOutcome.NeedsBrowser) {
        row.render = true;
      } else {
        decided.put(outcome.entry().url().value(), outcome);
      }
      add(crawlId, outcome.found());
    }
  }

  @Override
  public synchronized FrontierState state(JobId crawlId, Instant now, boolean rendered) {
    List<Row> pending = new ArrayList<>();
    rows.forEach(
        (url, row) -> {
          if (isPending(url, row) && row.render == rendered) {
            pending.add(row);
          }
        });
    Duration next =
        pending.stream()
            .map(row -> Duration.between(now, row.due))
            .min(Duration::compareTo)
            .filter(wait -> !wait.isNegative())
            .orElse(Duration.ZERO);
    return new FrontierState(
        waiting(), leased(), budgetLeft(), (int) leased(), next, List.copyOf(hosts), waiting(true));
  }

  private long waiting() {
    return waiting(false) + waiting(true);
  }

  private long waiting(boolean forBrowser) {
    return rows.entrySet().stream()
        .filter(row -> isPending(row.getKey(), row.getValue()))
        .filter(row -> row.getValue().render == forBrowser)
        .count();
  }

  @Override
  public synchronized int withoutBrowser(JobId crawlId) {
    int waiting = (int) waiting(true);
    rows.values().forEach(row -> row.render = false);
    return waiting;
  }

  @Override
  public RenderCounts renderCounts(JobId crawlId) {
    throw new AssertionError("no test asks for this");
  }

  @Override
  public synchronized Steering steering(JobId crawlId) {
    looks++;
    return steering;
  }

  @Override
  public CrawlCounters counters(JobId crawlId) {
    throw new AssertionError("no test asks for this");
  }

  @Override
  public Page<UrlDecision> decisions(
      JobId crawlId, @Nullable String decision, @Nullable String host, PageRequest page) {
    throw new AssertionError("no test asks for this");
  }

  @Override
  public List<String> commonSkipRules(JobId crawlId, int limit) {
    throw new AssertionError("no test asks for this");
  }

  @Override
  public Optional<StoredBody> body(KnownPage known) {
    return Optional.ofNullable(bodies.get(known));
  }
}
