package lode.standalone.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Starting the child processes of the stack and short-lived tools. */
final class ServerProcess {
  private static final long LOG_KEPT_BYTES = 5L << 20;

  private ServerProcess() {}

  /**
   * Starts a server in a session of its own where {@code setsid} is to be had, so that Ctrl-C in the terminal reaches
   * only the product, which then ends its servers in order. Output goes to the file, never to a pipe: a pipe would
   * break when this process is killed.
   */
  static Process start(List<String> command, Path log, Collection<String> environmentWithout)
      throws IOException {
    List<String> words = new ArrayList<>();
    onPath("setsid", System.getenv()).ifPresent(setsid -> words.add(setsid.toString()));
    words.addAll(command);
    rotate(log);
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.environment().keySet().removeAll(environmentWithout);
    return builder.start();
  }

  /** What a short-lived tool answered. */
  record Outcome(int exitCode, String output) {
    boolean succeeded() {
      return exitCode == 0;
    }
  }

  /** Runs a tool to its end, at most the given time; exit code -1 if it is not there or does not end. */
  static Outcome run(
      List<String> command, Path folder, Duration patience, Map<String, String> env) {
    Path output = null;
    try {
      output = Files.createTempFile("lode-tool", ".out");
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.directory(folder.toFile());
      builder.redirectErrorStream(true);
      builder.redirectOutput(output.toFile());
      builder.environment().putAll(env);
      Process process = builder.start();
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        return new Outcome(-1, "no end after " + patience.toSeconds() + " s");
      }
      return new Outcome(process.exitValue(), Files.readString(output).strip());
    } catch (IOException e) {
      return new Outcome(-1, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome(-1, "interrupted");
    } finally {
      deleteQuietly(output);
    }
  }

  /** Polls until ready; false if the process ends, the time is over or the thread is interrupted. */
  static boolean awaitReady(ProcessHandle process, Duration patience, BooleanSupplier ready) {
    long end = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < end && process.isAlive()) {
      if (ready.getAsBoolean()) {
        return true;
      }
      try {
        Thread.sleep(40);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return false;
  }

  /** The executable of that name in the folders of PATH. */
  static Optional<Path> onPath(String name, Map<String, String> environment) {
    for (String folder : environment.getOrDefault("PATH", "").split(":")) {
      Path candidate = Path.of(folder.isEmpty() ? "." : folder, name);
      if (Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
        return Optional.of(candidate.toAbsolutePath());
      }
    }
    return Optional.empty();
  }

  /** The last lines of a log, for error messages. */
  static String tail(Path log) {
    try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
      List<String> all = lines.toList();
      return String.join("\n", all.subList(Math.max(0, all.size() - 8), all.size()));
    } catch (IOException | UncheckedIOException e) {
      return "(no log)";
    }
  }

  private static void rotate(Path log) throws IOException {
    if (Files.exists(log) && Files.size(log) > LOG_KEPT_BYTES) {
      Path old = log.resolveSibling(log.getFileName() + ".1");
      Files.move(log, old, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void deleteQuietly(@Nullable Path file) {
    if (file != null) {
      file.toFile().delete();
    }
  }
}
