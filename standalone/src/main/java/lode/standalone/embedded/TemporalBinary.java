package lode.standalone.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Finding, fetching and building the {@code temporal} program. */
public final class TemporalBinary {
  /** The version that is fetched or built; the newest that {@code go install} takes. */
  public static final String VERSION = "1.5.1";

  private static final String SITE = "https://github.com/temporalio/cli/releases/download";
  private static final String GO_MODULE = "github.com/temporalio/cli/cmd/temporal@v" + VERSION;
  private static final String CHECKSUMS = "temporal-cli-" + VERSION + ".sha256.properties";
  private static final Duration ANSWER = Duration.ofSeconds(3);
  private static final Duration DOWNLOAD = Duration.ofMinutes(3);
  private static final long ARCHIVE_MAX_BYTES = 400L << 20;

  private TemporalBinary() {}

  /** What came of an attempt to fetch the program. */
  public sealed interface Fetch {
    /** It is there and its checksum was right. */
    record Fetched(Path program) implements Fetch {}

    /** It was not fetched, for the reason given. */
    record Skipped(String reason) implements Fetch {}
  }

  /** The program in the home, else on the PATH. */
  public static Optional<Path> locate(LodeHome home, StackSettings settings) {
    Path own = home.resolve("bin/temporal");
    return Files.isExecutable(own)
        ? Optional.of(own)
        : ServerProcess.onPath("temporal", settings.environment());
  }

  /**
   * Fetches the pinned version into the home, if that is allowed, its checksum is known, and its site answers within
   * 3 s. A program is never run whose checksum is not known beforehand.
   */
  public static Fetch fetch(LodeHome home, StackSettings settings) {
    if (settings.isSet("LODE_OFFLINE")) {
      return new Fetch.Skipped("LODE_OFFLINE is set");
    }
    String platform = platform();
    Optional<String> checksum = checksum(settings, platform);
    if (checksum.isEmpty()) {
      return new Fetch.Skipped(
          "no checksum is known for temporal "
              + VERSION
              + " on "
              + platform
              + " (LODE_TEMPORAL_SHA256)");
    }
    String base = settings.get("LODE_TEMPORAL_DOWNLOAD_URL").orElse(SITE);
    URI archive =
        URI.create(base + "/v" + VERSION + "/temporal_cli_" + VERSION + "_" + platform + ".tar.gz");
    try {
      return download(home, archive, checksum.get());
    } catch (IOException | IllegalArgumentException e) {
      return new Fetch.Skipped(archive + " cannot be fetched: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Fetch.Skipped("interrupted");
    }
  }

  private static Fetch download(LodeHome home, URI archive, String checksum)
      throws IOException, InterruptedException {
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(ANSWER)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    HttpRequest head =
        HttpRequest.newBuilder(archive)
            .timeout(ANSWER)
            .method("HEAD", HttpRequest.BodyPublishers.noBody())
            .build();
    int answer = client.send(head, HttpResponse.BodyHandlers.discarding()).statusCode();
    if (answer != 200) {
      return new Fetch.Skipped(archive + " answers " + answer);
    }
    Path file = Files.createTempFile(home.resolve("bin"), "temporal", ".tar.gz");
    try {
      HttpRequest get = HttpRequest.newBuilder(archive).timeout(DOWNLOAD).build();
      String found = save(client.send(get, HttpResponse.BodyHandlers.ofInputStream()), file);
      if (!found.equalsIgnoreCase(checksum)) {
        return new Fetch.Skipped(
            archive + " has the checksum " + found + ", expected was " + checksum);
      }
      return new Fetch.Fetched(unpack(file, home.resolve("bin/temporal")));
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static String save(HttpResponse<InputStream> response, Path file) throws IOException {
    MessageDigest digest = sha256();
    long end = System.nanoTime() + DOWNLOAD.toNanos();
    try (InputStream body = new DigestInputStream(response.body(), digest);
        java.io.OutputStream out = Files.newOutputStream(file)) {
      byte[] buffer = new byte[1 << 16];
      long total = 0;
      for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
        total += n;
        if (total > ARCHIVE_MAX_BYTES || System.nanoTime() > end) {
          throw new IOException("the archive is too large or comes too slowly");
        }
        out.write(buffer, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static Path unpack(Path archive, Path target) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new GZIPInputStream(Files.newInputStream(archive)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (entry.isFile() && entry.getName().replace("./", "").equals("temporal")) {
          Path fresh = target.resolveSibling("temporal.new");
          Files.copy(tar, fresh, StandardCopyOption.REPLACE_EXISTING);
          if (!fresh.toFile().setExecutable(true)) {
            throw new IOException(fresh + " cannot be made executable");
          }
          return Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        }
      }
    }
    throw new IOException("the archive holds no file named temporal");
  }

  /**
   * Builds the pinned version from source into the home with {@code go install}; takes about ten minutes.
   *
   * @param output gets each line that the build prints
   * @throws EmbeddedPartFailed if Go is absent or the build fails
   */
  public static Path buildWithGo(LodeHome home, StackSettings settings, Consumer<String> output) {
    Path go =
        ServerProcess.onPath("go", settings.environment())
            .orElseThrow(
                () ->
                    new EmbeddedPartFailed(
                        TemporalDevServer.PART,
                        "go is not on the PATH. Install Go 1.24 or newer from https://go.dev/dl, or put a temporal"
                            + " program into "
                            + home.resolve("bin"),
                        null));
    ProcessBuilder builder = new ProcessBuilder(go.toString(), "install", GO_MODULE);
    builder.environment().put("GOBIN", home.resolve("bin").toString());
    builder.directory(home.root().toFile());
    builder.redirectErrorStream(true);
    int exit = streamed(builder, output);
    Path program = home.resolve("bin/temporal");
    if (exit != 0 || !Files.isExecutable(program)) {
      throw new EmbeddedPartFailed(
          TemporalDevServer.PART,
          "go install " + GO_MODULE + " ended with code " + exit + "; see its output above",
          null);
    }
    return program;
  }

  private static int streamed(ProcessBuilder builder, Consumer<String> output) {
    try {
      Process process = builder.start();
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          output.accept(line);
        }
        return process.waitFor();
      } finally {
        process.destroy();
      }
    } catch (IOException e) {
      throw new EmbeddedPartFailed(TemporalDevServer.PART, "go cannot be run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }

  /** Operating system and processor as the release archives name them, such as {@code linux_amd64}. */
  static String platform() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    boolean arm = arch.contains("aarch64") || arch.contains("arm64");
    return (os.contains("mac") ? "darwin" : "linux") + "_" + (arm ? "arm64" : "amd64");
  }

  private static Optional<String> checksum(StackSettings settings, String platform) {
    Optional<String> configured = settings.get("LODE_TEMPORAL_SHA256");
    return configured.isPresent() ? configured : bundledChecksum(platform);
  }

  private static Optional<String> bundledChecksum(String platform) {
    try (InputStream stream = TemporalBinary.class.getResourceAsStream(CHECKSUMS)) {
      if (stream == null) {
        return Optional.empty();
      }
      Properties table = new Properties();
      table.load(stream);
      return Optional.ofNullable(table.getProperty(platform)).filter(value -> !value.isBlank());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
