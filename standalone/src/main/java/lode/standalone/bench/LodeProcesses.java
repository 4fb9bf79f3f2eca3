package lode.standalone.bench;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import lode.standalone.embedded.LodeHome;
import lode.standalone.embedded.StackFile;
import org.jspecify.annotations.Nullable;

/** Commands of Lode, run as a user would, in a home of their own; ended and cleared away at the end. */
final class LodeProcesses implements AutoCloseable {

  private static final Duration READY_WITHIN = Duration.ofMinutes(3);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(90);

  private final Path home;
  private final Set<Process> children = ConcurrentHashMap.newKeySet();
  private final Thread hook =
      new Thread(() -> children.forEach(LodeProcesses::end), "end-children");
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** With an empty home. */
  LodeProcesses(String name) throws IOException {
    home = Files.createTempDirectory(name);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  Path home() {
    return home;
  }

  /** Starts {@code lode} with these words; its output goes to {@code bench.log} of the home. */
  Process start(String javaOptions, String... words) throws IOException {
    List<String> line = new ArrayList<>();
    @Nullable String launcher = System.getenv("LODE_LAUNCHER");
    if (launcher != null) {
      line.add(launcher);
    } else {
      line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      line.addAll(javaOptions.isEmpty() ? List.of() : List.of(javaOptions.split(" ")));
      line.addAll(List.of("-cp", System.getProperty("java.class.path")));
      line.add("lode.standalone.cli.Lode");
    }
    line.addAll(List.of(words));
    ProcessBuilder process = new ProcessBuilder(line).redirectErrorStream(true);
    process.environment().put("LODE_HOME", home.toString());
    process.environment().remove("LODE_API_URL");
    if (!javaOptions.isEmpty()) {
      process.environment().put("LODE_JAVA_OPTS", javaOptions);
    }
    File log = home.resolve("bench.log").toFile();
    Process child = process.redirectOutput(ProcessBuilder.Redirect.appendTo(log)).start();
    children.add(child);
    return child;
  }

  /** Waits for the first 200 of the readiness of a server. */
  StackFile awaitReady(Process server, long began) throws IOException, InterruptedException {
    LodeHome lodeHome = LodeHome.at(home);
    while (System.nanoTime() - began < READY_WITHIN.toNanos()) {
      if (!server.isAlive()) {
        throw new IOException("lode serve ended with " + server.exitValue() + ": " + lastLines());
      }
      Optional<StackFile> stack = StackFile.read(lodeHome);
      if (stack.isPresent() && isReady(stack.get())) {
        return stack.get();
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    throw new IOException("lode serve was not ready within " + READY_WITHIN);
  }

  private boolean isReady(StackFile stack) throws InterruptedException {
    try {
      return http.send(
                  HttpRequest.newBuilder(URI.create(stack.apiUrl() + "/actuator/health/readiness"))
                      .timeout(Duration.ofSeconds(5))
                      .build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Runs a command to its end. */
  void run(Duration within, String... words) throws IOException, InterruptedException {
    Process command = start("", words);
    if (!command.waitFor(within.toMillis(), TimeUnit.MILLISECONDS) || command.exitValue() != 0) {
      throw new IOException("lode " + words[0] + " did not end well: " + lastLines());
    }
    children.remove(command);
  }

  private String lastLines() throws IOException {
    List<String> lines = Files.readAllLines(home.resolve("bench.log"));
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
  }

  /** Ends a server in order, else with all that it started. */
  void stop(Process server) {
    end(server);
    children.remove(server);
  }

  private static void end(Process process) {
    List<ProcessHandle> all =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    process.destroy();
    try {
      if (process.waitFor(STOP_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    all.forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public void close() throws IOException {
    children.forEach(LodeProcesses::end);
    Runtime.getRuntime().removeShutdownHook(hook);
    delete(home);
  }

  /** Removes a folder with all that is in it. */
  static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
