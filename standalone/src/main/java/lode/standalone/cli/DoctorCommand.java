package lode.standalone.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import lode.adapters.browser.BrowserCheck;
import lode.domain.operations.Dependency;
import lode.standalone.embedded.EmbeddedPartFailed;
import lode.standalone.embedded.LodeHome;
import lode.standalone.embedded.LodeHomeInUse;
import lode.standalone.embedded.StackFile;
import lode.standalone.embedded.StackPart;
import lode.standalone.embedded.StackSettings;
import lode.standalone.embedded.TemporalBinary;
import lode.standalone.server.LodeServer;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** {@code lode doctor}: tries everything that Lode needs and names the fix for what is amiss. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description =
        "Check JDK, ports, Postgres, Redis, Temporal, Qdrant, model endpoint, browser and data"
            + " folder.")
final class DoctorCommand implements Callable<Integer> {

  private static final long ENOUGH_BYTES = 1L << 30;
  private static final int OLDEST_JDK = 17;

  private final Console console;
  private boolean amiss;

  DoctorCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    StackSettings settings = StackSettings.fromEnvironment();
    LodeHome home = LodeHome.resolve(settings.environment());
    jdk();
    folder(home.root());
    port();
    temporalBinary(home, settings);
    model(settings);
    browser(settings);
    Optional<StackFile> live = StackFile.read(home).filter(StackFile::processAlive);
    if (live.isPresent()) {
      liveStack(live.get());
    } else {
      ownStack(home, settings);
    }
    console.result(amiss ? "Something is amiss; see above." : "All is well.");
    return amiss ? ExitCode.FAILED : ExitCode.DONE;
  }

  private void jdk() {
    int feature = Runtime.version().feature();
    tell(
        feature >= OLDEST_JDK,
        "jdk",
        Runtime.version() + " in " + System.getProperty("java.home"),
        "install a JDK " + OLDEST_JDK + " or newer and set JAVA_HOME to it");
  }

  private void folder(Path root) {
    try {
      Path probe = Files.createTempFile(root, "doctor", null);
      Files.delete(probe);
      long free = Files.getFileStore(root).getUsableSpace();
      tell(
          free > ENOUGH_BYTES,
          "folder",
          root + ", " + (free >> 20) + " MiB free",
          "free some space or set LODE_HOME to a folder on another disk");
    } catch (IOException unwritable) {
      tell(false, "folder", root + ": " + unwritable, "set LODE_HOME to a folder you may write");
    }
  }

  private void port() {
    int port = 8080;
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      tell(socket.isBound(), "port", port + " is free for ./lode serve", "");
    } catch (IOException taken) {
      note("port", port + " is taken: ./lode serve --port 0 takes a free one");
    }
  }

  private void temporalBinary(LodeHome home, StackSettings settings) {
    if (settings.isSet("LODE_TEMPORAL_TARGET")) {
      return;
    }
    Optional<Path> binary = TemporalBinary.locate(home, settings);
    if (binary.isPresent()) {
      tell(true, "temporal", "dev server " + binary.get(), "");
    } else {
      note(
          "temporal",
          "no temporal binary: jobs run on the in-memory server (no schedules, no UI);"
              + " ./lode setup temporal builds one");
    }
  }

  private void model(StackSettings settings) {
    Optional<String> base = settings.get("LODE_LLM_BASE_URL");
    if (base.isEmpty()) {
      note(
          "model",
          "none configured: only fields that the pages' own markup answers are filled"
              + " (LODE_LLM_BASE_URL, LODE_LLM_MODEL)");
      return;
    }
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(base.get().replaceAll("/+$", "") + "/models"))
              .timeout(Duration.ofSeconds(5));
      settings
          .get("LODE_LLM_API_KEY")
          .ifPresent(key -> request.header("Authorization", "Bearer " + key));
      HttpResponse<String> response =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .connectTimeout(Duration.ofSeconds(3))
              .build()
              .send(request.GET().build(), HttpResponse.BodyHandlers.ofString());
      tell(
          response.statusCode() < 500 && response.statusCode() != 401,
          "model",
          base.get() + " answers " + response.statusCode(),
          "check LODE_LLM_API_KEY and the model server");
    } catch (IOException | IllegalArgumentException away) {
      tell(
          false,
          "model",
          base.get() + " does not answer (" + away + ")",
          "start the model server or correct LODE_LLM_BASE_URL (it ends with /v1)");
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** As this environment has it; a live stack tells its own workers. */
  private void browser(StackSettings settings) {
    Optional<String> hindrance = BrowserCheck.hindrance(settings.environment());
    if (hindrance.isEmpty()) {
      tell(true, "browser", "pages that need their scripts are rendered", "");
    } else {
      note("browser", "pages are stored as they are sent: " + hindrance.get());
    }
  }

  private void liveStack(StackFile stack) {
    try {
      HttpResponse<String> response =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(stack.apiUrl() + "/actuator/health/readiness"))
                      .timeout(Duration.ofSeconds(10))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
      JsonNode health = LodeClient.JSON.readTree(response.body());
      tell(
          response.statusCode() == 200,
          "stack",
          stack.apiUrl() + " (pid " + stack.pid() + ") " + health,
          "see " + "the log of ./lode serve");
    } catch (IOException away) {
      tell(
          false,
          "stack",
          "pid " + stack.pid() + " does not answer at " + stack.apiUrl(),
          "stop it and start ./lode serve again");
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void ownStack(LodeHome home, StackSettings settings) throws InterruptedException {
    try (LodeServer server = LodeServer.start(home, settings, 0)) {
      server.awaitReady(Duration.ofSeconds(60));
      for (StackPart part : server.parts()) {
        console.result(
            String.format("  %-9s %s, %s", part.name(), part.address(), part.description()));
      }
      for (Dependency dependency : server.dependencies()) {
        long began = System.nanoTime();
        Dependency.Check check = dependency.check();
        tell(
            check.well(),
            dependency.name(),
            (System.nanoTime() - began) / 1_000_000
                + " ms"
                + (check.detail() == null || check.detail().isEmpty() ? "" : ", " + check.detail()),
            fix(dependency.name()));
      }
    } catch (LodeHomeInUse inUse) {
      tell(false, "stack", inUse.getMessage(), "stop the other process or set LODE_HOME");
    } catch (EmbeddedPartFailed failed) {
      tell(false, "stack", failed.getMessage(), "see the logs under " + home.root() + "/logs");
    }
  }

  private static String fix(String dependency) {
    return switch (dependency) {
      case "postgres" -> "check LODE_POSTGRES_URL, LODE_POSTGRES_USER and LODE_POSTGRES_PASSWORD";
      case "redis" -> "check LODE_REDIS_URL";
      case "temporal" -> "check LODE_TEMPORAL_TARGET and that the namespace exists";
      case "qdrant" -> "check LODE_QDRANT_URL: it is the gRPC port, usually 6334";
      default -> "see the log";
    };
  }

  private void tell(boolean well, String what, String detail, String fix) {
    amiss |= !well;
    console.result(String.format("%s %-9s %s", well ? "ok   " : "AMISS", what, detail));
    if (!well) {
      console.result("      fix:      " + fix);
    }
  }

  private void note(String what, String detail) {
    console.result(String.format("note  %-9s %s", what, detail));
  }
}
