package lode.standalone.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Temporal's development server as a child process: durable in one SQLite file, with a UI. What a killed process left
 * running is attached to.
 */
public final class TemporalDevServer implements TemporalServer {
  static final String PART = "temporal";
  private static final Logger LOG = LoggerFactory.getLogger(TemporalDevServer.class);
  private static final int START_ATTEMPTS = 2;
  private static final Duration START_PATIENCE = Duration.ofSeconds(60);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

  private final ProcessHandle process;
  private final int port;
  private final int uiPort;
  private final String version;
  private final boolean attached;
  private final Path note;

  private TemporalDevServer(
      ProcessHandle process, int port, int uiPort, String version, boolean attached, Path note) {
    this.process = process;
    this.port = port;
    this.uiPort = uiPort;
    this.version = version;
    this.attached = attached;
    this.note = note;
  }

  /**
   * Starts the given {@code temporal} program on the database file of this home, or attaches to one that runs on it. The
   * caller holds the lock of the home.
   *
   * @throws EmbeddedPartFailed if it is not healthy within 60 s
   */
  public static TemporalDevServer start(LodeHome home, Path program) {
    try {
      String version = version(home, program);
      Optional<TemporalDevServer> alive = attach(home, version);
      if (alive.isPresent()) {
        return alive.get();
      }
      RecordedProcess.endStrays(line -> isOurs(line, database(home)), STOP_PATIENCE);
      setAsideOtherVersion(home, version);
      return launch(home, program, version);
    } catch (IOException e) {
      throw new EmbeddedPartFailed(PART, "files under " + home + " cannot be used: " + e, e);
    }
  }

  private static Path database(LodeHome home) {
    return home.resolve("temporal/temporal.db");
  }

  private static boolean isOurs(String commandLine, Path database) {
    return commandLine.contains("server start-dev ") && commandLine.contains(database.toString());
  }

  private static String version(LodeHome home, Path program) {
    ServerProcess.Outcome outcome =
        ServerProcess.run(
            List.of(program.toString(), "--version"),
            home.root(),
            Duration.ofSeconds(20),
            Map.of());
    if (!outcome.succeeded() || outcome.output().isEmpty()) {
      throw new EmbeddedPartFailed(
          PART,
          program + " --version failed: " + outcome.output() + "; remove or replace it",
          null);
    }
    return outcome.output();
  }

  private static Optional<TemporalDevServer> attach(LodeHome home, String version) {
    Path note = home.resolve("run/temporal.json");
    Optional<RecordedProcess> noted = RecordedProcess.read(note);
    Optional<ProcessHandle> left = noted.flatMap(RecordedProcess::running);
    if (noted.isEmpty() || left.isEmpty()) {
      return Optional.empty();
    }
    RecordedProcess known = noted.get();
    TemporalDevServer server =
        new TemporalDevServer(
            left.get(), known.port("port"), known.port("uiPort"), version, true, note);
    boolean sameVersion = version.equals(known.facts().get("version"));
    if (sameVersion && server.awaitHealthy(Duration.ofSeconds(15))) {
      LOG.info("Attached to the Temporal server of an earlier run (process {})", known.pid());
      return Optional.of(server);
    }
    LOG.warn("The Temporal server of an earlier run is not of use; ending process {}", known.pid());
    server.close();
    return Optional.empty();
  }

  /** A database file is not migrated between versions: the old one is kept beside the new. */
  private static void setAsideOtherVersion(LodeHome home, String version) throws IOException {
    Path database = database(home);
    Path stamp = home.resolve("temporal/version.txt");
    String made = Files.exists(stamp) ? Files.readString(stamp).strip() : "unknown";
    if (Files.exists(database) && !made.equals(version)) {
      String moment =
          DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss")
              .withZone(ZoneOffset.UTC)
              .format(Instant.now());
      for (String suffix : new String[] {"", "-wal", "-shm"}) {
        Path file = database.resolveSibling(database.getFileName() + suffix);
        if (Files.exists(file)) {
          Files.move(file, file.resolveSibling("before-" + moment + ".db" + suffix));
        }
      }
      LOG.warn(
          "Temporal changed from [{}] to [{}]: its old database is kept as {}; running jobs are started again",
          made,
          version,
          database.resolveSibling("before-" + moment + ".db"));
    }
    AtomicFile.write(stamp, version);
  }

  private static TemporalDevServer launch(LodeHome home, Path program, String version)
      throws IOException {
    Path log = home.log(PART);
    Path note = home.resolve("run/temporal.json");
    for (int attempt = 1; attempt <= START_ATTEMPTS; attempt++) {
      int port = LoopbackPort.remembered(home.resolve("temporal/port"));
      int uiPort = LoopbackPort.remembered(home.resolve("temporal/ui-port"));
      List<String> command = command(program, database(home), port, uiPort);
      Process process = ServerProcess.start(command, log, temporalVariables());
      Map<String, String> facts =
          Map.of(
              "port", Integer.toString(port),
              "uiPort", Integer.toString(uiPort),
              "version", version);
      RecordedProcess.of(process.toHandle(), database(home).toString(), facts).write(note);
      TemporalDevServer server =
          new TemporalDevServer(process.toHandle(), port, uiPort, version, false, note);
      if (server.awaitHealthy(START_PATIENCE)) {
        return server;
      }
      server.close();
    }
    throw new EmbeddedPartFailed(
        PART,
        program + " did not start; the end of " + log + " says:\n" + ServerProcess.tail(log),
        null);
  }

  private static List<String> command(Path program, Path database, int port, int uiPort) {
    List<String> words =
        new ArrayList<>(
            List.of(
                program.toString(),
                "server",
                "start-dev",
                "--ip",
                LoopbackPort.HOST,
                "--port",
                Integer.toString(port),
                "--ui-port",
                Integer.toString(uiPort),
                "--ui-ip",
                LoopbackPort.HOST,
                "--db-filename",
                database.toString(),
                "--log-level",
                "warn",
                // Fair shares of a task queue between projects.
                "--dynamic-config-value",
                "matching.enableFairness=true"));
    SearchAttributes.ALL.forEach(
        (name, type) ->
            words.addAll(
                List.of("--search-attribute", name + "=" + SearchAttributes.typeName(type))));
    return words;
  }

  /** Settings of the user's own command line must not reach the server. */
  private static List<String> temporalVariables() {
    return System.getenv().keySet().stream().filter(name -> name.startsWith("TEMPORAL_")).toList();
  }

  private boolean awaitHealthy(Duration patience) {
    return ServerProcess.awaitReady(
        process,
        patience,
        () ->
            SearchAttributes.isReady(LoopbackPort.HOST, port)
                && SearchAttributes.register(LoopbackPort.HOST, port));
  }

  @Override
  public Kind kind() {
    return Kind.DEV_SERVER;
  }

  @Override
  public String target() {
    return LoopbackPort.HOST + ":" + port;
  }

  @Override
  public String uiUrl() {
    return "http://" + LoopbackPort.HOST + ":" + uiPort;
  }

  @Override
  public String description() {
    return "Temporal development server with its own database file (" + version + ")";
  }

  /** Process id of the server. */
  public long pid() {
    return process.pid();
  }

  /** Whether the server was left by an earlier run. */
  public boolean attached() {
    return attached;
  }

  @Override
  public void close() {
    if (RecordedProcess.end(process, STOP_PATIENCE)) {
      note.toFile().delete();
    }
  }
}
