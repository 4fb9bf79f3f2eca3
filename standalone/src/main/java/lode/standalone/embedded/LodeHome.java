package lode.standalone.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The folder that holds everything a self-contained product keeps: database files, downloaded binaries, logs and the
 * notes about running processes. Readable by its owner only.
 */
public final class LodeHome {
  // A POSIX file lock is dropped as soon as the process closes any descriptor of the file, so a
  // second attempt inside
  // this process must be turned down before it opens the file.
  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

  private final Path root;

  private LodeHome(Path root) {
    this.root = root;
  }

  /** The folder named by {@code LODE_HOME} in the given environment, else {@code ~/.lode}; created where absent. */
  public static LodeHome resolve(Map<String, String> environment) {
    String configured = environment.getOrDefault("LODE_HOME", "").strip();
    return at(
        configured.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".lode")
            : Path.of(configured));
  }

  /** The given folder; created where absent. */
  public static LodeHome at(Path folder) {
    try {
      Path absolute = folder.toAbsolutePath().normalize();
      createPrivate(absolute);
      LodeHome home = new LodeHome(absolute.toRealPath());
      for (String name : new String[] {"bin", "logs", "run", "postgres", "redis", "temporal"}) {
        createPrivate(home.root.resolve(name));
      }
      return home;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The folder " + folder + " cannot be created; set LODE_HOME to a folder you can write",
          e);
    }
  }

  /** The folder itself, absolute and without links. */
  public Path root() {
    return root;
  }

  /** A path below the folder. */
  public Path resolve(String relative) {
    return root.resolve(relative);
  }

  /**
   * What this home seals secrets with, in base64; made at its first use, readable by its owner only.
   */
  public String secretKey() {
    try {
      return Passwords.keptKey(root.resolve("secret-key"));
    } catch (IOException e) {
      throw new UncheckedIOException("The key in " + root + " cannot be read or written", e);
    }
  }

  /** Where a server of the given name writes its output. */
  public Path log(String part) {
    return root.resolve("logs").resolve(part + ".log");
  }

  /**
   * Takes the exclusive lock of this home. The operating system frees it when the process ends in whatever way.
   *
   * @throws LodeHomeInUse if a live process holds it
   */
  public Lock lock() {
    if (!HELD_HERE.add(root)) {
      throw new LodeHomeInUse(root, ProcessHandle.current().pid());
    }
    try {
      FileChannel channel =
          FileChannel.open(
              root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        throw new LodeHomeInUse(root, ownerPid());
      }
      AtomicFile.write(ownerFile(), Long.toString(ProcessHandle.current().pid()));
      return new Lock(channel);
    } catch (IOException e) {
      HELD_HERE.remove(root);
      throw new UncheckedIOException("The lock file in " + root + " cannot be used", e);
    } catch (LodeHomeInUse e) {
      HELD_HERE.remove(root);
      throw e;
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Process id of the last owner of the lock, 0 where it is not known. */
  long ownerPid() {
    try {
      return Long.parseLong(Files.readString(ownerFile()).strip());
    } catch (IOException | NumberFormatException e) {
      return 0;
    }
  }

  private Path ownerFile() {
    return root.resolve("run").resolve("owner.pid");
  }

  static void createPrivate(Path folder) throws IOException {
    boolean fresh = !Files.isDirectory(folder);
    Files.createDirectories(folder);
    if (fresh && Files.getFileStore(folder).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Override
  public String toString() {
    return root.toString();
  }

  /** The exclusive right to run a stack in this home, until closed. */
  public final class Lock implements AutoCloseable {
    private final FileChannel channel;

    private Lock(FileChannel channel) {
      this.channel = channel;
    }

    /** The home that is locked. */
    public LodeHome home() {
      return LodeHome.this;
    }

    @Override
    public void close() {
      try {
        if (channel.isOpen()) {
          Files.deleteIfExists(ownerFile());
          channel.close();
          HELD_HERE.remove(root);
        }
      } catch (IOException e) {
        throw new UncheckedIOException("The lock of " + root + " could not be released", e);
      }
    }
  }
}
