package lode.adapters.postgres;

import static lode.adapters.postgres.World.NOW;
import static lode.adapters.postgres.World.entry;
import static lode.adapters.postgres.World.page;
import static lode.adapters.postgres.World.stored;
import static lode.adapters.postgres.World.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import lode.domain.crawl.CrawlCounters;
import lode.domain.crawl.FrontierClaim;
import lode.domain.crawl.FrontierEntry;
import lode.domain.crawl.FrontierState;
import lode.domain.crawl.NewEntry;
import lode.domain.crawl.PageOutcome;
import lode.domain.crawl.StoredPage;
import lode.domain.crawl.TrapGuard;
import lode.domain.crawl.UrlDecision;
import lode.domain.document.ContentHash;
import lode.domain.job.CursorInvalid;
import lode.domain.job.JobError;
import lode.domain.job.JobId;
import lode.domain.job.Page;
import lode.domain.job.PageRequest;
import lode.domain.project.ProjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresFrontierTest {

  private static final JobError TROUBLE = new JobError("HttpStatus503", "busy", "fetch");

  private static World world;

  private ProjectId project;
  private JobId crawl;
  private PostgresFrontier frontier;

  @BeforeAll
  static void start() {
    world = new World();
  }

  @AfterAll
  static void end() {
    world.close();
  }

  @BeforeEach
  void open() {
    project = world.project();
    crawl = world.crawl(project, 10);
    frontier = world.frontier;
  }

  private List<String> claimed(String owner, int limit) {
    return urls(world.claim(crawl, owner, limit));
  }

  private static List<String> urls(List<FrontierEntry> entries) {
    return entries.stream().map(entry -> entry.url().value()).toList();
  }

  private FrontierEntry claimOne(String owner) {
    return world.claim(crawl, owner, 1).get(0);
  }

  private UrlDecision decision(String url) {
    return frontier.decisions(crawl, null, null, new PageRequest(200, null)).items().stream()
        .filter(item -> item.url().equals(url))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void opensOnceWithTheFirstBudgetAndHosts() {
    frontier.open(crawl, 99, List.of("other.com"), NOW);

    FrontierState state = frontier.state(crawl, NOW);
    assertThat(state.budgetLeft()).isEqualTo(10);
    assertThat(state.hosts()).containsExactly("example.com");
    assertThat(frontier.isOpened(crawl)).isFalse();

    frontier.opened(crawl, NOW);
    frontier.opened(crawl, NOW.plusSeconds(5));
    assertThat(frontier.isOpened(crawl)).isTrue();
  }

  @Test
  void addsAHostOnce() {
    frontier.addHost(crawl, "www.example.com");
    frontier.addHost(crawl, "www.example.com");

    assertThat(frontier.state(crawl, NOW).hosts())
        .containsExactly("example.com", "www.example.com");
  }

  @Test
  void takesEachUrlInOnceAndCountsIt() {
    NewEntry first = entry("http://example.com/a");
    NewEntry out = entry("http://other.com/", 1, "host other.com is not in scope");

    assertThat(frontier.add(crawl, List.of(first, first, out))).isEqualTo(2);
    assertThat(frontier.add(crawl, List.of(first, entry("http://example.com/b")))).isEqualTo(1);

    CrawlCounters counters = frontier.counters(crawl);
    assertThat(counters.discovered()).isEqualTo(3);
    assertThat(counters.skipped()).isEqualTo(1);
    assertThat(counters.pending()).isEqualTo(2);
    assertThat(decision("http://other.com/").rule()).isEqualTo("host other.com is not in scope");
    assertThat(frontier.commonSkipRules(crawl, 5))
        .containsExactly("host other.com is not in scope (1)");
  }

  @Test
  void addsNothingWithoutComplaint() {
    assertThat(frontier.add(crawl, List.of())).isZero();
  }

  @Test
  void claimsLevelByLevelThenByPriorityThenDiscovery() {
    NewEntry late = entry("http://example.com/late");
    NewEntry deep = entry("http://example.com/deep", 1, null);
    NewEntry wanted =
        new NewEntry(url("http://example.com/wanted"), "p", 0, 5, 0, "example.com", null);
    frontier.add(crawl, List.of(deep));
    frontier.add(crawl, List.of(late));
    frontier.add(crawl, List.of(entry("http://example.com/later")));
    frontier.add(crawl, List.of(wanted));

    List<FrontierEntry> level = world.claim(crawl, "a", 10);
    assertThat(level)
        .extracting(claimed -> claimed.url().value())
        .containsExactly(
            "http://example.com/wanted", "http://example.com/late", "http://example.com/later");
    assertThat(claimed("b", 10)).as("while the level is under way").isEmpty();

    List<PageOutcome> decided = new ArrayList<>();
    level.forEach(entry -> decided.add(new PageOutcome.Skipped(entry, "rule", null, List.of())));
    frontier.commit(crawl, "a", decided, NOW);
    assertThat(claimed("b", 10)).containsExactly("http://example.com/deep");
  }

  @Test
  void spacesAHostByTheGapOfWhatWasClaimed() {
    frontier.add(
        crawl, IntStream.range(0, 6).mapToObj(i -> entry("http://example.com/" + i)).toList());
    frontier.add(crawl, List.of(entry("http://b.com/")));
    FrontierClaim claim =
        new FrontierClaim(crawl, "a", 10, 2, Duration.ofSeconds(3), Duration.ofMinutes(1), NOW);

    assertThat(frontier.claim(claim)).hasSize(3);
    assertThat(frontier.claim(claim)).isEmpty();
    assertThat(frontier.state(crawl, NOW).nextDue()).isEqualTo(Duration.ofSeconds(6));
    Instant later = NOW.plusSeconds(6);
    assertThat(
            frontier.claim(
                new FrontierClaim(
                    crawl, "a", 10, 2, Duration.ofSeconds(3), Duration.ofMinutes(1), later)))
        .hasSize(2);
  }

  @Test
  void reservesTheBudgetPerClaim() {
    frontier.add(
        crawl, IntStream.range(0, 30).mapToObj(i -> entry("http://example.com/" + i)).toList());

    assertThat(claimed("a", 7)).hasSize(7);
    assertThat(claimed("b", 7)).hasSize(3);
    assertThat(claimed("c", 7)).isEmpty();
    FrontierState state = frontier.state(crawl, NOW);
    assertThat(state.budgetLeft()).isZero();
    assertThat(state.budgetReserved()).isEqualTo(10);
    assertThat(state.leased()).isEqualTo(10);
    assertThat(state.pending()).isEqualTo(20);
    assertThat(state.isDone()).isFalse();
    assertThat(state.nextDue())
        .as("nothing can be claimed before a lease ends")
        .isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void givesTheBudgetOfWhatWasNotKeptBack() {
    frontier.add(
        crawl, IntStream.range(0, 30).mapToObj(i -> entry("http://example.com/" + i)).toList());
    List<FrontierEntry> held = world.claim(crawl, "a", 10);
    world.commit(
        crawl,
        "a",
        new PageOutcome.Skipped(held.get(0), "status 404", 404, List.of()),
        new PageOutcome.Failed(held.get(1), TROUBLE, 503),
        new PageOutcome.Deferred(held.get(2), NOW.plusSeconds(60), TROUBLE, false),
        stored(held.get(3), "kept"),
        new PageOutcome.Verified(held.get(4), NOW, List.of()));

    FrontierState state = frontier.state(crawl, NOW);
    assertThat(state.budgetLeft()).isEqualTo(3);
    assertThat(state.budgetReserved()).isEqualTo(5);
    assertThat(claimed("b", 10)).hasSize(3);
  }

  @Test
  void claimsWhatAnExpiredLeaseHeldAgain() {
    frontier.add(crawl, List.of(entry("http://example.com/")));
    claimOne("gone");
    Instant later = NOW.plusSeconds(61);

    assertThat(world.claim(crawl, "next", 5, NOW.plusSeconds(59))).isEmpty();
    assertThat(world.claim(crawl, "next", 5, later)).hasSize(1);
    assertThat(frontier.state(crawl, later).budgetReserved()).isEqualTo(1);
  }

  @Test
  void releasesWhatOneOwnerHolds() {
    frontier.add(
        crawl, IntStream.range(0, 4).mapToObj(i -> entry("http://example.com/" + i)).toList());
    world.claim(crawl, "a", 2);
    world.claim(crawl, "b", 2);

    frontier.release(crawl, "a");

    assertThat(frontier.state(crawl, NOW).leased()).isEqualTo(2);
    assertThat(frontier.state(crawl, NOW).budgetReserved()).isEqualTo(2);
    frontier.release(crawl, "");
    assertThat(frontier.state(crawl, NOW).budgetReserved()).isZero();
  }

  @Test
  void releasesWhatAttemptsHoldByTheNameAboveThem() {
    frontier.add(
        crawl, IntStream.range(0, 6).mapToObj(i -> entry("http://example.com/" + i)).toList());
    world.claim(crawl, "run/batch/1", 2);
    world.claim(crawl, "run/batch/2", 2);
    world.claim(crawl, "run/batch2/1", 2);

    frontier.release(crawl, "run/batch/1");
    assertThat(frontier.state(crawl, NOW).leased()).isEqualTo(4);

    frontier.release(crawl, "run/batch");
    assertThat(frontier.state(crawl, NOW).leased()).isEqualTo(2);
  }

  @Test
  void tellsNewFromUnchangedFromChangedPages() {
    frontier.add(crawl, List.of(entry("http://example.com/")));
    world.commit(crawl, "a", stored(claimOne("a"), "one"));
    assertThat(frontier.counters(crawl)).isEqualTo(new CrawlCounters(1, 1, 0, 0, 0, 1, 0, 6));

    recrawl("one");
    assertThat(frontier.counters(crawl)).isEqualTo(new CrawlCounters(1, 0, 1, 0, 0, 0, 0, 6));
    assertThat(version()).isEqualTo(1);

    recrawl("two");
    assertThat(frontier.counters(crawl)).isEqualTo(new CrawlCounters(1, 1, 0, 0, 0, 0, 1, 6));
    assertThat(version()).isEqualTo(2);
    assertThat(
            world.database.number(
                "select count(*) from source_versions v join sources s on s.id = v.source_id"
                    + " where s.project_id = '"
                    + project
                    + "'"))
        .isEqualTo(2);
    assertThat(decision("http://example.com/").decision()).isEqualTo("fetched");
  }

  private void recrawl(String text) {
    crawl = world.crawl(project, 10);
    frontier.add(crawl, List.of(entry("http://example.com/")));
    FrontierEntry again = claimOne("a");
    assertThat(again.known()).isNotNull();
    assertThat(again.known().etag()).isEqualTo("\"e1\"");
    assertThat(frontier.body(again.known())).isPresent();
    world.commit(crawl, "a", stored(again, text));
  }

  private long version() {
    return world.database.number(
        "select version from sources where project_id = '" + project + "'");
  }

  @Test
  void countsWhatTheSiteVerifiesAsUnchanged() {
    frontier.add(crawl, List.of(entry("http://example.com/")));
    world.commit(crawl, "a", stored(claimOne("a"), "one"));
    crawl = world.crawl(project, 10);
    frontier.add(crawl, List.of(entry("http://example.com/")));
    Instant verified = NOW.plusSeconds(3600);

    world.commit(
        crawl,
        "a",
        new PageOutcome.Verified(
            claimOne("a"), verified, List.of(entry("http://example.com/linked"))));

    assertThat(frontier.counters(crawl)).isEqualTo(new CrawlCounters(2, 0, 1, 0, 0, 0, 0, 0));
    assertThat(
            world
                .database
                .client()
                .sql("select verified_at from sources where project_id = :id")
                .param("id", project.value())
                .query(java.time.OffsetDateTime.class)
                .single()
                .toInstant())
        .isEqualTo(verified);
  }

  @Test
  void waitsWithADeferredPage() {
    frontier.add(crawl, List.of(entry("http://example.com/")));
    FrontierEntry entry = claimOne("a").tried();
    world.commit(crawl, "a", new PageOutcome.Deferred(entry, NOW.plusSeconds(90), TROUBLE, false));

    FrontierState state = frontier.state(crawl, NOW);
    assertThat(state.pending()).isEqualTo(1);
    assertThat(state.nextDue()).isEqualTo(Duration.ofSeconds(90));
    assertThat(world.claim(crawl, "b", 5, NOW.plusSeconds(89))).isEmpty();
    List<FrontierEntry> again = world.claim(crawl, "b", 5, NOW.plusSeconds(90));
    assertThat(again).hasSize(1);
    assertThat(again.get(0).attempts()).isEqualTo(1);
    assertThat(decision("http://example.com/").error()).isEqualTo(TROUBLE);
  }

  @Test
  void ignoresWhatTheHolderOfALostLeaseCommits() {
    frontier.add(crawl, List.of(entry("http://example.com/")));
    FrontierEntry entry = claimOne("slow");
    world.claim(crawl, "quick", 5, NOW.plusSeconds(61));
    CrawlCounters before = frontier.counters(crawl);

    world.commit(crawl, "slow", stored(entry, "late", entry("http://example.com/linked")));
    world.commit(crawl, "slow", new PageOutcome.Failed(entry, TROUBLE, null));

    assertThat(frontier.counters(crawl)).isEqualTo(before);
    assertThat(frontier.state(crawl, NOW).budgetReserved()).isEqualTo(1);
    assertThat(
            world.database.number(
                "select count(*) from sources where project_id = '" + project + "'"))
        .isZero();
  }

  @Test
  void ignoresACommitThatIsRepeated() {
    frontier.add(crawl, List.of(entry("http://example.com/")));
    FrontierEntry entry = claimOne("a");
    world.commit(crawl, "a", stored(entry, "one"));
    CrawlCounters once = frontier.counters(crawl);

    world.commit(crawl, "a", stored(entry, "one"));

    assertThat(frontier.counters(crawl)).isEqualTo(once);
  }

  @Test
  void aPageThatTheDatabaseRefusesCostsOnlyItself() {
    List<FrontierEntry> held = threePages();
    StoredPage bad = page("a title\0 with NUL", "bad", NOW);

    world.commit(
        crawl,
        "a",
        stored(held.get(0), "good", entry("http://example.com/linked")),
        new PageOutcome.Stored(
            held.get(1), bad, List.of(entry("http://example.com/from-bad-page"))),
        stored(held.get(2), "good too"));

    assertThat(frontier.counters(crawl).fetched()).isEqualTo(2);
    assertThat(frontier.counters(crawl).failed()).isEqualTo(1);
    assertThat(frontier.counters(crawl).discovered()).isEqualTo(4);
    UrlDecision failed = decision(held.get(1).url().value());
    assertThat(failed.decision()).isEqualTo("failed");
    assertThat(failed.error().stage()).isEqualTo("store");
    assertThat(failed.error().message()).contains("0x00");
    assertCountersEqualRows();
  }

  @Test
  void aLinkThatTheDatabaseRefusesCostsOnlyItsPage() {
    List<FrontierEntry> held = threePages();
    NewEntry bad = new NewEntry(url("http://example.com/bad"), "p", 1, 0, 0, null, null);

    world.commit(
        crawl,
        "a",
        stored(held.get(0), "good", entry("http://example.com/linked")),
        stored(held.get(1), "bad", bad),
        stored(held.get(2), "good too"));

    assertThat(frontier.counters(crawl).fetched()).isEqualTo(2);
    assertThat(frontier.counters(crawl).failed()).isEqualTo(1);
    assertThat(decision("http://example.com/linked").decision()).isEqualTo("pending");
    assertThat(decision(held.get(1).url().value()).decision()).isEqualTo("failed");
    assertCountersEqualRows();
  }

  private List<FrontierEntry> threePages() {
    frontier.add(
        crawl, IntStream.range(0, 3).mapToObj(i -> entry("http://example.com/" + i)).toList());
    return world.claim(crawl, "a", 3);
  }

  private void assertCountersEqualRows() {
    assertThat(CounterRows.committed(world.database, crawl))
        .isEqualTo(CounterRows.counted(world.database, crawl));
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html\0; charset=x", "text/html; charset=\uD800", "text/häml"})
  void keepsPagesWithStrangeHeaders(String contentType) {
    frontier.add(crawl, List.of(entry("http://example.com/")));
    StoredPage page =
        new StoredPage(
            200,
            new byte[] {1},
            contentType,
            "\"\uDC00\"",
            null,
            "half a pair \uD83D",
            null,
            ContentHash.of("x"),
            null,
            NOW);

    world.commit(crawl, "a", new PageOutcome.Stored(claimOne("a"), page, List.of()));

    assertThat(decision("http://example.com/").decision()).isEqualTo("fetched");
  }

  @Test
  void notesAWarningOnItsSourceWhileItHolds() {
    StoredPage fine = World.page("text", NOW);
    StoredPage warned =
        new StoredPage(
            404,
            fine.body(),
            "text/html",
            null,
            null,
            "t",
            null,
            fine.visibleHash(),
            "HTTP 404",
            NOW);
    frontier.add(crawl, List.of(entry("http://example.com/")));
    world.commit(crawl, "a", new PageOutcome.Stored(claimOne("a"), warned, List.of()));

    assertThat(decision("http://example.com/").rule()).isEqualTo("status 404, kept with a warning");
    assertThat(metadata()).isEqualTo("{\"warning\": \"HTTP 404\"}");

    JobId next = world.crawl(project, 100);
    frontier.add(next, List.of(entry("http://example.com/")));
    FrontierEntry again = world.claim(next, "a", 1).get(0);
    world.commit(next, "a", new PageOutcome.Stored(again, fine, List.of()));

    assertThat(metadata()).isEqualTo("{}");
  }

  private String metadata() {
    return world
        .database
        .client()
        .sql("select cast(metadata as text) from sources where project_id = :project")
        .param("project", project.value())
        .query(String.class)
        .single();
  }

  @Test
  void boundsTitles() {
    frontier.add(crawl, List.of(entry("http://example.com/")));
    StoredPage page = page("😀".repeat(100_000), "x", NOW);

    world.commit(crawl, "a", new PageOutcome.Stored(claimOne("a"), page, List.of()));

    assertThat(
            world.database.text("select title from sources where project_id = '" + project + "'"))
        .isEqualTo("😀".repeat(500));
  }

  @Test
  void keepsAHugeErrorMessageShort() {
    frontier.add(crawl, List.of(entry("http://example.com/")));
    JobError error = new JobError("Strange", "x\0y".repeat(100_000), "fetch");

    world.commit(crawl, "a", new PageOutcome.Failed(claimOne("a"), error, null));

    assertThat(decision("http://example.com/").error().message())
        .startsWith("x\ufffdy")
        .hasSizeLessThan(1100);
  }

  @Test
  void fetchesWhatWasTooDeepWhenAShorterPathIsFound() {
    frontier.add(crawl, List.of(entry("http://example.com/a", 4, "maxDepth 3")));
    assertThat(frontier.counters(crawl).skipped()).isEqualTo(1);

    assertThat(frontier.add(crawl, List.of(entry("http://example.com/a", 3, null)))).isZero();

    assertThat(frontier.counters(crawl)).isEqualTo(new CrawlCounters(1, 0, 0, 0, 0, 0, 0, 0));
    List<FrontierEntry> claimed = world.claim(crawl, "a", 5);
    assertThat(claimed).hasSize(1);
    assertThat(claimed.get(0).depth()).isEqualTo(3);
    assertCountersEqualRows();
  }

  @Test
  void leavesOtherSkipsAlone() {
    frontier.add(crawl, List.of(entry("http://example.com/a", 4, "excluded by /a")));

    frontier.add(crawl, List.of(entry("http://example.com/a", 3, null)));

    assertThat(world.claim(crawl, "a", 5)).isEmpty();
    assertThat(frontier.counters(crawl).skipped()).isEqualTo(1);
  }

  @Test
  void lowersTheDepthOfWhatWaits() {
    frontier.add(crawl, List.of(entry("http://example.com/a", 4, null)));

    frontier.add(crawl, List.of(entry("http://example.com/a", 2, null)));
    frontier.add(crawl, List.of(entry("http://example.com/a", 3, null)));

    assertThat(claimOne("a").depth()).isEqualTo(2);
    assertThat(frontier.counters(crawl).discovered()).isEqualTo(1);
  }

  @Test
  void skipsUrlsOfOneShapeBeyondTheQuota() {
    long quota = TrapGuard.DEFAULT.dateQuota();
    List<NewEntry> calendar = new ArrayList<>();
    for (int day = 0; day < quota + 20; day++) {
      String date = java.time.LocalDate.of(2020, 1, 1).plusDays(day).toString();
      calendar.add(entry("http://example.com/calendar/" + date));
    }

    frontier.add(crawl, calendar.subList(0, 100));
    frontier.add(crawl, calendar);

    CrawlCounters counters = frontier.counters(crawl);
    assertThat(counters.discovered()).isEqualTo(quota + 20);
    assertThat(counters.skipped()).isEqualTo(20);
    assertThat(frontier.commonSkipRules(crawl, 1).get(0)).startsWith("more than " + quota);
    assertCountersEqualRows();
  }

  @Test
  void takesUrlsInWhosePatternIsLongerThanAnIndexEntry() {
    java.util.Random random = new java.util.Random(7);
    StringBuilder path = new StringBuilder("http://example.com/");
    while (path.length() < 2000) {
      path.append((char) ('a' + random.nextInt(26))).append(random.nextInt(10));
    }

    assertThat(frontier.add(crawl, List.of(entry(path.toString())))).isEqualTo(1);
  }

  @Test
  void listsDecisionsInOrderOfDiscoveryPageByPage() {
    for (int i = 0; i < 7; i++) {
      frontier.add(crawl, List.of(entry("http://example.com/" + i)));
    }
    frontier.add(crawl, List.of(entry("http://[2001:db8::1]:8080/")));
    List<FrontierEntry> held = world.claim(crawl, "a", 2);
    world.commit(crawl, "a", new PageOutcome.Skipped(held.get(0), "status 404", 404, List.of()));

    List<String> seen = new ArrayList<>();
    String cursor = null;
    do {
      Page<UrlDecision> page =
          frontier.decisions(crawl, null, "example.com", new PageRequest(3, cursor));
      page.items().forEach(item -> seen.add(item.url()));
      cursor = page.nextCursor();
    } while (cursor != null);

    assertThat(seen)
        .isEqualTo(IntStream.range(0, 7).mapToObj(i -> "http://example.com/" + i).toList());
    assertThat(decisions("skipped", null)).hasSize(1);
    assertThat(decisions("pending", null)).hasSize(7);
    assertThat(decisions(null, "[2001:db8::1]")).hasSize(1);
    assertThat(decisions("fetched", null)).isEmpty();
    assertThatThrownBy(() -> frontier.decisions(crawl, null, null, new PageRequest(3, "no cursor")))
        .isInstanceOf(CursorInvalid.class);
  }

  private List<UrlDecision> decisions(String decision, String host) {
    return frontier.decisions(crawl, decision, host, new PageRequest(50, null)).items();
  }

  @Test
  void knowsWhereAnEmptyAndAnUnknownCrawlStand() {
    FrontierState empty = frontier.state(crawl, NOW);
    assertThat(empty.isDone()).isTrue();
    assertThat(empty.nextDue()).isZero();
    JobId unknown = new JobId(java.util.UUID.randomUUID());
    assertThat(frontier.state(unknown, NOW).isDone()).isTrue();
    assertThat(frontier.counters(unknown).discovered()).isZero();
    assertThat(world.claim(unknown, "a", 5)).isEmpty();
  }

  @Test
  void isDueAtOnceWhenNothingWasClaimedYet() {
    frontier.add(crawl, List.of(entry("http://example.com/")));

    assertThat(frontier.state(crawl, NOW).nextDue()).isZero();
  }

  @Test
  void aPausedHostIsLeftAloneAsAWhole() {
    frontier.add(
        crawl, IntStream.range(0, 3).mapToObj(i -> entry("http://example.com/" + i)).toList());
    frontier.add(crawl, List.of(entry("http://b.com/")));
    FrontierEntry first = world.claim(crawl, "a", 1).get(0);
    world.commit(crawl, "a", new PageOutcome.Deferred(first, NOW.plusSeconds(600), TROUBLE, true));

    String paused = first.url().host();
    assertThat(world.claim(crawl, "a", 10))
        .isNotEmpty()
        .noneMatch(claimed -> claimed.url().host().equals(paused));
    assertThat(world.claim(crawl, "a", 10, NOW.plusSeconds(600)))
        .anyMatch(claimed -> claimed.url().host().equals(paused));
  }
}
