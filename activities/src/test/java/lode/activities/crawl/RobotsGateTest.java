package lode.activities.crawl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import lode.domain.crawl.FetchResponse;
import lode.domain.job.JobError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RobotsGateTest {

  private static final String HOST = "https://acme.example:443";
  private static final String ROBOTS = "https://acme.example/robots.txt";

  private final Site site = new Site();

  private RobotsGate gate() {
    return new RobotsGate(
        site, new PoliteFetcher(site, site), "LodeBot", List.of(), Duration.ofSeconds(2), 1);
  }

  private boolean isAllowed(RobotsGate gate, String path) throws InterruptedException {
    return gate.rules(HOST)
        .orElseThrow()
        .decide(Crawls.url("https://acme.example" + path))
        .allowed();
  }

  @ParameterizedTest
  @CsvSource({
    "200,true",
    "404,true",
    "403,true",
    "410,true",
    "429,false",
    "500,false",
    "503,false"
  })
  void knowsWhatAStatusMeans(int status, boolean known) throws Exception {
    site.with(ROBOTS, Site.status(status));

    assertThat(gate().rules(HOST).isPresent()).isEqualTo(known);
  }

  @Test
  void allowsAllWithoutAFile() throws Exception {
    assertThat(isAllowed(gate(), "/anything")).isTrue();
  }

  @Test
  void hasNoRulesWhileTheHostIsBroken() throws Exception {
    site.with(ROBOTS, new FetchResponse.Broken(new JobError("ConnectFailed", "no", "fetch")));

    assertThat(gate().rules(HOST)).isEmpty();
  }

  @Test
  void followsFiveRedirects() throws Exception {
    chain(5);

    assertThat(isAllowed(gate(), "/private")).isFalse();
  }

  @Test
  void takesASixthRedirectAsNoFile() throws Exception {
    chain(6);

    assertThat(isAllowed(gate(), "/private")).isTrue();
  }

  private void chain(int redirects) {
    for (int hop = 0; hop < redirects; hop++) {
      String from = hop == 0 ? ROBOTS : "https://acme.example/r" + hop;
      site.with(from, new FetchResponse.Redirected(302, "/r" + (hop + 1)));
    }
    site.with("https://acme.example/r" + redirects, Site.text("User-agent: *\nDisallow: /private"));
  }

  @Test
  void asksOnceForAllWorkers() throws Exception {
    site.with(ROBOTS, Site.text("User-agent: LodeBot\nDisallow: /x"));
    RobotsGate first = gate();

    assertThat(isAllowed(first, "/x")).isFalse();
    assertThat(isAllowed(first, "/y")).isTrue();
    assertThat(isAllowed(gate(), "/x")).isFalse();

    assertThat(site.requests).containsExactly(ROBOTS);
  }

  @Test
  void doesNotRememberThatTheHostWasBusy() throws Exception {
    site.busy.add(Duration.ofHours(1));
    RobotsGate gate = gate();

    assertThatThrownBy(() -> gate.rules(HOST))
        .isInstanceOfSatisfying(
            HostBusy.class, busy -> assertThat(busy.retryIn()).isEqualTo(Duration.ofHours(1)));
    assertThat(gate.rules(HOST)).isPresent();
  }

  @Test
  void countsTheDelayOfTheFileFromTheFileOn() throws Exception {
    site.with(ROBOTS, Site.text("User-agent: *\nCrawl-delay: 3"));

    assertThat(gate().rules(HOST)).isPresent();

    assertThat(site.pauses).containsEntry(HOST, Duration.ofSeconds(3));
    assertThat(site.seen).containsExactly(HOST + " PT2S");
  }

  @Test
  void asksARedirectsTargetByItsOwnClock() throws Exception {
    site.with(ROBOTS, new FetchResponse.Redirected(302, "http://other.example/robots.txt"));

    assertThat(gate().rules(HOST)).isPresent();

    assertThat(site.seen).containsExactly(HOST + " PT2S", "http://other.example:80 PT2S");
  }
}
