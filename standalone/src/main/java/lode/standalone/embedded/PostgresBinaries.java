package lode.standalone.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The Postgres programs from the jar of this platform, unpacked once per version into the home. */
final class PostgresBinaries {
  private PostgresBinaries() {}

  /** Folder with {@code bin}, {@code lib} and {@code share}. */
  static Path unpack(Path parent) throws IOException {
    String resource = resource();
    Path target = parent.resolve("programs-" + checksum(resource));
    if (Files.isDirectory(target)) {
      return target;
    }
    // Unpacked aside and moved: a kill in between leaves nothing that looks complete.
    Path fresh = parent.resolve("programs.new");
    deleteTree(fresh);
    Files.createDirectories(fresh);
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(
            new BufferedInputStream(new XZInputStream(open(resource)), 1 << 16))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        place(fresh, entry, tar);
      }
    }
    Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    return target;
  }

  private static void place(Path folder, TarArchiveEntry entry, InputStream content)
      throws IOException {
    Path target = folder.resolve(entry.getName()).normalize();
    if (!target.startsWith(folder)) {
      throw new IOException("Archive entry outside its folder: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else if (entry.isLink()) {
      Files.createLink(target, folder.resolve(entry.getLinkName()).normalize());
    } else {
      Files.copy(content, target);
      boolean program = (entry.getMode() & 0100) != 0 || entry.getName().startsWith("bin/");
      Files.setPosixFilePermissions(
          target, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
    }
  }

  private static String resource() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    boolean arm = arch.contains("aarch64") || arch.contains("arm64");
    return "postgres-"
        + (os.contains("mac") ? "darwin" : "linux")
        + "-"
        + (arm ? "arm_64" : "x86_64")
        + ".txz";
  }

  private static InputStream open(String resource) {
    InputStream stream = PostgresBinaries.class.getClassLoader().getResourceAsStream(resource);
    if (stream == null) {
      throw new EmbeddedPartFailed(
          PostgresServer.PART,
          "this build carries no Postgres for "
              + System.getProperty("os.name")
              + " on "
              + System.getProperty("os.arch")
              + "; build it on this machine or set LODE_POSTGRES_URL",
          null);
    }
    return stream;
  }

  /** Tells builds apart; nothing more is asked of it, and at every start. */
  private static String checksum(String resource) throws IOException {
    try (CheckedInputStream stream = new CheckedInputStream(open(resource), new CRC32())) {
      byte[] buffer = new byte[1 << 16];
      long length = 0;
      for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
        length += n;
      }
      return Long.toHexString(length) + "-" + Long.toHexString(stream.getChecksum().getValue());
    }
  }

  static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
