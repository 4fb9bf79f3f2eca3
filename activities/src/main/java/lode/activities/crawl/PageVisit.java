package lode.activities.crawl;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import lode.activities.LargeBodies;
import lode.domain.crawl.CanonicalLink;
import lode.domain.crawl.FetchRequest;
import lode.domain.crawl.FetchResponse;
import lode.domain.crawl.Frontier;
import lode.domain.crawl.Frontier.StoredBody;
import lode.domain.crawl.FrontierEntry;
import lode.domain.crawl.KnownPage;
import lode.domain.crawl.LanguageTags;
import lode.domain.crawl.NewEntry;
import lode.domain.crawl.PageIdentity;
import lode.domain.crawl.PageLanguage;
import lode.domain.crawl.PageOutcome;
import lode.domain.crawl.PageRenderer;
import lode.domain.crawl.PageRenderer.Rendition;
import lode.domain.crawl.Rendering;
import lode.domain.crawl.RobotsDecision;
import lode.domain.crawl.RobotsRules;
import lode.domain.crawl.StatusAction;
import lode.domain.crawl.StoredPage;
import lode.domain.document.DocumentConverter;
import lode.domain.document.ParsedPage;
import lode.domain.document.RobotsDirectives;
import lode.domain.job.JobError;
import lode.domain.url.CanonicalUrl;
import lode.domain.url.UrlPolicy;
import lode.domain.url.WebUrl;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Visits one claimed entry: robots, polite fetch, and what becomes of the answer. */
final class PageVisit {

  private static final Logger LOG = LoggerFactory.getLogger(PageVisit.class);

  /** Longest time that a site can keep a crawl away from itself. */
  private static final Duration LONGEST_PAUSE = Duration.ofHours(24);

  private final CrawlSettings settings;
  private final PoliteFetcher fetcher;
  private final RobotsGate robots;
  private final Frontier frontier;
  private final Clock clock;
  private final BooleanSupplier halted;
  private final LinkChoice choice;
  private final FileVisit files;
  private final PageScripts scripts;

  /** Changes when a seed leads to another host: the links of its target are in scope at once. */
  private volatile CrawlPlan plan;

  private volatile FoundLinks links;

  PageVisit(
      CrawlPlan plan,
      CrawlSettings settings,
      PoliteFetcher fetcher,
      RobotsGate robots,
      Frontier frontier,
      Clock clock,
      BooleanSupplier halted,
      LinkChoice choice,
      DocumentConverter converter,
      PageScripts scripts) {
    this.scripts = scripts;
    this.plan = plan;
    this.choice = choice;
    this.links = new FoundLinks(plan, choice);
    this.settings = settings;
    this.fetcher = fetcher;
    this.robots = robots;
    this.frontier = frontier;
    this.clock = clock;
    this.halted = halted;
    this.files = new FileVisit(converter, clock, settings.robotsToken());
  }

  /** What became of the entry. */
  PageOutcome visit(FrontierEntry claimed) throws InterruptedException {
    // A pattern may have been added after the URL was found.
    Optional<String> exclusion = plan.scope().exclusion(claimed.url());
    if (exclusion.isPresent()) {
      return new PageOutcome.Skipped(claimed, exclusion.get(), null, List.of());
    }
    String hostKey = claimed.url().hostKey();
    Optional<RobotsRules> rules;
    try {
      rules = rules(hostKey);
    } catch (HostBusy busy) {
      return busy(claimed, busy.retryIn());
    }
    if (rules.isEmpty()) {
      return again(
          claimed.tried(),
          new JobError("RobotsUnreachable", robots.obstacle(hostKey), "robots"),
          null,
          Duration.ZERO);
    }
    RobotsDecision decision = rules.get().decide(claimed.url());
    if (!decision.allowed()) {
      return new PageOutcome.Skipped(claimed, "robots: " + decision.rule(), null, List.of());
    }
    Duration gap = plan.gap(rules.get().crawlDelay().orElse(Duration.ZERO));
    PoliteFetcher.Polite polite = fetch(claimed, gap);
    if (polite.response().filter(answer -> asksForCookies(claimed, answer)).isPresent()) {
      polite = fetch(claimed, gap);
    }
    if (polite.response().isEmpty()) {
      return busy(claimed, polite.retryIn());
    }
    return outcome(claimed.tried(), polite.response().get());
  }

  /** Nothing was asked for, so that no try is counted. */
  private PageOutcome busy(FrontierEntry claimed, Duration retryIn) {
    return new PageOutcome.Deferred(
        claimed,
        clock.instant().plus(retryIn),
        new JobError("HostBusy", "the host's next slot is later", "fetch"),
        true);
  }

