package lode.adapters.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import lode.adapters.postgres.Threads;
import lode.domain.crawl.HostSlots.Slot;
import lode.domain.crawl.RobotsFiles.RobotsAnswer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import redis.embedded.RedisServer;

@Timeout(30)
class RedisHostSlotsTest {

  private static final Duration HOLD = Duration.ofSeconds(30);

  private static RedisServer server;
  private static LettuceConnectionFactory connections;
  private static StringRedisTemplate redis;

  private RedisHostSlots slots;

  @BeforeAll
  static void start() throws IOException {
    int port = freePort();
    server = server(port);
    connections = connections(port);
    redis = new StringRedisTemplate(connections);
  }

  @AfterAll
  static void end() throws IOException {
    connections.destroy();
    server.stop();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static RedisServer server(int port) throws IOException {
    RedisServer redis =
        RedisServer.newRedisServer()
            .port(port)
            .bind("127.0.0.1")
            .setting("save \"\"")
            .setting("appendonly no")
            .build();
    redis.start();
    return redis;
  }

  private static LettuceConnectionFactory connections(int port) {
    LettuceConnectionFactory factory =
        new RedisAdapters()
            .redisConnectionFactory(
                new RedisSettings("redis://127.0.0.1:" + port, Duration.ofMillis(500)));
    factory.afterPropertiesSet();
    factory.start();
    return factory;
  }

  @BeforeEach
  void empty() {
    redis.execute(
        (org.springframework.data.redis.core.RedisCallback<Void>)
            connection -> {
              connection.serverCommands().flushAll();
              return null;
            });
    slots = new RedisHostSlots(redis);
  }

  private Slot take(String host, Duration gap, int concurrency) {
    return slots.take(host, gap, concurrency, HOLD);
  }

  private static long redisMillis() {
    return redis.execute(
        (org.springframework.data.redis.core.RedisCallback<Long>)
            connection ->
                connection.serverCommands().time(java.util.concurrent.TimeUnit.MILLISECONDS));
  }

  @Test
  void spacesTheStartsOfManyThreadsOnEachHost() throws Exception {
    Duration gap = Duration.ofMillis(60);
    Map<String, Queue<Long>> starts = new ConcurrentHashMap<>();
    for (String host : List.of("http://a:80", "http://b:80", "http://[::1]:80")) {
      starts.put(host, new ConcurrentLinkedQueue<>());
    }
    List<String> hosts = List.copyOf(starts.keySet());

    Threads.run(
        20,
        number -> {
          String host = hosts.get(number % hosts.size());
          Queue<Long> ofHost = starts.get(host);
          while (ofHost.size() < 8) {
            Slot slot = take(host, gap, 100);
            if (slot.permit() != null) {
              ofHost.add(startOf(host, slot.permit()));
              slots.seen(host, slot.permit(), gap);
            } else {
              assertThat(slot.retryIn()).isPositive().isLessThanOrEqualTo(gap.plusMillis(1));
              LockSupport.parkNanos(slot.retryIn().toNanos());
            }
          }
        });

    starts.forEach(
        (host, times) -> {
          List<Long> sorted = new ArrayList<>(times);
          sorted.sort(null);
          assertThat(sorted).hasSizeGreaterThanOrEqualTo(8);
          for (int i = 1; i < sorted.size(); i++) {
            assertThat(sorted.get(i) - sorted.get(i - 1))
                .as(host)
                .isGreaterThanOrEqualTo(gap.toMillis());
          }
        });
  }

  /** When the permit was lent, by Redis's clock: its end less its hold. */
  private static long startOf(String host, String permit) {
    Double end = redis.opsForZSet().score("lode:host:{" + host + "}:permits", permit);
    return end.longValue() - HOLD.toMillis();
  }

  @Test
  void theGapCountsFromWhenTheHostSawTheRequest() {
    Duration gap = Duration.ofMillis(100);
    String late = take("http://a:80", gap, 9).permit();
    long began = redisMillis();
    while (redisMillis() - began < 300) {
      assertThat(take("http://a:80", gap, 9).permit()).as("before it was seen").isNull();
      LockSupport.parkNanos(20_000_000);
    }
    long seen = redisMillis();
    slots.seen("http://a:80", late, gap);

    Slot next = take("http://a:80", gap, 9);
    while (next.permit() == null) {
      LockSupport.parkNanos(next.retryIn().toNanos());
      next = take("http://a:80", gap, 9);
    }
    assertThat(redisMillis() - seen).isGreaterThanOrEqualTo(100);
  }

  @Test
  void aSlotThatIsGivenBackUnseenHoldsNobodyUp() {
    Slot unused = take("http://a:80", Duration.ofMillis(1), 9);
    slots.giveBack("http://a:80", unused.permit());

    long began = redisMillis();
    while (take("http://a:80", Duration.ofMillis(1), 9).permit() == null) {
      assertThat(redisMillis() - began).isLessThan(2_000);
    }
  }

  @Test
  void requestsWithoutAGapLeaveSideBySide() {
    assertThat(take("http://a:80", Duration.ZERO, 9).permit()).isNotNull();
    assertThat(take("http://a:80", Duration.ZERO, 9).permit()).isNotNull();
  }

  @Test
  void saysHowLongToWait() {
    long before = redisMillis();
    assertThat(take("http://a:80", Duration.ofSeconds(5), 9).permit()).isNotNull();

    Slot second = take("http://a:80", Duration.ofSeconds(5), 9);

    assertThat(second.permit()).isNull();
    assertThat(second.retryIn())
        .isBetween(Duration.ofMillis(5000 - (redisMillis() - before)), Duration.ofSeconds(5));
    assertThat(take("http://b:80", Duration.ofSeconds(5), 9).permit()).isNotNull();
  }

  @Test
  void lendsNoMorePermitsThanAtOnceAllowed() {
    Slot first = take("http://a:80", Duration.ZERO, 2);
    take("http://a:80", Duration.ZERO, 2);
    Slot third = take("http://a:80", Duration.ZERO, 2);
    assertThat(third.permit()).isNull();
    assertThat(third.retryIn()).isPositive();

    slots.giveBack("http://a:80", first.permit());

    assertThat(take("http://a:80", Duration.ZERO, 2).permit()).isNotNull();
    assertThat(take("http://a:80", Duration.ZERO, 2).permit()).isNull();
  }

  @Test
  void neverLendsMoreAtOnceToManyThreads() throws Exception {
    Queue<String> permits = new ConcurrentLinkedQueue<>();

    Threads.run(
        20,
        number -> {
          for (int i = 0; i < 5; i++) {
            Slot slot = take("http://a:80", Duration.ZERO, 7);
            if (slot.permit() != null) {
              permits.add(slot.permit());
            }
          }
        });

    assertThat(permits).hasSize(7).doesNotHaveDuplicates();
  }

  @Test
  void aRenewedPermitOutlivesItsFirstHold() {
    long began = redisMillis();
    String permit = slots.take("http://a:80", Duration.ZERO, 1, Duration.ofMillis(300)).permit();
    while (redisMillis() - began < 600) {
      slots.renew("http://a:80", permit, Duration.ofMillis(300));
      assertThat(take("http://a:80", Duration.ZERO, 1).permit()).isNull();
      LockSupport.parkNanos(50_000_000);
    }
    slots.giveBack("http://a:80", permit);

    assertThat(take("http://a:80", Duration.ZERO, 1).permit()).isNotNull();
  }

  @Test
  void aPermitThatIsFreeAgainIsNotRenewed() {
    String permit = slots.take("http://a:80", Duration.ZERO, 1, Duration.ofSeconds(60)).permit();
    slots.giveBack("http://a:80", permit);
    slots.renew("http://a:80", permit, Duration.ofSeconds(60));

    assertThat(take("http://a:80", Duration.ZERO, 1).permit()).isNotNull();
  }

  @Test
  void aPermitThatNobodyGivesBackIsFreeAgainAfterItsHold() {
    long began = redisMillis();
    slots.take("http://a:80", Duration.ZERO, 1, Duration.ofMillis(150));

    while (take("http://a:80", Duration.ZERO, 1).permit() == null) {
      LockSupport.parkNanos(5_000_000);
    }

    assertThat(redisMillis() - began).isBetween(150L, 2000L);
  }

  @Test
  void aShortHoldDoesNotEndALongOne() {
    slots.take("http://a:80", Duration.ZERO, 2, Duration.ofMinutes(1));
    slots.take("http://a:80", Duration.ZERO, 2, Duration.ofMillis(1));

    assertThat(redis.getExpire("lode:host:{http://a:80}:permits")).isGreaterThan(50);
  }

  @Test
  void aPauseKeepsEverybodyAwayAndOnlyGrows() {
    slots.pause("http://a:80", Duration.ofMinutes(5));
    slots.pause("http://a:80", Duration.ofSeconds(1));

    Slot slot = take("http://a:80", Duration.ZERO, 9);

    assertThat(slot.permit()).isNull();
    assertThat(slot.retryIn()).isBetween(Duration.ofMinutes(4), Duration.ofMinutes(5));
    assertThat(take("https://a:443", Duration.ZERO, 9).permit()).isNotNull();
  }

  @Test
  void withoutRedisThereIsNoSlot() throws IOException {
    int port = freePort();
    RedisServer gone = server(port);
    LettuceConnectionFactory toGone = connections(port);
    try {
      RedisHostSlots closing = new RedisHostSlots(new StringRedisTemplate(toGone));
      assertThat(closing.take("http://a:80", Duration.ZERO, 1, HOLD).permit()).isNotNull();
      assertThat(new RedisDependency(toGone).check().well()).isTrue();
      gone.stop();

      assertThatThrownBy(() -> closing.take("http://b:80", Duration.ZERO, 1, HOLD))
          .isInstanceOf(DataAccessException.class);
      assertThat(new RedisDependency(toGone).check().well()).isFalse();
    } finally {
      gone.stop();
      toGone.destroy();
    }
  }

  @Test
  void keepsRobotsFilesADayAndFailuresHalfAMinute() {
    RedisRobotsFiles files = new RedisRobotsFiles(redis);
    byte[] body = {0, 1, (byte) 0xff, ' ', '\n'};

    assertThat(files.find("http://a:80")).isEmpty();
    files.keep("http://a:80", new RobotsAnswer(200, body));
    files.keep("http://b:80", new RobotsAnswer(503, new byte[0]));
    files.keep("http://c:80", new RobotsAnswer(0, new byte[0]));
    files.keep("http://d:80", new RobotsAnswer(404, new byte[0]));
    files.keep("http://e:80", new RobotsAnswer(429, new byte[0]));

    RobotsAnswer kept = files.find("http://a:80").orElseThrow();
    assertThat(kept.status()).isEqualTo(200);
    assertThat(kept.body()).isEqualTo(body);
    assertThat(files.find("http://c:80").orElseThrow().status()).isZero();
    assertThat(redis.getExpire("lode:robots:http://a:80")).isBetween(86_300L, 86_400L);
    assertThat(redis.getExpire("lode:robots:http://d:80")).isBetween(86_300L, 86_400L);
    assertThat(redis.getExpire("lode:robots:http://b:80")).isBetween(1L, 30L);
    assertThat(redis.getExpire("lode:robots:http://c:80")).isBetween(1L, 30L);
    assertThat(redis.getExpire("lode:robots:http://e:80")).isBetween(1L, 30L);
  }
}
