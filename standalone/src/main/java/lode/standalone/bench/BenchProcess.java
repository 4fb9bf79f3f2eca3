package lode.standalone.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A part of a benchmark in a process of its own, so that its processor time is its own. */
final class BenchProcess implements AutoCloseable {

  private static final Duration READY_WITHIN = Duration.ofMinutes(1);
  private static final Duration ANSWER_WITHIN = Duration.ofMinutes(20);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Process process;
  private final int port;

  private BenchProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts a main class that serves a {@link ControlServer} on the port it writes to a file. */
  static BenchProcess start(Path folder, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    Path portFile = Files.createTempFile(folder, "port", "");
    Files.delete(portFile);
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-XX:+UseSerialGC", "-Xms48m", "-Xmx512m"));
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    line.add(portFile.toString());
    line.addAll(List.of(arguments));
    Path log = folder.resolve(main.getSimpleName() + ".log");
    Process process =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    long deadline = System.nanoTime() + READY_WITHIN.toNanos();
    while (!Files.exists(portFile)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        process.destroyForcibly();
        throw new IOException(main.getSimpleName() + " did not start: " + Files.readString(log));
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return new BenchProcess(process, Integer.parseInt(Files.readString(portFile)));
  }

  /** Its answer to a question. */
  String ask(String question, String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/" + question))
            .timeout(ANSWER_WITHIN)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8)).body();
  }

  @Override
  public void close() {
    process.destroy();
  }
}
