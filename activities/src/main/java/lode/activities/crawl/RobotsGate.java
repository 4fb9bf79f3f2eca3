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

  private final RobotsFiles files;
  private final PoliteFetcher fetcher;
  private final String agentToken;
  private final List<Cidr> allowedNetworks;
  private final Map<String, RobotsRules> known = new ConcurrentHashMap<>();
  private final Map<String, Object> asking = new ConcurrentHashMap<>();
  private final Map<String, String> obstacles = new ConcurrentHashMap<>();

  RobotsGate(
      RobotsFiles files, PoliteFetcher fetcher, String agentToken, List<Cidr> allowedNetworks) {
    this.files = files;
    this.fetcher = fetcher;
    this.agentToken = agentToken;
    this.allowedNetworks = allowedNetworks;
  }

  /**
   * The rules of a host; empty while its robots.txt cannot be had, which means that nothing may be
   * fetched yet.
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
      answer = fetch(hostKey);
      answer.ifPresent(given -> files.keep(hostKey, given));
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

  private Optional<RobotsAnswer> fetch(String hostKey) throws InterruptedException {
    WebUrl url = robotsUrl(hostKey);
    for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
      PoliteFetcher.Polite polite =
          fetcher.fetch(
              hostKey,
              Duration.ZERO,
              Integer.MAX_VALUE,
              new FetchRequest(url, null, null, allowedNetworks, RobotsRules.MOST_BYTES + 1)
                  .cutAtLimit());
      if (polite.response().isEmpty()) {
        return Optional.empty();
      }
      FetchResponse response = polite.response().get();
      if (response instanceof FetchResponse.Answered answered) {
        boolean found = answered.status() >= 200 && answered.status() < 300;
        return Optional.of(
            new RobotsAnswer(answered.status(), found ? answered.body() : new byte[0]));
      }
      if (response instanceof FetchResponse.Broken broken) {
        obstacles.put(hostKey, ": " + broken.error().message());
      }
      Optional<WebUrl> next = target(response, url);
      if (next.isEmpty()) {
        return Optional.of(new RobotsAnswer(statusWithoutFile(response), new byte[0]));
      }
      url = next.get();
    }
    // More redirects than that count as "no such file".
    return Optional.of(new RobotsAnswer(404, new byte[0]));
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
