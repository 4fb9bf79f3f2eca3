package lode.adapters.redis;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Redis is.
 *
 * @param url {@code redis://[user:password@]host:port[/db]} or {@code rediss://} for TLS
 * @param timeout of one command
 */
@ConfigurationProperties("lode.redis")
public record RedisSettings(
    @DefaultValue("redis://127.0.0.1:6379") String url, @DefaultValue("2s") Duration timeout) {

  public RedisSettings {
    if (!isAddress(url)) {
      throw new IllegalArgumentException(
          "LODE_REDIS_URL must look like redis://host:6379 or rediss://host:6379");
    }
    if (timeout.isZero() || timeout.isNegative()) {
      throw new IllegalArgumentException("LODE_REDIS_TIMEOUT must be positive");
    }
  }

  private static boolean isAddress(String url) {
    try {
      URI address = URI.create(url);
      boolean redis = "redis".equals(address.getScheme()) || "rediss".equals(address.getScheme());
      return redis && address.getHost() != null;
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }

  @Override
  public String toString() {
    return "RedisSettings[timeout=" + timeout + "]";
  }
}
