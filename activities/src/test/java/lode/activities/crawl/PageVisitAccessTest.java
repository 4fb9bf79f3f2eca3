package lode.activities.crawl;

import static lode.activities.crawl.Crawls.HOME;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lode.domain.crawl.CrawlAccess;
import lode.domain.crawl.FetchResponse;
import lode.domain.crawl.PageOutcome;
import lode.domain.crawl.StatusRules;
import lode.domain.job.JobError;
import org.junit.jupiter.api.Test;

/** What a visit brings along: headers, credentials, cookies. */
class PageVisitAccessTest extends VisitedSite {

  @Test
  void sendsCookiesAlsoFromTheNextBatch() throws Exception {
    site.with(
        HOME,
        new FetchResponse.Answered(
            200,
            "<p>Text</p>".getBytes(java.nio.charset.StandardCharsets.UTF_8),
            "text/html",
            null,
            null,
            null,
            Optional.empty(),
            null,
            List.of("session=7; Path=/", "gone=1; Max-Age=0"),
            null));
    visit(HOME, 0);

    // Another batch of the same crawl, and another crawl.
    visit(plan).visit(Crawls.claimed(HOME + "x", 0));
    assertThat(site.cookies).containsExactly("session=7");
    visit(plan(StatusRules.NONE)).visit(Crawls.claimed(HOME + "x", 0));
    assertThat(site.cookies).containsExactly("session=7");
  }

  @Test
  void sendsHeadersToTheSeedsHostAlone() throws Exception {
    CrawlAccess access = new CrawlAccess(Map.of("X-Key", "k"), null, Set.of(HOST));
    String target = "https://new.example/";
    site.with(HOME + "robots.txt", new FetchResponse.Redirected(302, target + "robots.txt"))
        .with(HOME, new FetchResponse.Redirected(301, target))
        .page(target, "<p>Text</p>");
    PageVisit visit = visit(plan, access);

    visit.visit(Crawls.claimed(HOME, 0));
    visit.visit(Crawls.claimed(target, 0));

    assertThat(site.headers)
        .containsEntry(HOME, Map.of("X-Key", "k"))
        .containsEntry(HOME + "robots.txt", Map.of("X-Key", "k"))
        .containsEntry(target, Map.of())
        .containsEntry(target + "robots.txt", Map.of());
  }

  @Test
  void aRobotsFileThatCredentialsOpenedIsNotForOtherCrawls() throws Exception {
    CrawlAccess access = new CrawlAccess(Map.of("X-Key", "k"), null, Set.of(HOST));
    site.with(HOME + "robots.txt", Site.text("User-agent: *\nDisallow: /private\n"));

    visit(plan, access).visit(Crawls.claimed(HOME, 0));
    visit(plan, access).visit(Crawls.claimed(HOME, 0));
    visit(plan(StatusRules.NONE)).visit(Crawls.claimed(HOME, 0));

    assertThat(site.requests)
        .containsExactly(HOME + "robots.txt", HOME, HOME, HOME + "robots.txt", HOME);
  }

  @Test
  void saysWhyRobotsCannotBeHad() throws Exception {
    site.with(
        HOME + "robots.txt",
        new FetchResponse.Broken(new JobError("ProxyRefused", "the proxy answered 407", "fetch")));

    assertThat(visit(HOME, 2))
        .isInstanceOfSatisfying(
            PageOutcome.Failed.class,
            failed ->
                assertThat(failed.error().message())
                    .isEqualTo(
                        "https://acme.example/robots.txt cannot be had: the proxy answered 407"));
  }

  @Test
  void passesAWallThatWantsACookie() throws Exception {
    site.wall(HOME, "a=1; Path=/; Secure", "b=2");
    site.wall(HOME + "x", "a=1", "b=2");

    assertThat(words(visit(HOME, 0))).isEqualTo("stored");
    assertThat(words(visit(HOME + "x", 0))).isEqualTo("stored");

    assertThat(site.cookies).containsExactly("a=1; b=2", "a=1; b=2");
    assertThat(site.requests).containsExactly(HOME + "robots.txt", HOME, HOME, HOME + "x");
  }

  @Test
  void triesAWallOnce() throws Exception {
    site.with(HOME, new FetchResponse.Redirected(302, HOME, List.of("a=1")));

    assertThat(words(visit(HOME, 0))).isEqualTo("skipped redirect 302 to itself");
    assertThat(site.requests).containsExactly(HOME + "robots.txt", HOME, HOME);
  }
}
