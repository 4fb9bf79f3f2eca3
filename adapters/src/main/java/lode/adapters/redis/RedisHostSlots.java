package lode.adapters.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import lode.domain.crawl.HostSlots;
import org.springframework.core.io.ClassPathResource;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;

/**
 * {@link HostSlots} in Redis, on Redis's own clock. Without Redis nothing is fetched: the failure
 * reaches the activity, which is retried.
 */
public final class RedisHostSlots implements HostSlots {

  private static final RedisScript<Long> TAKE = script("take-host-slot");
  private static final RedisScript<Long> SEEN = script("see-host-request");
  private static final RedisScript<Long> RENEW = script("renew-host-slot");
  private static final RedisScript<Long> GIVE_BACK = script("give-back-host-slot");
  private static final RedisScript<Long> PAUSE = script("pause-host");

  private final StringRedisTemplate redis;

  /** Works on this Redis. */
  public RedisHostSlots(StringRedisTemplate redis) {
    this.redis = redis;
  }

  /** As text that is read once: Spring looks for changes of a resource at every use. */
  private static RedisScript<Long> script(String name) {
    try (InputStream lua = new ClassPathResource("lode/redis/" + name + ".lua").getInputStream()) {
      return RedisScript.of(new String(lua.readAllBytes(), StandardCharsets.UTF_8), Long.class);
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  @Override
  public Slot take(String hostKey, Duration gap, int concurrency, Duration hold) {
    String permit = UUID.randomUUID().toString();
    Long wait =
        redis.execute(
            TAKE,
            List.of(dueKey(hostKey), permitsKey(hostKey), leavingKey(hostKey)),
            Long.toString(gap.toMillis()),
            Integer.toString(concurrency),
            Long.toString(hold.toMillis()),
            permit);
    if (wait == null) {
      throw new IllegalStateException("Redis gave no answer for a host slot");
    }
    return wait == 0 ? new Slot(permit, Duration.ZERO) : new Slot(null, Duration.ofMillis(wait));
  }

  @Override
  public void seen(String hostKey, String permit, Duration gap) {
    redis.execute(
        SEEN, List.of(dueKey(hostKey), leavingKey(hostKey)), Long.toString(gap.toMillis()), permit);
  }

  @Override
  public void renew(String hostKey, String permit, Duration hold) {
    redis.execute(
        RENEW,
        List.of(permitsKey(hostKey), leavingKey(hostKey)),
        Long.toString(hold.toMillis()),
        permit);
  }

  @Override
  public void giveBack(String hostKey, String permit) {
    redis.execute(GIVE_BACK, List.of(permitsKey(hostKey), leavingKey(hostKey)), permit);
  }

  @Override
  public void pause(String hostKey, Duration pause) {
    redis.execute(PAUSE, List.of(dueKey(hostKey)), Long.toString(pause.toMillis()));
  }

  /** Braces keep all keys of a host on one node of a cluster. */
  private static String dueKey(String hostKey) {
    return "lode:host:{" + hostKey + "}:due";
  }

  /** The permit of the one request that the host has not seen yet. */
  private static String leavingKey(String hostKey) {
    return "lode:host:{" + hostKey + "}:leaving";
  }

  private static String permitsKey(String hostKey) {
    return "lode:host:{" + hostKey + "}:permits";
  }
}
