package lode.adapters.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import lode.domain.crawl.Cookie;
import lode.domain.job.JobId;
import lode.domain.url.RegistrableDomain;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import redis.embedded.RedisServer;

@Timeout(30)
class RedisCrawlCookiesTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final RegistrableDomain ACME = RegistrableDomain.of("shop.acme.example");

  private static RedisServer server;
  private static LettuceConnectionFactory connections;
  private static StringRedisTemplate redis;

  private final JobId crawl = new JobId(UUID.randomUUID());
  private final RedisCrawlCookies cookies = new RedisCrawlCookies(redis);

  @BeforeAll
  static void start() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    server = RedisServer.newRedisServer().port(port).bind("127.0.0.1").setting("save \"\"").build();
    server.start();
    connections =
        new RedisAdapters()
            .redisConnectionFactory(
                new RedisSettings("redis://127.0.0.1:" + port, Duration.ofMillis(500)));
    connections.afterPropertiesSet();
    connections.start();
    redis = new StringRedisTemplate(connections);
  }

  @AfterAll
  static void end() throws IOException {
    connections.destroy();
    server.stop();
  }

  private static Cookie cookie(String name, String value, Instant expires) {
    return new Cookie(name, value, "acme.example", false, "/x;y", true, expires);
  }

  @Test
  void givesAnotherWorkerWhatOneKept() {
    Cookie lasting = cookie("a", "1 \"x\"", NOW.plusSeconds(60));
    Cookie session = cookie("b", "2", null);
    cookies.keep(crawl, ACME, List.of(lasting, session), NOW);

    assertThat(new RedisCrawlCookies(redis).find(crawl, ACME))
        .containsExactlyInAnyOrder(lasting, session);
  }

  @Test
  void keepsTheNewestValueAndForgetsWhatIsOver() {
    cookies.keep(crawl, ACME, List.of(cookie("a", "1", null), cookie("b", "1", null)), NOW);
    cookies.keep(
        crawl,
        ACME,
        List.of(cookie("a", "2", null), cookie("b", "", Instant.EPOCH)),
        NOW.plusSeconds(1));

    assertThat(cookies.find(crawl, ACME)).containsExactly(cookie("a", "2", null));
  }

  @Test
  void keepsCrawlsAndDomainsApart() {
    cookies.keep(crawl, ACME, List.of(cookie("a", "1", null)), NOW);

    assertThat(cookies.find(new JobId(UUID.randomUUID()), ACME)).isEmpty();
    assertThat(cookies.find(crawl, RegistrableDomain.of("other.example"))).isEmpty();
  }

  @Test
  void givesTheOldestFirst() {
    cookies.keep(crawl, ACME, List.of(cookie("new", "1", null)), NOW.plusSeconds(9));
    cookies.keep(crawl, ACME, List.of(cookie("old", "1", null)), NOW);

    assertThat(cookies.find(crawl, ACME)).extracting(Cookie::name).containsExactly("old", "new");
  }

  @Test
  void isForgottenByItself() {
    cookies.keep(crawl, ACME, List.of(cookie("a", "1", null)), NOW);

    assertThat(redis.getExpire("lode:cookies:" + crawl + ":" + ACME))
        .isBetween(23 * 3_600L, 24 * 3_600L);
  }
}
