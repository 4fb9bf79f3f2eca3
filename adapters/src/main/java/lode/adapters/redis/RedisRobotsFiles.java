package lode.adapters.redis;

import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import lode.domain.crawl.RobotsFiles;
import org.springframework.data.redis.core.StringRedisTemplate;

/** {@link RobotsFiles} in Redis. */
public final class RedisRobotsFiles implements RobotsFiles {

  /** RFC 9309, 2.4: a file should not be used longer than 24 hours. */
  private static final Duration KEPT = Duration.ofHours(24);

  /** A file that a failing host could not give is asked for again soon. */
  private static final Duration FAILURE_KEPT = Duration.ofSeconds(30);

  private final StringRedisTemplate redis;

  /** Works on this Redis. */
  public RedisRobotsFiles(StringRedisTemplate redis) {
    this.redis = redis;
  }

  @Override
  public Optional<RobotsAnswer> find(String hostKey) {
    String kept = redis.opsForValue().get(key(hostKey));
    if (kept == null) {
      return Optional.empty();
    }
    int blank = kept.indexOf(' ');
    return Optional.of(
        new RobotsAnswer(
            Integer.parseInt(kept.substring(0, blank)),
            Base64.getDecoder().decode(kept.substring(blank + 1))));
  }

  @Override
  public void keep(String hostKey, RobotsAnswer answer) {
    redis
        .opsForValue()
        .set(
            key(hostKey),
            answer.status() + " " + Base64.getEncoder().encodeToString(answer.body()),
            isForNow(answer.status()) ? FAILURE_KEPT : KEPT);
  }

  private static boolean isForNow(int status) {
    return status >= 500 || status == 0 || status == 429;
  }

  private static String key(String hostKey) {
    return "lode:robots:" + hostKey;
  }
}
