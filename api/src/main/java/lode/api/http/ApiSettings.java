package lode.api.http;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of the API, {@code lode.api.*}; {@code lode.api.address} (127.0.0.1) and {@code
 * lode.api.port} (8080) go to the web server.
 *
 * @param key a key of role admin that is put in force at start, at least 32 random characters; without
 *     one, every caller is admin and only loopback is listened on
 */
@ConfigurationProperties("lode.api")
public record ApiSettings(@Nullable String key) {

  private static final int SHORTEST_KEY = 32;
  private static final int FEWEST_CHARACTERS = 10;
  private static final List<String> WEAK =
      List.of("changeme", "change-me", "password", "secret", "example", "12345678", "abcdefgh");

  public ApiSettings {
    key = key == null || key.isBlank() ? null : key.strip();
    if (key != null && isWeak(key)) {
      throw new IllegalArgumentException(
          "lode.api.key is too weak: it needs at least "
              + SHORTEST_KEY
              + " random characters, such as the output of: openssl rand -hex 32");
    }
  }

  private static boolean isWeak(String key) {
    String lower = key.toLowerCase(Locale.ROOT);
    return key.length() < SHORTEST_KEY
        || key.chars().distinct().count() < FEWEST_CHARACTERS
        || WEAK.stream().anyMatch(lower::contains);
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "ApiSettings[key " + (key == null ? "not set]" : "set]");
  }
}