  private PoliteFetcher.Polite fetch(FrontierEntry entry, Duration gap)
      throws InterruptedException {
    return fetcher.fetch(
        entry.url().hostKey(), gap, plan.request().maxConcurrencyPerHost(), request(entry), halted);
  }

  /** A redirect to itself that sets a cookie is a wall: the same request with the cookie passes. */
  private boolean asksForCookies(FrontierEntry entry, FetchResponse answer) {
    return answer instanceof FetchResponse.Redirected redirected
        && !redirected.setCookies().isEmpty()
        && CanonicalUrl.resolve(redirected.location(), entry.url(), plan.urlPolicy())
            .filter(entry.url()::equals)
            .isPresent();
  }

  private Optional<RobotsRules> rules(String hostKey) throws InterruptedException {
    return plan.request().respectRobots()
        ? robots.rules(hostKey)
        : Optional.of(RobotsRules.allowAll("respectRobots is false"));
  }

  private FetchRequest request(FrontierEntry entry) {
    // That the frame of a page is as it was says nothing of what its scripts build.
    KnownPage known = scripts.run() ? null : entry.known();
    return new FetchRequest(
        entry.url().toWebUrl(),
        known == null ? null : known.etag(),
        known == null ? null : known.lastModified(),
        plan.allowedNetworks(),
        settings.maxBodyBytes());
  }

  private PageOutcome outcome(FrontierEntry entry, FetchResponse response)
      throws InterruptedException {
    if (response instanceof FetchResponse.NotModified) {
      return verified(entry);
    }
    if (response instanceof FetchResponse.Redirected redirected) {
      return redirected(entry, redirected);
    }
    if (response instanceof FetchResponse.Refused refused) {
      return new PageOutcome.Skipped(entry, refused.rule(), null, List.of());
    }
    if (response instanceof FetchResponse.Broken broken) {
      return again(entry, broken.error(), null, Duration.ZERO);
    }
    return answered(entry, (FetchResponse.Answered) response);
  }

  /** Links of an unchanged page still lead on: they are read from the body that is stored. */
  private PageOutcome verified(FrontierEntry entry) throws InterruptedException {
    KnownPage known = entry.known();
    Optional<StoredBody> body = known == null ? Optional.empty() : frontier.body(known);
    if (body.isEmpty()) {
      return again(
          entry,
          new JobError("NothingToCompare", "304 without a stored page", "fetch"),
          304,
          Duration.ZERO);
    }
    if (FileVisit.isFile(body.get().contentType(), body.get().bytes())) {
      return new PageOutcome.Verified(entry, clock.instant(), List.of());
    }
    return read(entry, null, body.get().bytes(), () -> verified(entry, body.get()));
  }

  private PageOutcome verified(FrontierEntry entry, StoredBody body) {
    ParsedPage page = ParsedPage.parse(body.bytes(), body.contentType(), entry.url().value());
    // It may have been stored by a crawl that did not render.
    Optional<PageOutcome> aside =
        scripts.putAside(entry, scripts.isEmpty(entry, body.bytes(), body.contentType(), page));
    if (aside.isPresent()) {
      return aside.get();
    }
    Optional<String> refusal = refusal(PageLanguage.of(page.language(), null, page.visibleText()));
    List<NewEntry> found =
        links.of(entry, page, page.nofollow(), canonical(entry, page, null), refusal.isPresent());
    return refusal.isPresent()
        ? new PageOutcome.Skipped(entry, refusal.get(), null, found)
        : new PageOutcome.Verified(entry, clock.instant(), found);
  }

  /** A page that breaks the reader costs only itself: the same page would break every batch. */
  private static PageOutcome read(
      FrontierEntry entry, @Nullable Integer status, byte[] body, Supplier<PageOutcome> reading)
      throws InterruptedException {
    try {
      if (ParsedPage.isTooComplex(body)) {
        String rule = "page has more than " + ParsedPage.MAX_TAGS + " tags";
        return new PageOutcome.Skipped(entry, rule, status, List.of());
      }
      return LargeBodies.read(body, reading);
    } catch (RuntimeException | StackOverflowError broken) {
      LOG.warn("{} could not be read", entry.url(), broken);
      return new PageOutcome.Failed(entry, JobError.of(broken, "read"), status);
    }
  }

