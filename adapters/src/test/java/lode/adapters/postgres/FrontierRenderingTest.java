package lode.adapters.postgres;

import static lode.adapters.postgres.World.NOW;
import static lode.adapters.postgres.World.entry;
import static lode.adapters.postgres.World.stored;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import lode.domain.crawl.Frontier.RenderCounts;
import lode.domain.crawl.FrontierClaim;
import lode.domain.crawl.FrontierEntry;
import lode.domain.crawl.FrontierState;
import lode.domain.crawl.PageIdentity;
import lode.domain.crawl.PageOutcome;
import lode.domain.crawl.Renderers.Presence;
import lode.domain.crawl.StoredPage;
import lode.domain.document.ContentHash;
import lode.domain.job.JobId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FrontierRenderingTest {

  private static final String PAGE = "https://example.com/app";
  private static final String OTHER = "https://example.com/text";

  private static World world;

  private JobId crawl;

  @BeforeAll
  static void start() {
    world = new World();
  }

  @AfterAll
  static void end() {
    world.close();
  }

  @BeforeEach
  void putAside() {
    crawl = world.crawl(world.project(), 10);
    world.frontier.add(crawl, List.of(entry(PAGE)));
    world.commit(crawl, "plain", needsBrowser(world.claim(crawl, "plain", 1).get(0)));
  }

  private static PageOutcome needsBrowser(FrontierEntry entry) {
    return new PageOutcome.NeedsBrowser(entry.tried());
  }

  private List<FrontierEntry> claimRendered(String owner) {
    return world.frontier.claim(
        new FrontierClaim(crawl, owner, 9, 9, Duration.ZERO, Duration.ofMinutes(1), NOW)
            .rendered(true));
  }

  private static StoredPage page(String warning, boolean rendered) {
    return new StoredPage(
        200,
        new byte[] {'x'},
        "text/html",
        null,
        null,
        "T",
        "en",
        ContentHash.of("x"),
        warning,
        NOW,
        PageIdentity.NONE,
        null,
        rendered);
  }

  @Test
  void givesWhatWaitsForABrowserToBatchesWithOneAlone() {
    world.frontier.add(crawl, List.of(entry(OTHER)));

    assertThat(world.claim(crawl, "plain", 9))
        .extracting(entry -> entry.url().value())
        .containsExactly(OTHER);
    assertThat(claimRendered("browser"))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.url().value()).isEqualTo(PAGE);
              assertThat(entry.attempts()).isEqualTo(1);
            });
  }

  @Test
  void countsAPageOnceHoweverOftenItIsClaimed() {
    FrontierState waiting = world.frontier.state(crawl, NOW);
    assertThat(waiting.pending()).isEqualTo(1);
    assertThat(waiting.rendered()).isEqualTo(1);
    assertThat(waiting.pending(false)).isZero();
    assertThat(waiting.budgetReserved()).isZero();
    assertThat(waiting.isDone()).isFalse();
    assertThat(world.frontier.counters(crawl).pending()).isEqualTo(1);

    FrontierEntry entry = claimRendered("browser").get(0);
    world.commit(crawl, "browser", stored(entry, "text"));

    assertThat(world.frontier.counters(crawl).fetched()).isEqualTo(1);
    assertThat(world.frontier.counters(crawl).pending()).isZero();
    assertThat(world.frontier.state(crawl, NOW).isDone()).isTrue();
  }

  @Test
  void aFailedRenderingWaitsForABrowserAgain() {
    FrontierEntry entry = claimRendered("browser").get(0).tried();
    Instant due = NOW.plusSeconds(7);
    world.commit(
        crawl,
        "browser",
        new PageOutcome.Deferred(
            entry, due, new lode.domain.job.JobError("RenderFailed", "x", "render"), false));

    assertThat(claimRendered("browser")).isEmpty();
    assertThat(world.frontier.state(crawl, NOW, true).nextDue()).isEqualTo(Duration.ofSeconds(7));
    assertThat(world.frontier.state(crawl, NOW, false).nextDue()).isZero();
  }

  @Test
  void aLostLeasePutsNothingAside() {
    world.frontier.add(crawl, List.of(entry(OTHER)));
    FrontierEntry lost = world.claim(crawl, "plain", 1).get(0);
    world.frontier.release(crawl, "plain");
    world.commit(crawl, "plain", needsBrowser(lost));

    assertThat(world.claim(crawl, "next", 9))
        .extracting(entry -> entry.url().value())
        .containsExactly(OTHER);
  }

  @Test
  void fetchesAllWithoutABrowserWhenNoneIsLeft() {
    assertThat(world.frontier.withoutBrowser(crawl)).isEqualTo(1);

    assertThat(claimRendered("browser")).isEmpty();
    assertThat(world.claim(crawl, "plain", 9)).hasSize(1);
  }

  @Test
  void tellsWhatWasRenderedAndWhatWouldHaveToBe() {
    world.frontier.add(crawl, List.of(entry(OTHER)));
    FrontierEntry plain = world.claim(crawl, "plain", 1).get(0);
    FrontierEntry shown = claimRendered("browser").get(0);
    world.commit(
        crawl,
        "plain",
        new PageOutcome.Stored(
            plain, page("HTTP 404; " + StoredPage.NEEDS_BROWSER, false), List.of()));
    world.commit(crawl, "browser", new PageOutcome.Stored(shown, page(null, true), List.of()));

    assertThat(world.frontier.renderCounts(crawl)).isEqualTo(new RenderCounts(1, 1));
  }

  @Test
  void knowsWhoRendersWhileTheySaySo() {
    PostgresRenderers renderers = new PostgresRenderers(world.database.client());
    assertThat(renderers.presence(NOW)).isEqualTo(new Presence(false, null));

    renderers.report("a", "no Chromium", NOW);
    assertThat(renderers.presence(NOW)).isEqualTo(new Presence(false, "no Chromium"));

    renderers.report("b", null, NOW);
    assertThat(renderers.presence(NOW)).isEqualTo(new Presence(true, null));
    assertThat(renderers.presence(NOW.plusSeconds(44)).canRender()).isTrue();
    assertThat(renderers.presence(NOW.plusSeconds(46))).isEqualTo(new Presence(false, null));

    renderers.leave("b");
    assertThat(renderers.presence(NOW).canRender()).isFalse();
    renderers.report("c", null, NOW.plus(Duration.ofDays(2)));
    assertThat(renderers.presence(NOW).canRender()).isTrue();
    assertThat(renderers.presence(NOW).hindrance()).isNull();
  }
}
