package lode.adapters.postgres;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import lode.domain.crawl.CrawlSecrets.SecretUnreadable;
import org.jspecify.annotations.Nullable;

/** Seals bytes with AES-256-GCM (NIST SP 800-38D), bound to what they belong to. */
final class SecretSeal {

  private static final byte VERSION = 1;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final byte @Nullable [] key;
  private final SecureRandom random = new SecureRandom();

  SecretSeal(SecretSettings settings) {
    this.key = settings.key() == null ? null : Base64.getDecoder().decode(settings.key());
  }

  boolean hasKey() {
    return key != null;
  }

  /** A version, a nonce that is never used again, and the sealed bytes. */
  byte[] seal(byte[] open, String belongsTo) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, belongsTo).doFinal(open);
      return ByteBuffer.allocate(1 + nonce.length + sealed.length)
          .put(VERSION)
          .put(nonce)
          .put(sealed)
          .array();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has AES-GCM", impossible);
    }
  }

  /** The bytes that were sealed; throws {@link SecretUnreadable} for any others. */
  byte[] open(byte[] sealed, String belongsTo) {
    if (sealed.length <= 1 + NONCE_BYTES || sealed[0] != VERSION) {
      throw new SecretUnreadable("a sealed secret has an unknown form");
    }
    byte[] nonce = new byte[NONCE_BYTES];
    System.arraycopy(sealed, 1, nonce, 0, NONCE_BYTES);
    try {
      return cipher(Cipher.DECRYPT_MODE, nonce, belongsTo)
          .doFinal(sealed, 1 + NONCE_BYTES, sealed.length - 1 - NONCE_BYTES);
    } catch (AEADBadTagException otherKey) {
      throw new SecretUnreadable(
          "the crawl's headers and proxy cannot be opened: LODE_SECRET_KEY is another than the one"
              + " that they were accepted with");
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has AES-GCM", impossible);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, String belongsTo) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key(), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(belongsTo.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  /** HMAC-SHA256 in hex. */
  String digest(byte[] open) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key(), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(open));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has HMAC-SHA256", impossible);
    }
  }

  private byte[] key() {
    if (key == null) {
      throw new SecretUnreadable(
          "LODE_SECRET_KEY is not set, so that the crawl's headers and proxy cannot be opened");
    }
    return key;
  }
}
