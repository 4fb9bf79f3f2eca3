package lode.adapters.postgres;

import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What secrets are sealed with.
 *
 * @param key 32 bytes in base64; null when nothing can be sealed
 */
@ConfigurationProperties("lode.secret")
public record SecretSettings(@Nullable String key) {

  static final int KEY_BYTES = 32;

  public SecretSettings {
    key = key == null || key.isBlank() ? null : key.strip();
    if (key != null && !isKey(key)) {
      throw new IllegalArgumentException(
          "LODE_SECRET_KEY must be "
              + KEY_BYTES
              + " bytes in base64: make one with openssl rand -base64 32");
    }
  }

  private static boolean isKey(String text) {
    try {
      return Base64.getDecoder().decode(text).length == KEY_BYTES;
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }

  @Override
  public String toString() {
    return "SecretSettings[key=" + (key == null ? "none" : "set") + "]";
  }
}
