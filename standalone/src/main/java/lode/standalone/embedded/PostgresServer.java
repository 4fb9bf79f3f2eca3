package lode.standalone.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Postgres with its data under the home, on loopback, with a password of its own. What a killed process left
 * running is attached to. Durable: {@code fsync} and {@code synchronous_commit} are on.
 */
public final class PostgresServer implements AutoCloseable {
  static final String PART = "postgres";
  private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);
  private static final String USER = "lode";
  private static final String DATABASE = "lode";
  private static final int START_ATTEMPTS = 3;
  // Recovery after a power cut reads the whole write-ahead log since the last checkpoint.
  private static final Duration START_PATIENCE = Duration.ofSeconds(120);
  private static final Duration ATTACH_PATIENCE = Duration.ofSeconds(20);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(15);

  // For two cores shared with the product itself and the other servers.
  private static final List<String> SETTINGS =
      List.of(
          "listen_addresses=127.0.0.1",
          "unix_socket_directories=",
          "fsync=on",
          "synchronous_commit=on",
          "full_page_writes=on",
          "max_connections=60",
          "shared_buffers=128MB",
          "effective_cache_size=512MB",
          "work_mem=8MB",
          "maintenance_work_mem=64MB",
          "max_wal_size=1GB",
          "wal_compression=on",
          "random_page_cost=1.1",
          "max_parallel_workers_per_gather=1",
          "jit=off",
          "timezone=UTC",
          "log_min_messages=warning");

  private final Path data;
  private final Path programs;
  private final PostgresAccount account;
  private final ProcessHandle process;
  private final int port;
  private final String password;
  private final boolean attached;

  private PostgresServer(Cluster cluster, ProcessHandle process, int port, boolean attached) {
    this.data = cluster.data;
    this.programs = cluster.programs;
    this.account = cluster.account;
    this.password = cluster.password;
    this.process = process;
    this.port = port;
    this.attached = attached;
  }

  /**
   * Starts the server of this home, or attaches to it. The caller holds the lock of the home.
   *
   * @throws EmbeddedPartFailed if it does not come up; the message names the cause and the fix
   */
  public static PostgresServer start(LodeHome home) {
    try {
      PostgresAccount account = PostgresAccount.choose(home.resolve("postgres"));
      return start(home, account);
    } catch (IOException e) {
      throw new EmbeddedPartFailed(PART, "files under " + home + " cannot be used: " + e, e);
    }
  }

  static PostgresServer start(LodeHome home, PostgresAccount account) throws IOException {
    Cluster cluster = Cluster.open(home, account);
    Optional<PostgresServer> alive = attach(cluster);
    PostgresServer server = alive.isPresent() ? alive.get() : launch(home, cluster);
    server.createDatabase();
    return server;
  }

  /** Program files, data folder and password of a home. */
  private record Cluster(Path data, Path programs, PostgresAccount account, String password) {
    static Cluster open(LodeHome home, PostgresAccount account) throws IOException {
      Path folder = home.resolve("postgres");
      Path programs = PostgresBinaries.unpack(folder);
      String password = Passwords.kept(folder.resolve("password"));
      Cluster cluster = new Cluster(folder.resolve("data"), programs, account, password);
      if (Files.exists(cluster.data)) {
        cluster.checkData();
      } else {
        cluster.initialise(folder);
      }
      return cluster;
    }

    /** Initialised aside, then moved: the data folder is there whole or not at all. */
    private void initialise(Path folder) throws IOException {
      Path fresh = folder.resolve("data.new");
      PostgresBinaries.deleteTree(fresh);
      Path passwordFile = folder.resolve("password");
      LodeHome.createPrivate(fresh);
      account.own(fresh);
      Path input = Files.createTempFile("lode", ".pw");
      try {
        Files.copy(passwordFile, input, StandardCopyOption.REPLACE_EXISTING);
        account.own(input);
        List<String> words =
            account.command(
                programs.resolve("bin/initdb").toString(),
                "--pgdata=" + fresh,
                "--username=" + USER,
                "--pwfile=" + input,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8");
        ServerProcess.Outcome outcome =
            ServerProcess.run(words, folder, START_PATIENCE, Map.of("LC_ALL", "C"));
        if (!outcome.succeeded()) {
          throw new EmbeddedPartFailed(PART, "initdb failed: " + outcome.output(), null);
        }
      } finally {
        Files.deleteIfExists(input);
      }
      Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
    }

    private void checkData() throws IOException {
      Path version = data.resolve("PG_VERSION");
      if (!Files.exists(version) || !Files.exists(data.resolve("global/pg_control"))) {
        throw new EmbeddedPartFailed(
            PART,
            data
                + " is not a complete database. Restore it from a copy, or move it away to begin anew.",
            null);
      }
      String made = Files.readString(version).strip();
      String ours =
          ServerProcess.run(
                  List.of(programs.resolve("bin/postgres").toString(), "--version"),
                  data.getParent(),
                  ATTACH_PATIENCE,
                  Map.of())
              .output();
      if (!ours.contains(") " + made + ".")) {
        throw new EmbeddedPartFailed(
            PART,
            data
                + " was made by Postgres "
                + made
                + ", this build carries "
                + ours
                + ". Export it with the build that made it, or set LODE_POSTGRES_URL.",
            null);
      }
    }

    private Optional<ProcessHandle> recorded() throws IOException {
      Optional<List<String>> lines = pidFile();
      if (lines.isEmpty() || lines.get().isEmpty()) {
        return Optional.empty();
      }
      try {
        Optional<ProcessHandle> found =
            ProcessHandle.of(Long.parseLong(lines.get().get(0).strip()))
                .filter(ProcessHandle::isAlive);
        if (found.isPresent()
            && !RecordedProcess.commandLine(found.get()).contains(data.toString())) {
          // The pid was given to another process (pids are few in containers), and Postgres would
          // take that for
          // itself and not start. The lock of the home says that no other stack uses the data.
          Files.delete(data.resolve("postmaster.pid"));
          return Optional.empty();
        }
        return found;
      } catch (NumberFormatException e) {
        Files.delete(data.resolve("postmaster.pid"));
        return Optional.empty();
      }
    }

    private Optional<List<String>> pidFile() throws IOException {
      Path file = data.resolve("postmaster.pid");
      return Files.exists(file) ? Optional.of(Files.readAllLines(file)) : Optional.empty();
    }

    private int recordedPort() throws IOException {
      List<String> lines = pidFile().orElse(List.of());
      try {
        return lines.size() > 3 ? Integer.parseInt(lines.get(3).strip()) : 0;
      } catch (NumberFormatException e) {
        return 0;
      }
    }
  }

  private static Optional<PostgresServer> attach(Cluster cluster) throws IOException {
    Optional<ProcessHandle> left = cluster.recorded();
    if (left.isEmpty()) {
      return Optional.empty();
    }
    PostgresServer server = new PostgresServer(cluster, left.get(), cluster.recordedPort(), true);
    if (server.port > 0 && ServerProcess.awaitReady(left.get(), ATTACH_PATIENCE, server::answers)) {
      LOG.info("Attached to the Postgres of an earlier run (process {})", left.get().pid());
      return Optional.of(server);
    }
    LOG.warn("The Postgres of an earlier run does not answer; ending process {}", left.get().pid());
    server.stop();
    return Optional.empty();
  }

  private static PostgresServer launch(LodeHome home, Cluster cluster) throws IOException {
    // Not before it is known that no server of an earlier run is at work on the files.
    cluster.account.own(cluster.data);
    Path log = home.log(PART);
    for (int attempt = 1; attempt <= START_ATTEMPTS; attempt++) {
      int port = LoopbackPort.remembered(home.resolve("postgres/port"));
      List<String> words = new ArrayList<>();
      words.add(cluster.programs.resolve("bin/postgres").toString());
      words.addAll(List.of("-D", cluster.data.toString(), "-p", Integer.toString(port)));
      SETTINGS.forEach(setting -> words.addAll(List.of("-c", setting)));
      Process process =
          ServerProcess.start(cluster.account.command(words), log, List.of("PGPORT", "PGDATA"));
      PostgresServer server = new PostgresServer(cluster, process.toHandle(), port, false);
      if (ServerProcess.awaitReady(process.toHandle(), START_PATIENCE, server::answers)) {
        return server;
      }
      server.stop();
    }
    throw new EmbeddedPartFailed(
        PART,
        "the server did not start; the end of " + log + " says:\n" + ServerProcess.tail(log),
        null);
  }

  private boolean answers() {
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT current_setting('data_directory')")) {
      // Another server may have taken the port.
      return row.next() && Path.of(row.getString(1)).equals(data);
    } catch (SQLException e) {
      return false;
    }
  }

  private void createDatabase() {
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement()) {
      try (ResultSet row =
          statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")) {
        if (row.next()) {
          return;
        }
      }
      statement.execute("CREATE DATABASE " + DATABASE);
    } catch (SQLException e) {
      stop();
      throw new EmbeddedPartFailed(PART, "the database could not be created: " + e.getMessage(), e);
    }
  }

  private Connection connect(String database) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", USER);
    properties.setProperty("password", password);
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("loginTimeout", "5");
    properties.setProperty("socketTimeout", "5");
    return DriverManager.getConnection(
        "jdbc:postgresql://" + LoopbackPort.HOST + ":" + port + "/" + database, properties);
  }

  /** JDBC address of the product's database, without credentials. */
  public String jdbcUrl() {
    return "jdbc:postgresql://" + LoopbackPort.HOST + ":" + port + "/" + DATABASE;
  }

  /** Name of the owner of the database. */
  public String user() {
    return USER;
  }

  /** Its password; made at the first start, kept in the home. */
  public String password() {
    return password;
  }

  /** Port on loopback; the same over restarts where it is free. */
  public int port() {
    return port;
  }

  /** Process id of the server. */
  public long pid() {
    return process.pid();
  }

  /** Whether the server was left by an earlier run. */
  public boolean attached() {
    return attached;
  }

  /** Ends the server: open transactions are rolled back, committed ones are on disk. */
  @Override
  public void close() {
    stop();
  }

  private void stop() {
    if (!process.isAlive()) {
      return;
    }
    pgCtl("fast");
    if (!RecordedProcess.awaitExit(process, Duration.ofSeconds(1))) {
      pgCtl("immediate");
    }
    if (!RecordedProcess.awaitExit(process, Duration.ofSeconds(1))) {
      process.destroyForcibly();
      RecordedProcess.awaitExit(process, Duration.ofSeconds(5));
    }
  }

  private void pgCtl(String mode) {
    List<String> words =
        account.command(
            programs.resolve("bin/pg_ctl").toString(),
            "stop",
            "-D",
            data.toString(),
            "-m",
            mode,
            "-w",
            "-t",
            Long.toString(STOP_PATIENCE.toSeconds()));
    ServerProcess.run(words, data.getParent(), STOP_PATIENCE.plusSeconds(5), Map.of());
  }
}
