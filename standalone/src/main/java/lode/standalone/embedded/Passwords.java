package lode.standalone.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Random passwords kept in files of the home: on a shared machine loopback is open to every local user. */
final class Passwords {
  private Passwords() {}

  static String kept(Path file) throws IOException {
    if (Files.exists(file)) {
      String known = Files.readString(file).strip();
      if (!known.isEmpty()) {
        return known;
      }
    }
    byte[] random = new byte[18];
    new SecureRandom().nextBytes(random);
    String fresh = HexFormat.of().formatHex(random);
    AtomicFile.write(file, fresh);
    return fresh;
  }
}
