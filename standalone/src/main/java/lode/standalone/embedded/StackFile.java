package lode.standalone.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code stack.json} in the home: how a command finds the live stack.
 *
 * @param pid process that runs the stack
 * @param apiUrl base address of the API, on loopback
 * @param apiPort its port
 * @param apiKeyFile file with a key that the command line may use, if one is needed
 * @param ports port of each part by its name
 * @param startedAt when the stack became ready
 */
public record StackFile(
    long pid,
    String apiUrl,
    int apiPort,
    @Nullable String apiKeyFile,
    Map<String, Integer> ports,
    Instant startedAt) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  public StackFile {
    ports = Map.copyOf(ports);
  }

  /** Writes the file in one step, replacing an earlier one. */
  public void write(LodeHome home) {
    try {
      AtomicFile.write(file(home), JSON.writeValueAsString(this));
    } catch (IOException e) {
      throw new UncheckedIOException("stack.json cannot be written in " + home, e);
    }
  }

  /** What the file says; empty where it is missing or not readable as such a file. */
  public static Optional<StackFile> read(LodeHome home) {
    try {
      StackFile read = JSON.readValue(Files.readString(file(home)), StackFile.class);
      return read != null && read.pid() > 0 && read.apiUrl() != null && read.startedAt() != null
          ? Optional.of(read)
          : Optional.empty();
    } catch (IOException | JacksonException | NullPointerException e) {
      return Optional.empty();
    }
  }

  /** Removes the file, if there is one. */
  public static void delete(LodeHome home) {
    try {
      Files.deleteIfExists(file(home));
    } catch (IOException e) {
      throw new UncheckedIOException("stack.json cannot be removed from " + home, e);
    }
  }

  /** Whether the process that wrote the file is still there. It may be another process of the same number. */
  public boolean processAlive() {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  private static Path file(LodeHome home) {
    return home.resolve("stack.json");
  }
}
