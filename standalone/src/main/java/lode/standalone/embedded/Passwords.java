package lode.standalone.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.Function;

/** Random passwords kept in files of the home: on a shared machine loopback is open to every local user. */
final class Passwords {
  private Passwords() {}

  static String kept(Path file) throws IOException {
    return kept(file, 18, HexFormat.of()::formatHex);
  }

  /** A key of 256 bits in base64. */
  static String keptKey(Path file) throws IOException {
    return kept(file, 32, Base64.getEncoder()::encodeToString);
  }

  private static String kept(Path file, int bytes, Function<byte[], String> form)
      throws IOException {
    if (Files.exists(file)) {
      String known = Files.readString(file).strip();
      if (!known.isEmpty()) {
        return known;
      }
    }
    byte[] random = new byte[bytes];
    new SecureRandom().nextBytes(random);
    String fresh = form.apply(random);
    AtomicFile.write(file, fresh);
    return fresh;
  }
}
