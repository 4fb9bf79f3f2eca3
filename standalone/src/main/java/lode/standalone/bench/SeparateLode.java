package lode.standalone.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lode.standalone.embedded.EmbeddedStack;
import lode.standalone.embedded.LodeHome;
import lode.standalone.embedded.PostgresServer;
import lode.standalone.embedded.StackSettings;
import lode.standalone.embedded.TemporalBinary;
import org.jspecify.annotations.Nullable;

/**
 * Lode as it runs in containers: API and worker in processes of their own over real servers, on one
 * machine, so that each part can be ended and started again by itself.
 */
final class SeparateLode implements AutoCloseable {

  private static final Duration READY_WITHIN = Duration.ofMinutes(3);

  private final Path home;
  private final LodeHome databaseHome;
  private PostgresServer postgres;
  private final EmbeddedStack stack;
  private final Map<String, String> settings;
  private final ApiCalls api;
  private @Nullable ChildJvm apiProcess;
  private final Deque<ChildJvm> workers = new ArrayDeque<>();

  private SeparateLode(
      Path home,
      LodeHome databaseHome,
      PostgresServer postgres,
      EmbeddedStack stack,
      int apiPort,
      Map<String, String> further) {
    this.home = home;
    this.databaseHome = databaseHome;
    this.postgres = postgres;
    this.stack = stack;
    this.api = new ApiCalls("http://127.0.0.1:" + apiPort);
    this.settings = new HashMap<>(stack.settings());
    settings.put("LODE_API_PORT", Integer.toString(apiPort));
    settings.put("LODE_WORKER_PORT", "0");
    settings.put("LODE_EMBEDDING_NATIVES_FOLDER", home.resolve("natives").toString());
    settings.put("LODE_CRAWL_RETRY_PAUSE", "200ms");
    settings.putAll(further);
  }

  /** Whether a real Temporal server can be started here. */
  static boolean hasTemporal() {
    StackSettings settings = StackSettings.fromEnvironment();
    return TemporalBinary.locate(LodeHome.resolve(settings.environment()), settings).isPresent();
  }

  /** Starts everything in an empty folder, with one worker. */
  static SeparateLode start(Path home, Map<String, String> further)
      throws IOException, InterruptedException {
    LodeHome databaseHome = LodeHome.at(home.resolve("database"));
    PostgresServer postgres = PostgresServer.start(databaseHome);
    try {
      Map<String, String> given = new HashMap<>(environment());
      given.putAll(further);
      given.put("LODE_POSTGRES_URL", postgres.jdbcUrl());
      given.put("LODE_POSTGRES_USER", postgres.user());
      given.put("LODE_POSTGRES_PASSWORD", postgres.password());
      EmbeddedStack stack =
          EmbeddedStack.start(LodeHome.at(home.resolve("servers")), new StackSettings(given));
      SeparateLode lode =
          new SeparateLode(home, databaseHome, postgres, stack, freePort(), further);
      lode.startProcesses();
      return lode;
    } catch (IOException | InterruptedException | RuntimeException failed) {
      postgres.close();
      throw failed;
    }
  }

  /** Servers of its own, but the {@code temporal} program that this machine has. */
  static Map<String, String> environment() {
    Map<String, String> given = new HashMap<>();
    given.put("LODE_OFFLINE", "true");
    Optional<Path> program =
        TemporalBinary.locate(LodeHome.resolve(System.getenv()), StackSettings.fromEnvironment());
    String path = System.getenv().getOrDefault("PATH", "");
    given.put("PATH", program.map(found -> found.getParent() + ":" + path).orElse(path));
    return given;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket =
        new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      return socket.getLocalPort();
    }
  }

  private void startProcesses() throws IOException, InterruptedException {
    try {
      ChildJvm started =
          ChildJvm.start("lode.api.LodeApi", List.of(), settings, home.resolve("api.log"));
      apiProcess = started;
      startWorker();
      api.awaitReady(started::isAlive, READY_WITHIN);
    } catch (IOException | InterruptedException | RuntimeException failed) {
      close();
      throw failed;
    }
  }

  ApiCalls api() {
    return api;
  }

  CrawlLedger ledger() {
    return new CrawlLedger(postgres.jdbcUrl(), postgres.user(), postgres.password());
  }

  /** Starts a worker beside those that are there. */
  void startWorker() throws IOException {
    workers.add(
        ChildJvm.start("lode.worker.LodeWorker", List.of(), settings, home.resolve("worker.log")));
  }

  /** Kills the worker that was started first. */
  void killWorker() throws InterruptedException {
    workers.remove().kill();
  }

  /** Stops the database server as an operator would, and starts it again on the same port. */
  void restartDatabase() {
    postgres.close();
    postgres = PostgresServer.start(databaseHome);
  }

  @Override
  public void close() {
    workers.forEach(ChildJvm::close);
    if (apiProcess != null) {
      apiProcess.close();
    }
    try {
      stack.close();
    } finally {
      postgres.close();
    }
  }
}
