package lode.standalone.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another JVM that starts a part and is then killed, as by {@code kill -9}. */
final class ChildProcess implements AutoCloseable {
  private final Process process;
  private final List<String> said = new ArrayList<>();

  private ChildProcess(Process process) {
    this.process = process;
  }

  /** Runs {@link Main} until it says that it is ready. */
  static ChildProcess start(String part, Path home) throws IOException {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            classPath,
            Main.class.getName(),
            part,
            home.toString());
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    ChildProcess child = new ChildProcess(builder.start());
    child.awaitReady();
    return child;
  }

  private void awaitReady() throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      said.add(line);
      if (line.startsWith("ready")) {
        return;
      }
    }
    throw new IOException("The child ended early: " + said);
  }

  /** What it told on its last line, after the word "ready". */
  String answer() {
    return said.get(said.size() - 1).substring("ready".length()).strip();
  }

  long pid() {
    return process.pid();
  }

  /** Kills it; nothing in it runs any more, neither finally nor shutdown hooks. */
  void kill() {
    process.destroyForcibly();
    process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    kill();
  }

  /** The program of the other JVM. */
  static final class Main {
    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
      LodeHome home = LodeHome.at(Path.of(arguments[1]));
      switch (arguments[0]) {
        case "lock" -> {
          home.lock();
          say("");
        }
        case "postgres" -> say(Long.toString(PostgresServer.start(home).pid()));
        case "redis" -> say(Long.toString(RedisServer.start(home).pid()));
        case "temporal" -> {
          Path program = TemporalBinary.locate(home, StackSettings.fromEnvironment()).orElseThrow();
          say(Long.toString(TemporalDevServer.start(home, program).pid()));
        }
        case "stack" ->
            say(EmbeddedStack.start(home, StackSettings.fromEnvironment()).ports().toString());
        default -> throw new IllegalArgumentException(arguments[0]);
      }
      Thread.currentThread().join();
    }

    private static void say(String answer) {
      System.out.println("ready " + answer);
      System.out.flush();
    }
  }
}
