package lode.standalone.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lode.standalone.embedded.LodeHome;
import lode.standalone.embedded.StackFile;
import lode.standalone.embedded.StackPart;
import lode.standalone.embedded.StackSettings;
import lode.standalone.server.LodeServer;
import org.jspecify.annotations.Nullable;

/** The API that a command talks to: of the live stack, else of one that it starts for itself. */
final class Connection implements AutoCloseable {

  private static final Duration READY_WITHIN = Duration.ofSeconds(90);

  private final LodeClient client;
  private final String apiUrl;
  private final @Nullable LodeServer own;

  private Connection(LodeClient client, String apiUrl, @Nullable LodeServer own) {
    this.client = client;
    this.apiUrl = apiUrl;
    this.own = own;
  }

  static Connection open(Console console) {
    StackSettings settings = StackSettings.fromEnvironment();
    String remote = System.getenv("LODE_API_URL");
    if (remote != null && !remote.isBlank()) {
      return new Connection(new LodeClient(remote, System.getenv("LODE_API_KEY")), remote, null);
    }
    LodeHome home = LodeHome.resolve(settings.environment());
    Optional<StackFile> live = StackFile.read(home).filter(StackFile::processAlive);
    if (live.isPresent()) {
      String url = live.get().apiUrl();
      return new Connection(new LodeClient(url, key(live.get(), settings)), url, null);
    }
    return start(home, settings, console);
  }

  private static @Nullable String key(StackFile stack, StackSettings settings) {
    String file = stack.apiKeyFile();
    try {
      return file == null
          ? settings.get("LODE_API_KEY").orElse(null)
          : Files.readString(Path.of(file)).strip();
    } catch (IOException unreadable) {
      throw new UncheckedIOException("the stack's key cannot be read from " + file, unreadable);
    }
  }

  private static Connection start(LodeHome home, StackSettings settings, Console console) {
    console.say("starting Lode in " + home + " …");
    LodeServer server = LodeServer.start(home, settings, 0);
    try {
      if (!server.awaitReady(READY_WITHIN)) {
        console.say("some parts are not ready yet; see ./lode doctor");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      server.close();
      throw CommandFailed.failed("interrupted");
    }
    LodeClient client = new LodeClient(server.apiUrl(), settings.get("LODE_API_KEY").orElse(null));
    return new Connection(client, server.apiUrl(), server);
  }

  LodeClient client() {
    return client;
  }

  String apiUrl() {
    return apiUrl;
  }

  /** Whether this command started the stack and ends it. */
  boolean isOwn() {
    return own != null;
  }

  /** The servers behind an own stack. */
  List<StackPart> parts() {
    return own == null ? List.of() : own.parts();
  }

  /** Address of the Temporal UI of an own stack, if there is one. */
  Optional<String> temporalUi() {
    return own == null ? Optional.empty() : own.temporalUi();
  }

  @Override
  public void close() {
    if (own != null) {
      own.close();
    }
  }
}
