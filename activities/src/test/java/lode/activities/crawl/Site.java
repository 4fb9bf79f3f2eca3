package lode.activities.crawl;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import lode.domain.crawl.Cookie;
import lode.domain.crawl.CrawlAccess;
import lode.domain.crawl.CrawlCookies;
import lode.domain.crawl.CrawlSecrets;
import lode.domain.crawl.FetchRequest;
import lode.domain.crawl.FetchResponse;
import lode.domain.crawl.HostSlots;
import lode.domain.crawl.PageFetcher;
import lode.domain.crawl.RobotsFiles;
import lode.domain.job.JobId;
import lode.domain.url.RegistrableDomain;

/** Answers by URL, 404 for all others; with slots that are free unless a test pauses a host. */
class Site implements PageFetcher, HostSlots, RobotsFiles, CrawlCookies, CrawlSecrets {

  /** URLs in order of their requests. */
  final List<String> requests = new CopyOnWriteArrayList<>();

  /** Pauses by host. */
  final Map<String, Duration> pauses = new ConcurrentHashMap<>();

  /** Waits that the next takers of a slot are told, one each. */
  final List<Duration> busy = new CopyOnWriteArrayList<>();

  /** Hosts that saw a request, each with the gap that counts from then. */
  final List<String> seen = new CopyOnWriteArrayList<>();

  /** Cookies that came with requests. */
  final List<String> cookies = new CopyOnWriteArrayList<>();

  /** Names of the crawl's headers that came with requests, by URL. */
  final Map<String, Map<String, String>> headers = new ConcurrentHashMap<>();

  /** What crawls are let in with. */
  CrawlAccess access = CrawlAccess.NONE;

  /** Whether the key to that is missing. */
  boolean locked;

  private final Map<String, List<Cookie>> jars = new ConcurrentHashMap<>();
  private final Map<String, List<String>> walls = new ConcurrentHashMap<>();
  private final Map<String, Supplier<FetchResponse>> answers = new ConcurrentHashMap<>();
  private final Map<String, RobotsAnswer> robots = new ConcurrentHashMap<>();

  Site with(String url, Supplier<FetchResponse> answer) {
    answers.put(url, answer);
    return this;
  }

  Site with(String url, FetchResponse answer) {
    return with(url, () -> answer);
  }

  Site page(String url, String body) {
    return with(url, html(body));
  }

  /** A page that redirects to itself until a cookie comes. */
  Site wall(String url, String... setCookies) {
    walls.put(url, List.of(setCookies));
    return page(url, "<p>Text</p>");
  }

  static FetchResponse html(String body) {
    return answer(200, body, "text/html; charset=utf-8", null, Optional.empty());
  }

  static FetchResponse status(int status) {
    return answer(status, "", "text/html", null, Optional.empty());
  }

  static FetchResponse text(String body) {
    return answer(200, body, "text/plain", null, Optional.empty());
  }

  static FetchResponse answer(
      int status,
      String body,
      String type,
      @org.jspecify.annotations.Nullable String robotsTag,
      Optional<Duration> retryAfter) {
    return new FetchResponse.Answered(
        status, body.getBytes(StandardCharsets.UTF_8), type, null, null, robotsTag, retryAfter);
  }

  @Override
  public FetchResponse fetch(FetchRequest request) {
    String url = request.url().href();
    requests.add(url);
    headers.put(url, request.access().headers());
    if (request.cookie() != null) {
      cookies.add(request.cookie());
    }
    if (request.cookie() == null && walls.containsKey(url)) {
      return new FetchResponse.Redirected(302, url, walls.get(url));
    }
    return answers.getOrDefault(url, () -> status(404)).get();
  }

  @Override
  public Slot take(String hostKey, Duration gap, int concurrency, Duration hold) {
    if (!busy.isEmpty()) {
      return new Slot(null, busy.remove(0));
    }
    Duration pause = pauses.get(hostKey);
    return pause == null ? new Slot("permit", Duration.ZERO) : new Slot(null, pause);
  }

  @Override
  public void seen(String hostKey, String permit, Duration gap) {
    seen.add(hostKey + " " + gap);
  }

  @Override
  public void renew(String hostKey, String permit, Duration hold) {}

  @Override
  public void giveBack(String hostKey, String permit) {}

  @Override
  public void pause(String hostKey, Duration pause) {
    pauses.put(hostKey, pause);
  }

  @Override
  public Optional<RobotsAnswer> find(String hostKey) {
    return Optional.ofNullable(robots.get(hostKey));
  }

  @Override
  public void keep(String hostKey, RobotsAnswer answer) {
    robots.put(hostKey, answer);
  }

  @Override
  public List<Cookie> find(JobId crawl, RegistrableDomain domain) {
    return List.copyOf(jars.getOrDefault(crawl + " " + domain, List.of()));
  }

  @Override
  public void keep(JobId crawl, RegistrableDomain domain, List<Cookie> changed, Instant now) {
    jars.computeIfAbsent(crawl + " " + domain, key -> new CopyOnWriteArrayList<>())
        .addAll(changed.stream().filter(cookie -> !cookie.isOver(now)).toList());
  }

  @Override
  public boolean canSeal() {
    return true;
  }

  @Override
  public byte[] seal(JobId job, CrawlAccess given) {
    access = given;
    return job.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String digest(CrawlAccess given) {
    return Integer.toHexString(given.headers().hashCode());
  }

  @Override
  public CrawlAccess find(JobId crawl) {
    if (locked) {
      throw new SecretUnreadable("LODE_SECRET_KEY is not set");
    }
    return access;
  }
}
