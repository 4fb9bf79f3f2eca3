package lode.standalone.embedded;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import lode.standalone.embedded.qdrant.QdrantServer;

/** Start and end times of each part, first in an empty home; a program, not a test: {@code StartTimesBenchmark HOME}. */
final class StartTimesBenchmark {
  private StartTimesBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    LodeHome home = LodeHome.at(Path.of(arguments[0]));
    StackSettings settings = StackSettings.fromEnvironment();
    for (String round : new String[] {"first", "again", "again"}) {
      measure(round, "postgres", () -> PostgresServer.start(home));
      measure(round, "redis", () -> RedisServer.start(home));
      measure(round, "temporal", () -> EmbeddedStack.temporalServer(home, settings));
      measure(round, "temporal in memory", InMemoryTemporalServer::start);
      measure(round, "index", () -> QdrantServer.start(0));
    }
    measure("again", "all at once", () -> EmbeddedStack.start(home, settings));
  }

  private static void measure(String round, String part, Callable<AutoCloseable> start)
      throws Exception {
    long begin = System.nanoTime();
    AutoCloseable server = start.call();
    long started = System.nanoTime();
    server.close();
    System.out.printf(
        "%-6s %-20s start %5.0f ms, end %5.0f ms%n",
        round, part, (started - begin) / 1e6, (System.nanoTime() - started) / 1e6);
  }
}
