package lode.standalone.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A server process as noted in the home, so that the next start can attach to it or end it after this process was
 * killed. It counts as the same process only if pid, start time and command line agree: pids are used again.
 *
 * @param pid process id
 * @param startedAt start time as the operating system tells it
 * @param marker text that its command line must contain
 * @param facts what else the next start must know, such as ports
 */
record RecordedProcess(long pid, Instant startedAt, String marker, Map<String, String> facts) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  // The boot time from which the start is computed moves by up to a second when the clock is
  // corrected.
  private static final Duration START_TOLERANCE = Duration.ofSeconds(3);

  RecordedProcess {
    facts = Map.copyOf(facts);
  }

  static RecordedProcess of(ProcessHandle process, String marker, Map<String, String> facts) {
    Instant start = process.info().startInstant().orElseGet(Instant::now);
    return new RecordedProcess(process.pid(), start, marker, facts);
  }

  static Optional<RecordedProcess> read(Path note) {
    try {
      RecordedProcess read = JSON.readValue(Files.readString(note), RecordedProcess.class);
      return read != null && read.pid > 0 && read.startedAt != null && read.marker != null
          ? Optional.of(read)
          : Optional.empty();
    } catch (IOException | JacksonException | NullPointerException e) {
      return Optional.empty();
    }
  }

  void write(Path note) throws IOException {
    AtomicFile.write(note, JSON.writeValueAsString(this));
  }

  int port(String name) {
    try {
      return Integer.parseInt(facts.getOrDefault(name, "0"));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** The live process, if it is still the one that was noted. */
  Optional<ProcessHandle> running() {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::isTheSame);
  }

  private boolean isTheSame(ProcessHandle process) {
    Optional<Instant> start = process.info().startInstant();
    boolean sameStart =
        start.isEmpty()
            || Duration.between(start.get(), startedAt).abs().compareTo(START_TOLERANCE) <= 0;
    return sameStart && commandLine(process).contains(marker);
  }

  /** The command line with blanks between its words; empty where the system does not tell. */
  static String commandLine(ProcessHandle process) {
    Path proc = Path.of("/proc", Long.toString(process.pid()), "cmdline");
    try {
      return new String(Files.readAllBytes(proc), StandardCharsets.UTF_8).replace('\0', ' ');
    } catch (IOException e) {
      return process.info().commandLine().orElse("");
    }
  }

  /**
   * Ends processes whose command line satisfies the test. For those started just before a kill, of which no note could
   * be written; the test must name a path of the home, whose lock the caller holds.
   */
  static void endStrays(Predicate<String> commandLine, Duration patience) {
    long self = ProcessHandle.current().pid();
    List<ProcessHandle> strays =
        ProcessHandle.allProcesses()
            .filter(process -> process.pid() != self)
            .filter(process -> commandLine.test(commandLine(process)))
            .toList();
    strays.forEach(process -> end(process, patience));
  }

  /** Asks the process to end, waits, and kills it where it does not; false only if it outlives that too. */
  static boolean end(ProcessHandle process, Duration patience) {
    process.destroy();
    if (awaitExit(process, patience)) {
      return true;
    }
    process.destroyForcibly();
    return awaitExit(process, Duration.ofSeconds(5));
  }

  static boolean awaitExit(@Nullable ProcessHandle process, Duration patience) {
    if (process == null || !process.isAlive()) {
      return true;
    }
    try {
      process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | TimeoutException e) {
      return !process.isAlive();
    }
  }
}