  private PageOutcome redirected(FrontierEntry entry, FetchResponse.Redirected redirected) {
    Optional<CanonicalUrl> target =
        CanonicalUrl.resolve(redirected.location(), entry.url(), plan.urlPolicy());
    boolean byScript = redirected.status() < 300 || redirected.status() >= 400;
    String rule = "redirect " + (byScript ? "by script" : redirected.status()) + " to ";
    if (target.isEmpty()) {
      return new PageOutcome.Skipped(
          entry, rule + "no web page: " + redirected.location(), redirected.status(), List.of());
    }
    if (target.get().equals(entry.url())) {
      return new PageOutcome.Skipped(entry, rule + "itself", redirected.status(), List.of());
    }
    followSeed(entry, target.get());
    List<NewEntry> found =
        links
            .entry(target.get(), entry.depth(), entry.hops() + 1, entry.sourceGroup(), null)
            .or(() -> seedTarget(entry, target.get()))
            .map(List::of)
            .orElseGet(List::of);
    return new PageOutcome.Skipped(
        entry, rule + target.get().value(), redirected.status(), found, target.get());
  }

  /** Where a seed itself redirects to is in scope: it is what the user asked for. */
  private synchronized void followSeed(FrontierEntry entry, CanonicalUrl target) {
    if (entry.depth() == 0 && !plan.scope().reaches(target)) {
      String host = target.host() + ":" + target.port();
      frontier.addHost(plan.id(), host);
      plan = plan.withHost(host);
      links = new FoundLinks(plan, choice);
    }
  }

  private Optional<NewEntry> seedTarget(FrontierEntry entry, CanonicalUrl target) {
    if (entry.depth() > 0 || entry.hops() >= FoundLinks.MOST_REDIRECTS) {
      return Optional.empty();
    }
    return Optional.of(
        new NewEntry(
            target,
            lode.domain.crawl.TrapGuard.patternKey(target),
            0,
            0,
            entry.hops() + 1,
            entry.sourceGroup(),
            null));
  }

  private PageOutcome answered(FrontierEntry entry, FetchResponse.Answered answer)
      throws InterruptedException {
    int status = answer.status();
    StatusAction action = plan.request().statusRules().decide(status);
    if (action == StatusAction.RETRY) {
      Duration pause = answer.retryAfter().orElse(Duration.ZERO);
      if (!pause.isZero() && (status == 429 || status == 503)) {
        fetcher.pause(entry.url().hostKey(), shorter(pause, LONGEST_PAUSE));
      }
      JobError error = new JobError("HttpStatus" + status, "the site answered " + status, "fetch");
      return again(entry, error, status, pause);
    }
    if (action == StatusAction.SKIP) {
      String hint = status == 401 ? ": the site wants credentials, or others" : "";
      return new PageOutcome.Skipped(entry, "status " + status + hint, status, List.of());
    }
    String warning = action == StatusAction.STORE_WITH_WARNING ? "HTTP " + status : null;
    if (FileVisit.isFile(answer.contentType(), answer.body())) {
      return files.visit(entry, answer, warning, plan.request().languageTags());
    }
    if (!isPage(answer)) {
      return new PageOutcome.Skipped(
          entry, "type " + answer.contentType() + " is not a page", status, List.of());
    }
    return scripts.run()
        ? rendered(entry, answer, warning)
        : read(entry, status, answer.body(), () -> page(entry, answer, warning));
  }

  private PageOutcome rendered(
      FrontierEntry entry, FetchResponse.Answered answer, @Nullable String warning)
      throws InterruptedException {
    Rendition rendition =
        scripts.render(
            plan, settings.maxBodyBytes(), answer, entry.url().toWebUrl(), this::mayLoad);
    if (rendition instanceof PageRenderer.WentOn wentOn) {
      return redirected(entry, new FetchResponse.Redirected(answer.status(), wentOn.location()));
    }
    if (rendition instanceof PageRenderer.Refused refused) {
      return new PageOutcome.Skipped(entry, refused.rule(), answer.status(), List.of());
    }
    if (rendition instanceof PageRenderer.Broken broken) {
      return again(entry, broken.error(), answer.status(), Duration.ZERO);
    }
    if (rendition instanceof PageRenderer.NoBrowser none) {
      return plan.request().render() == Rendering.ALWAYS
          ? again(
              entry,
              new JobError("NoBrowser", none.reason(), "render"),
              answer.status(),
              Duration.ZERO)
          : read(entry, answer.status(), answer.body(), () -> page(entry, answer, warning));
    }
    PageRenderer.Rendered shown = (PageRenderer.Rendered) rendition;
    FetchResponse.Answered built =
        new FetchResponse.Answered(
            answer.status(),
            shown.html(),
            "text/html; charset=utf-8",
            null,
            null,
            answer.robotsTag(),
            Optional.empty(),
            answer.link(),
            List.of(),
            answer.contentLanguage());
    return read(
        entry, answer.status(), built.body(), () -> page(entry, built, warning, shown.base()));
  }

