package lode.standalone.embedded;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import lode.standalone.embedded.qdrant.QdrantServer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All servers that the product needs and that are not configured, started side by side in one home. It holds the lock of
 * the home until it is closed.
 */
public final class EmbeddedStack implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedStack.class);
  private static final long CLOSE_SECONDS_PER_PART = 20;

  /** What one part came to: its settings for the product, and how to end it. */
  private record Started(
      StackPart part, Map<String, String> settings, int port, @Nullable AutoCloseable server) {}

  private final LodeHome.Lock lock;
  private final List<Started> started;

  private EmbeddedStack(LodeHome.Lock lock, List<Started> started) {
    this.lock = lock;
    this.started = List.copyOf(started);
  }

  /**
   * Starts what {@code LODE_POSTGRES_URL}, {@code LODE_REDIS_URL}, {@code LODE_TEMPORAL_TARGET} and {@code
   * LODE_QDRANT_URL} do not name.
   *
   * @throws LodeHomeInUse if a live stack holds the home
   * @throws EmbeddedPartFailed if a part does not come up; the others are ended before
   */
  public static EmbeddedStack start(LodeHome home, StackSettings settings) {
    LodeHome.Lock lock = home.lock();
    List<Callable<Started>> starts =
        List.of(
            () -> postgres(home, settings),
            () -> redis(home, settings),
            () -> temporal(home, settings),
            () -> qdrant(home, settings));
    ExecutorService threads = Executors.newFixedThreadPool(starts.size());
    List<Started> started = new ArrayList<>();
    try {
      startAll(threads, starts, started);
      return new EmbeddedStack(lock, started);
    } catch (RuntimeException e) {
      closeAll(started);
      lock.close();
      throw e;
    } finally {
      threads.shutdownNow();
    }
  }

  private static void startAll(
      ExecutorService threads, List<Callable<Started>> starts, List<Started> started) {
    RuntimeException failure = null;
    try {
      for (Future<Started> start : threads.invokeAll(starts)) {
        try {
          started.add(start.get());
        } catch (ExecutionException e) {
          RuntimeException one = unwrapped(e);
          if (failure == null) {
            failure = one;
          } else {
            failure.addSuppressed(one);
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failure = new EmbeddedPartFailed("stack", "interrupted at start", e);
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static RuntimeException unwrapped(ExecutionException e) {
    return e.getCause() instanceof RuntimeException cause
        ? cause
        : new EmbeddedPartFailed("stack", String.valueOf(e.getCause()), e.getCause());
  }

  private static Started postgres(LodeHome home, StackSettings settings) {
    Optional<String> url = settings.get("LODE_POSTGRES_URL");
    if (url.isPresent()) {
      Map<String, String> given = new LinkedHashMap<>(Map.of("LODE_POSTGRES_URL", url.get()));
      settings.get("LODE_POSTGRES_USER").ifPresent(v -> given.put("LODE_POSTGRES_USER", v));
      settings.get("LODE_POSTGRES_PASSWORD").ifPresent(v -> given.put("LODE_POSTGRES_PASSWORD", v));
      return configured(PostgresServer.PART, url.get(), given);
    }
    PostgresServer server = PostgresServer.start(home);
    return new Started(
        new StackPart(
            PostgresServer.PART,
            true,
            server.jdbcUrl(),
            "embedded Postgres, data in " + home.resolve("postgres/data")),
        Map.of(
            "LODE_POSTGRES_URL", server.jdbcUrl(),
            "LODE_POSTGRES_USER", server.user(),
            "LODE_POSTGRES_PASSWORD", server.password()),
        server.port(),
        server);
  }

  private static Started redis(LodeHome home, StackSettings settings) {
    Optional<String> url = settings.get("LODE_REDIS_URL");
    if (url.isPresent()) {
      return configured(RedisServer.PART, url.get(), Map.of("LODE_REDIS_URL", url.get()));
    }
    RedisServer server = RedisServer.start(home);
    return new Started(
        new StackPart(
            RedisServer.PART,
            true,
            "redis://" + LoopbackPort.HOST + ":" + server.port(),
            "embedded Redis, nothing kept over a restart"),
        Map.of("LODE_REDIS_URL", server.url()),
        server.port(),
        server);
  }

  private static Started temporal(LodeHome home, StackSettings settings) {
    Optional<String> target = settings.get("LODE_TEMPORAL_TARGET");
    if (target.isPresent()) {
      Map<String, String> given = new LinkedHashMap<>(Map.of("LODE_TEMPORAL_TARGET", target.get()));
      settings.get("LODE_TEMPORAL_UI_URL").ifPresent(v -> given.put("LODE_TEMPORAL_UI_URL", v));
      return configured(TemporalDevServer.PART, target.get(), given);
    }
    TemporalServer server = temporalServer(home, settings);
    Map<String, String> result = new LinkedHashMap<>();
    result.put("LODE_TEMPORAL_TARGET", server.target());
    if (!server.uiUrl().isEmpty()) {
      result.put("LODE_TEMPORAL_UI_URL", server.uiUrl());
    }
    return new Started(
        new StackPart(TemporalDevServer.PART, true, server.target(), server.description()),
        result,
        Integer.parseInt(server.target().substring(server.target().lastIndexOf(':') + 1)),
        server);
  }

  /**
   * The development server where its program is there or can be fetched, else the in-memory one. {@code
   * LODE_TEMPORAL_IN_MEMORY} goes straight to the latter.
   */
  static TemporalServer temporalServer(LodeHome home, StackSettings settings) {
    String reason = "LODE_TEMPORAL_IN_MEMORY is set";
    if (!settings.isSet("LODE_TEMPORAL_IN_MEMORY")) {
      var program = TemporalBinary.locate(home, settings);
      if (program.isPresent()) {
        return TemporalDevServer.start(home, program.get());
      }
      TemporalBinary.Fetch fetch = TemporalBinary.fetch(home, settings);
      if (fetch instanceof TemporalBinary.Fetch.Fetched fetched) {
        return TemporalDevServer.start(home, fetched.program());
      }
      reason = "no temporal program; " + ((TemporalBinary.Fetch.Skipped) fetch).reason();
    }
    InMemoryTemporalServer server = InMemoryTemporalServer.start();
    LOG.warn("Using the {} ({})", server.description(), reason);
    return server;
  }

  private static Started qdrant(LodeHome home, StackSettings settings) throws IOException {
    Optional<String> url = settings.get("LODE_QDRANT_URL");
    if (url.isPresent()) {
      return configured("qdrant", url.get(), Map.of("LODE_QDRANT_URL", url.get()));
    }
    QdrantServer server = startQdrant(LoopbackPort.remembered(home.resolve("run/qdrant.port")));
    return new Started(
        new StackPart(
            "qdrant", true, server.url(), "embedded exact index, rebuilt from Postgres at start"),
        Map.of("LODE_QDRANT_URL", server.url()),
        server.port(),
        server);
  }

  private static QdrantServer startQdrant(int port) throws IOException {
    try {
      return QdrantServer.start(port);
    } catch (IOException e) {
      // Somebody took the port in the meantime.
      return QdrantServer.start(0);
    }
  }

  private static Started configured(String name, String address, Map<String, String> settings) {
    String shown =
        address.replaceAll("//[^/@]*@", "//").replaceAll("(?i)(password=)[^&]*", "$1***");
    return new Started(new StackPart(name, false, shown, "configured"), settings, 0, null);
  }

  /**
   * Addresses and credentials for the product, by setting: {@code LODE_POSTGRES_URL} (JDBC), {@code
   * LODE_POSTGRES_USER}, {@code LODE_POSTGRES_PASSWORD}, {@code LODE_REDIS_URL}, {@code LODE_TEMPORAL_TARGET}, {@code
   * LODE_TEMPORAL_UI_URL} where there is a UI, {@code LODE_QDRANT_URL}.
   */
  public Map<String, String> settings() {
    Map<String, String> all = new LinkedHashMap<>();
    started.forEach(one -> all.putAll(one.settings));
    return all;
  }

  /** The parts with their addresses, embedded or configured. */
  public List<StackPart> parts() {
    return started.stream().map(Started::part).toList();
  }

  /** Ports of the embedded parts by name, for {@link StackFile}. */
  public Map<String, Integer> ports() {
    Map<String, Integer> ports = new LinkedHashMap<>();
    started.stream().filter(one -> one.port > 0).forEach(s -> ports.put(s.part.name(), s.port));
    return ports;
  }

  /** Whether workflows outlive a restart; true for a configured Temporal, which we cannot know better. */
  public boolean temporalDurable() {
    return started.stream()
        .map(Started::server)
        .noneMatch(server -> server instanceof TemporalServer temporal && !temporal.isDurable());
  }

  /** Ends the embedded parts, Postgres last, and frees the home. Takes at most 20 s per part. */
  @Override
  public void close() {
    try {
      closeAll(started);
    } finally {
      lock.close();
    }
  }

  /** Temporal first, so that no work is handed out for servers that are going; the database last. */
  private static void closeAll(List<Started> started) {
    List<String> order =
        List.of(TemporalDevServer.PART, "qdrant", RedisServer.PART, PostgresServer.PART);
    ExecutorService thread =
        Executors.newCachedThreadPool(
            work -> {
              Thread closing = new Thread(work, "stack-close");
              closing.setDaemon(true);
              return closing;
            });
    for (String name : order) {
      for (Started one : started) {
        AutoCloseable server = one.server;
        if (one.part.name().equals(name) && server != null) {
          closeBounded(thread, name, server);
        }
      }
    }
    thread.shutdown();
  }

  private static void closeBounded(ExecutorService thread, String name, AutoCloseable server) {
    Future<?> closing =
        thread.submit(
            () -> {
              server.close();
              return null;
            });
    try {
      closing.get(CLOSE_SECONDS_PER_PART, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      // Go on: the others shall still be asked to end.
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn(
          "{} did not end in order; the next start deals with what is left: {}",
          name,
          e.toString());
    }
  }
}
