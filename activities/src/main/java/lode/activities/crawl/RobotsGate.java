package lode.activities.crawl;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import lode.domain.crawl.FetchRequest;
import lode.domain.crawl.FetchResponse;
import lode.domain.crawl.RobotsDecision;
import lode.domain.crawl.RobotsFiles;
import lode.domain.crawl.RobotsFiles.RobotsAnswer;
import lode.domain.crawl.RobotsRules;
import lode.domain.url.CanonicalUrl;
import lode.domain.url.Cidr;
import lode.domain.url.WebUrl;

/** The robots.txt rules of hosts (RFC 9309), fetched once and shared. */
final class RobotsGate {

  /** RFC 9309, 2.3.1.2: at least five consecutive redirects. */
  private static final int MOST_REDIRECTS = 5;

  /** Until its robots.txt is read, nobody knows the delay that a host asks for itself. */
  private static final Duration GAP_BEFORE_RULES = Duration.ofSeconds(1);

  private final RobotsFiles files;
  private final PoliteFetcher fetcher;
  private final String agentToken;
  private final List<Cidr> allowedNetworks;
  private final Duration gap;
  private final int concurrency;
  private final Map<String, RobotsRules> known = new ConcurrentHashMap<>();
  private final Map<String, Object> asking = new ConcurrentHashMap<>();
  private final Map<String, String> obstacles = new ConcurrentHashMap<>();

  /**
   * For one crawl.
   *
   * @param gap that the crawl keeps: robots.txt is a request like any other
   * @param concurrency requests of the crawl to one host at once
   */
  RobotsGate(
      RobotsFiles files,
      PoliteFetcher fetcher,
      String agentToken,
      List<Cidr> allowedNetworks,
      Duration gap,
      int concurrency) {
    this.files = files;
    this.fetcher = fetcher;
    this.agentToken = agentToken;
    this.allowedNetworks = allowedNetworks;
    boolean hasLonger = gap.isZero() || gap.compareTo(GAP_BEFORE_RULES) > 0;
    this.gap = hasLonger ? gap : GAP_BEFORE_RULES;
    this.concurrency = concurrency;
  }

  /**
   * The rules of a host; empty while its robots.txt cannot be had, which means that nothing may be
   * fetched yet.
   *
   * @throws HostBusy when the host's next slot is later than a thread waits
   */
  Optional<RobotsRules> rules(String hostKey) throws InterruptedException {
    RobotsRules rules = known.get(hostKey);
    if (rules != null) {
      return Optional.of(rules);
    }
    // All visits of a host wait for the one that asks: a host that hangs is asked once.
    synchronized (asking.computeIfAbsent(hostKey, key -> new Object())) {
      return askedRules(hostKey);
    }
  }

  /** Why the rules of a host cannot be had, for people. */
  String obstacle(String hostKey) {
    return robotsUrl(hostKey)
        + " cannot be had"
        + obstacles.getOrDefault(hostKey, ": the host gave no answer lately");
  }

  /** What the rules say of a URL, if those of its host were asked for already. */
  Optional<RobotsDecision> known(Optional<CanonicalUrl> url) {
    return url.flatMap(
        given -> Optional.ofNullable(known.get(given.hostKey())).map(rules -> rules.decide(given)));
  }

  private Optional<RobotsRules> askedRules(String hostKey) throws InterruptedException {
    RobotsRules rules = known.get(hostKey);
    if (rules != null) {
      return Optional.of(rules);
    }
    Optional<RobotsAnswer> answer = files.find(hostKey);
    if (answer.isEmpty()) {
      answer = Optional.of(fetch(hostKey));
    }
    Optional<RobotsRules> read = answer.flatMap(given -> read(hostKey, given));
    read.ifPresent(given -> known.put(hostKey, given));
    return read;
  }

  private Optional<RobotsRules> read(String hostKey, RobotsAnswer answer) {
    if (answer.status() == 0 || answer.status() >= 500 || answer.status() == 429) {
      if (answer.status() != 0) {
        obstacles.put(hostKey, ": the host answered " + answer.status());
      }
      return Optional.empty();
    }
    return Optional.of(
        answer.status() >= 200 && answer.status() < 300
            ? RobotsRules.parse(robotsUrl(hostKey), answer.body(), agentToken)
            : RobotsRules.forStatus(answer.status()));
  }

  /** While the host's slot is awaited, another crawl may have asked already. */
  private RobotsAnswer fetch(String hostKey) throws InterruptedException {
    WebUrl url = robotsUrl(hostKey);
    for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
      PoliteFetcher.Polite polite =
          fetcher.fetch(
              hostKey(url),
              gap,
              concurrency,
              new FetchRequest(url, null, null, allowedNetworks, RobotsRules.MOST_BYTES + 1)
                  .cutAtLimit(),
              () -> files.find(hostKey).isPresent());
      if (polite.response().isEmpty()) {
        return files.find(hostKey).orElseThrow(() -> new HostBusy(polite.retryIn()));
      }
      FetchResponse response = polite.response().get();
      if (response instanceof FetchResponse.Answered answered) {
        boolean found = answered.status() >= 200 && answered.status() < 300;
        return kept(
            hostKey, new RobotsAnswer(answered.status(), found ? answered.body() : new byte[0]));
      }
      if (response instanceof FetchResponse.Broken broken) {
        obstacles.put(hostKey, ": " + broken.error().message());
      }
      Optional<WebUrl> next = target(response, url);
      if (next.isEmpty()) {
        return kept(hostKey, new RobotsAnswer(statusWithoutFile(response), new byte[0]));
      }
      url = next.get();
    }
    // More redirects than that count as "no such file".
    return kept(hostKey, new RobotsAnswer(404, new byte[0]));
  }

  /** The delay that the file asks for counts from the request for the file on. */
  private RobotsAnswer kept(String hostKey, RobotsAnswer answer) {
    read(hostKey, answer)
        .flatMap(RobotsRules::crawlDelay)
        .ifPresent(delay -> fetcher.pause(hostKey, delay));
    files.keep(hostKey, answer);
    return answer;
  }

  /** A redirect may lead to another host, which has a clock of its own. */
  private static String hostKey(WebUrl url) {
    return url.scheme() + "://" + url.host() + ":" + url.effectivePort().orElseThrow();
  }

  private static Optional<WebUrl> target(FetchResponse response, WebUrl base) {
    return response instanceof FetchResponse.Redirected redirected
        ? WebUrl.parse(redirected.location(), base).filter(WebUrl::isHttp)
        : Optional.empty();
  }

  /** A broken redirect or a refused file means no rules; a host that does not answer means wait. */
  private static int statusWithoutFile(FetchResponse response) {
    return response instanceof FetchResponse.Broken ? 0 : 404;
  }

  private static WebUrl robotsUrl(String hostKey) {
    return WebUrl.of(hostKey + "/robots.txt");
  }
}