  /** What the robots.txt of a crawled host keeps from robots, scripts of its pages do not get, too. */
  private boolean mayLoad(WebUrl url) {
    return robots
        .known(CanonicalUrl.resolve(url.href(), url, UrlPolicy.DEFAULT))
        .map(RobotsDecision::allowed)
        .orElse(true);
  }

  private PageOutcome page(
      FrontierEntry entry, FetchResponse.Answered answer, @Nullable String warning) {
    return page(entry, answer, warning, null);
  }

  /** A page that a browser built has the URL that its links are resolved against, else null. */
  private PageOutcome page(
      FrontierEntry entry,
      FetchResponse.Answered answer,
      @Nullable String warning,
      @Nullable String renderedAt) {
    boolean rendered = renderedAt != null;
    ParsedPage page =
        ParsedPage.parse(
            answer.body(),
            answer.contentType(),
            rendered ? renderedAt : entry.url().value(),
            settings.robotsToken());
    boolean empty = !rendered && scripts.isEmpty(entry, answer.body(), answer.contentType(), page);
    Optional<PageOutcome> aside = scripts.putAside(entry, empty);
    if (aside.isPresent()) {
      return aside.get();
    }
    RobotsDirectives robotsTag =
        RobotsDirectives.ofHeaders(answer.robotsTag(), settings.robotsToken()).and(page.robots());
    Optional<CanonicalUrl> canonical = canonical(entry, page, answer.link());
    Optional<PageLanguage> language =
        PageLanguage.of(page.language(), answer.contentLanguage(), page.visibleText());
    Optional<String> refusal = refusal(language);
    List<NewEntry> found =
        links.of(entry, page, robotsTag.nofollow(), canonical, refusal.isPresent());
    Optional<String> unindexed = robotsTag.exclusion(clock.instant());
    if (unindexed.isPresent()) {
      return new PageOutcome.Skipped(entry, unindexed.get(), answer.status(), found);
    }
    if (page.softNotFound() != null && !plan.request().statusRules().stores(answer.status())) {
      String rule = "soft 404: " + page.softNotFound();
      return new PageOutcome.Skipped(entry, rule, answer.status(), found);
    }
    if (refusal.isPresent()) {
      return new PageOutcome.Skipped(entry, refusal.get(), answer.status(), found);
    }
    StoredPage stored =
        new StoredPage(
            answer.status(),
            answer.body(),
            answer.contentType(),
            // That the frame of an empty page did not change is nothing to know.
            empty ? null : answer.etag(),
            empty ? null : answer.lastModified(),
            page.title(),
            language.map(PageLanguage::tag).orElse(null),
            page.visibleTextHash(),
            PageScripts.warning(warning, empty),
            clock.instant(),
            new PageIdentity(canonical.orElse(null), page.print()),
            language.map(PageLanguage::certainty).orElse(null),
            rendered);
    return new PageOutcome.Stored(entry, stored, found);
  }

  private Optional<CanonicalUrl> canonical(
      FrontierEntry entry, ParsedPage page, @Nullable String linkHeader) {
    return CanonicalLink.of(page, linkHeader, entry.url(), plan.urlPolicy());
  }

  private Optional<String> refusal(Optional<PageLanguage> language) {
    LanguageTags wanted = plan.request().languageTags();
    return wanted.isEmpty() ? Optional.empty() : language.flatMap(found -> found.refusal(wanted));
  }

  private static boolean isPage(FetchResponse.Answered answer) {
    String type = answer.contentType();
    if (type == null) {
      return answer.body().length > 0
          && new String(
                  answer.body(),
                  0,
                  Math.min(512, answer.body().length),
                  java.nio.charset.StandardCharsets.ISO_8859_1)
              .stripLeading()
              .startsWith("<");
    }
    String media = type.toLowerCase(Locale.ROOT);
    return media.startsWith("text/html") || media.startsWith("application/xhtml+xml");
  }

  /** Another try after a pause, or failed when there were enough. */
  private PageOutcome again(
      FrontierEntry entry, JobError error, @Nullable Integer status, Duration asked) {
    if (entry.attempts() >= settings.maxAttempts()) {
      return new PageOutcome.Failed(entry, error, status);
    }
    long factor = 1L << 2 * Math.max(0, entry.attempts() - 1);
    Duration pause = settings.retryPause().multipliedBy(factor);
    Duration longer = asked.compareTo(pause) > 0 ? asked : pause;
    return new PageOutcome.Deferred(
        entry,
        clock.instant().plus(shorter(longer, LONGEST_PAUSE)),
        error,
        !asked.isZero() || error.stage().equals("robots"));
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
