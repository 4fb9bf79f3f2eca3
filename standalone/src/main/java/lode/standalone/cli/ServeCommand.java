package lode.standalone.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import lode.standalone.embedded.LodeHome;
import lode.standalone.embedded.StackPart;
import lode.standalone.embedded.StackSettings;
import lode.standalone.server.LodeServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lode serve}: keeps the whole stack up until it is told to stop. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description =
        "Start Postgres, Redis, Temporal, Qdrant (what is not configured), worker and API.")
final class ServeCommand implements Callable<Integer> {

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Port of the API (default: 8080; 0: any).")
  private int port = 8080;

  private final Console console;

  ServeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    StackSettings settings = StackSettings.fromEnvironment();
    LodeHome home = LodeHome.resolve(settings.environment());
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stop.countDown();
                  awaitQuietly(stopped);
                },
                "stop"));
    try (LodeServer server = LodeServer.start(home, settings, port)) {
      server.awaitReady(Duration.ofSeconds(60));
      tell(home, server);
      stop.await();
      console.say("stopping …");
    } finally {
      stopped.countDown();
    }
    return ExitCode.DONE;
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(LodeHome home, LodeServer server) {
    console.say("Lode is up.");
    console.say("  API       " + server.apiUrl() + "/api/v1   docs " + server.apiUrl() + "/docs");
    for (StackPart part : server.parts()) {
      console.say(String.format("  %-9s %s   %s", part.name(), part.address(), part.description()));
    }
    console.say("  files     " + home.root());
    console.say("Stop with Ctrl-C.");
  }
}
