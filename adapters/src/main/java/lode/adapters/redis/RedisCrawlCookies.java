package lode.adapters.redis;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lode.domain.crawl.Cookie;
import lode.domain.crawl.CrawlCookies;
import lode.domain.job.JobId;
import lode.domain.url.RegistrableDomain;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.StringRedisTemplate;
import tools.jackson.databind.json.JsonMapper;

/** {@link CrawlCookies} in Redis: a hash for each crawl and domain, gone a day after its last change. */
public final class RedisCrawlCookies implements CrawlCookies {

  private static final Duration KEPT = Duration.ofHours(24);
  private static final JsonMapper JSON = new JsonMapper();

  private final StringRedisTemplate redis;

  /** Works on this Redis. */
  public RedisCrawlCookies(StringRedisTemplate redis) {
    this.redis = redis;
  }

  @Override
  public List<Cookie> find(JobId crawl, RegistrableDomain domain) {
    List<Kept> kept = new ArrayList<>();
    for (Object value : redis.opsForHash().values(key(crawl, domain))) {
      kept.add(JSON.readValue(value.toString(), Kept.class));
    }
    kept.sort(Comparator.comparingLong(Kept::since));
    return kept.stream().map(Kept::cookie).toList();
  }

  @Override
  public void keep(JobId crawl, RegistrableDomain domain, List<Cookie> changed, Instant now) {
    Map<String, String> values = new LinkedHashMap<>();
    List<String> over = new ArrayList<>();
    for (Cookie cookie : changed) {
      if (cookie.isOver(now)) {
        over.add(cookie.key());
        values.remove(cookie.key());
      } else {
        values.put(cookie.key(), JSON.writeValueAsString(Kept.of(cookie, now)));
      }
    }
    String key = key(crawl, domain);
    if (!over.isEmpty()) {
      redis.opsForHash().delete(key, over.toArray());
    }
    if (!values.isEmpty()) {
      redis.opsForHash().putAll(key, values);
    }
    redis.expire(key, KEPT);
  }

  private static String key(JobId crawl, RegistrableDomain domain) {
    return "lode:cookies:" + crawl + ":" + domain;
  }

  /** A cookie with the time that orders it; plain members, so that a later version reads it. */
  private record Kept(
      String name,
      String value,
      String domain,
      boolean hostOnly,
      String path,
      boolean secure,
      @Nullable Long expires,
      long since) {

    static Kept of(Cookie cookie, Instant now) {
      Instant end = cookie.expires();
      return new Kept(
          cookie.name(),
          cookie.value(),
          cookie.domain(),
          cookie.hostOnly(),
          cookie.path(),
          cookie.secure(),
          end == null ? null : end.toEpochMilli(),
          now.toEpochMilli());
    }

    Cookie cookie() {
      return new Cookie(
          name,
          value,
          domain,
          hostOnly,
          path,
          secure,
          expires == null ? null : Instant.ofEpochMilli(expires));
    }
  }
}
