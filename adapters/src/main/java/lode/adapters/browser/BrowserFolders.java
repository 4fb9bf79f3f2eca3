package lode.adapters.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where driver and browsers of this process write: one folder, removed at its end or by the next. */
final class BrowserFolders {

  private static final Logger LOG = LoggerFactory.getLogger(BrowserFolders.class);
  private static final String NAME = "lode-browser-";
  private static final Pattern OF_PROCESS = Pattern.compile(NAME + "(\\d{1,18})-.*");

  private static final int LONGEST_PARENT = 20;
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private static @Nullable Path root;

  private BrowserFolders() {}

  /** The folder of this process; the first call removes those of processes that were killed. */
  static synchronized Path root() throws IOException {
    Path known = root;
    if (known == null) {
      Path parent = parent();
      removeAbandoned(parent);
      known = Files.createTempDirectory(parent, NAME + ProcessHandle.current().pid() + "-");
      // Deleted in reverse order: the driver's files, which are noted later, go first.
      known.toFile().deleteOnExit();
      System.setProperty("playwright.driver.tmpdir", known.toString());
      root = known;
    }
    return known;
  }

  /** A folder for one browser; its name is short, as that of a socket in it must be. */
  static Path ofBrowser() throws IOException {
    return Files.createDirectory(root().resolve("b" + NUMBERS.incrementAndGet()));
  }

  /** Some systems have a folder of their own for each user, with a name too long for sockets in it. */
  private static Path parent() {
    Path usual = Path.of(System.getProperty("java.io.tmpdir"));
    Path shorter = Path.of("/tmp");
    return usual.toString().length() > LONGEST_PARENT && Files.isWritable(shorter)
        ? shorter
        : usual;
  }

  private static void removeAbandoned(Path parent) throws IOException {
    try (Stream<Path> files = Files.list(parent)) {
      for (Path folder : files.filter(BrowserFolders::isAbandoned).toList()) {
        remove(folder);
      }
    }
  }

  private static boolean isAbandoned(Path folder) {
    Matcher name = OF_PROCESS.matcher(folder.getFileName().toString());
    return name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty();
  }

  /** Removes a folder with what is in it, as far as it can. */
  static void remove(Path folder) {
    try {
      for (Path file : deepestFirst(folder)) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException left) {
      LOG.debug("{} is left behind: {}", folder, left.toString());
    }
  }

  private static List<Path> deepestFirst(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.sorted(Comparator.reverseOrder()).toList();
    }
  }
}
