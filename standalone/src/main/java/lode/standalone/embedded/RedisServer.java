package lode.standalone.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.embedded.core.ExecutableProvider;
import redis.embedded.model.OsArchitecture;

/**
 * A real Redis on loopback with a password, without persistence: what it holds may be lost without losing work. Memory
 * ends at 256 MB by {@code volatile-lru}: refusing writes would stop every crawl, and the keys that matter now (host
 * slots, rate limits) are also those used last, so that old robots caches go first.
 */
public final class RedisServer implements AutoCloseable {
  static final String PART = "redis";
  private static final Logger LOG = LoggerFactory.getLogger(RedisServer.class);
  private static final int START_ATTEMPTS = 3;
  private static final Duration START_PATIENCE = Duration.ofSeconds(20);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

  private final ProcessHandle process;
  private final int port;
  private final String password;
  private final boolean attached;
  private final Path note;

  private RedisServer(
      ProcessHandle process, int port, String password, boolean attached, Path note) {
    this.process = process;
    this.port = port;
    this.password = password;
    this.attached = attached;
    this.note = note;
  }

  /**
   * Starts the server of this home, or attaches to it. The caller holds the lock of the home.
   *
   * @throws EmbeddedPartFailed if it does not come up
   */
  public static RedisServer start(LodeHome home) {
    try {
      String password = Passwords.kept(home.resolve("redis/password"));
      Optional<RedisServer> alive = attach(home, password);
      return alive.isPresent() ? alive.get() : launch(home, password);
    } catch (IOException e) {
      throw new EmbeddedPartFailed(PART, "files under " + home + " cannot be used: " + e, e);
    }
  }

  private static Path note(LodeHome home) {
    return home.resolve("run/redis.json");
  }

  private static Optional<RedisServer> attach(LodeHome home, String password) {
    Optional<RecordedProcess> noted = RecordedProcess.read(note(home));
    Optional<ProcessHandle> left = noted.flatMap(RecordedProcess::running);
    if (noted.isEmpty() || left.isEmpty()) {
      return Optional.empty();
    }
    int port = noted.get().port("port");
    RedisServer server = new RedisServer(left.get(), port, password, true, note(home));
    if (server.answers()) {
      LOG.info("Attached to the Redis of an earlier run (process {})", left.get().pid());
      return Optional.of(server);
    }
    LOG.warn("The Redis of an earlier run does not answer; ending process {}", left.get().pid());
    server.close();
    return Optional.empty();
  }

  private static RedisServer launch(LodeHome home, String password) throws IOException {
    Path program = program(home.resolve("redis"));
    RecordedProcess.endStrays(line -> line.startsWith(program.toString()), STOP_PATIENCE);
    Path log = home.log(PART);
    for (int attempt = 1; attempt <= START_ATTEMPTS; attempt++) {
      int port = LoopbackPort.remembered(home.resolve("redis/port"));
      Path configuration = home.resolve("redis/redis.conf");
      // In a file, because a command line is open to every local user.
      AtomicFile.write(configuration, configuration(port, password, home.resolve("redis")));
      Process process =
          ServerProcess.start(
              List.of(program.toString(), configuration.toString()), log, List.of());
      ProcessHandle handle = process.toHandle();
      RedisServer server = new RedisServer(handle, port, password, false, note(home));
      RecordedProcess.of(handle, program.toString(), Map.of("port", Integer.toString(port)))
          .write(server.note);
      if (ServerProcess.awaitReady(handle, START_PATIENCE, server::answers)) {
        return server;
      }
      server.close();
    }
    throw new EmbeddedPartFailed(
        PART,
        "the server did not start; set LODE_REDIS_URL to another one or see the end of "
            + log
            + ":\n"
            + ServerProcess.tail(log),
        null);
  }

  private static String configuration(int port, String password, Path folder) {
    return """
        bind 127.0.0.1
        protected-mode yes
        port %d
        requirepass %s
        dir "%s"
        save ""
        appendonly no
        maxmemory 256mb
        maxmemory-policy volatile-lru
        loglevel warning
        tcp-keepalive 60
        """
        .formatted(port, password, folder);
  }

  private static Path program(Path folder) throws IOException {
    OsArchitecture platform = OsArchitecture.detectOSandArchitecture();
    String resource = ExecutableProvider.newProvidedVersionsMap().get(platform);
    if (resource == null) {
      throw new EmbeddedPartFailed(
          PART, "no Redis is bundled for this platform; set LODE_REDIS_URL", null);
    }
    Path target = folder.resolve(Path.of(resource).getFileName().toString());
    if (!Files.isExecutable(target)) {
      Path fresh = Files.createTempDirectory(folder, "program");
      ExecutableProvider source = ExecutableProvider.newJarResourceProvider(fresh.toFile());
      Path unpacked = source.get().toPath();
      Files.move(unpacked, target, StandardCopyOption.ATOMIC_MOVE);
      target.toFile().setExecutable(true);
      PostgresBinaries.deleteTree(fresh);
    }
    return target;
  }

  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(LoopbackPort.HOST, port), 1000);
      socket.setSoTimeout(2000);
      String commands = "AUTH " + password + "\r\nPING\r\n";
      socket.getOutputStream().write(commands.getBytes(StandardCharsets.US_ASCII));
      BufferedReader reply =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      return "+OK".equals(reply.readLine()) && "+PONG".equals(reply.readLine());
    } catch (IOException e) {
      return false;
    }
  }

  /** Address with the password: {@code redis://:password@127.0.0.1:port}. */
  public String url() {
    return "redis://:" + password + "@" + LoopbackPort.HOST + ":" + port;
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

  @Override
  public void close() {
    if (RecordedProcess.end(process, STOP_PATIENCE)) {
      note.toFile().delete();
    }
  }
}
