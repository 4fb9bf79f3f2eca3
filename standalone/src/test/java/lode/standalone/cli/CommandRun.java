package lode.standalone.cli;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What a {@code lode} command in a process of its own said, and how it ended. */
record CommandRun(int exitCode, String out, String err) {

  private static final long PATIENCE_SECONDS = 90;

  /** Runs a command with these environment variables to its end. */
  static CommandRun of(Map<String, String> environment, Path folder, String... arguments) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp"));
    line.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    line.add(Lode.class.getName());
    line.addAll(List.of(arguments));
    File out = folder.resolve("out.txt").toFile();
    File err = folder.resolve("err.txt").toFile();
    ProcessBuilder builder =
        new ProcessBuilder(line).redirectOutput(out).redirectError(err).directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("LODE_"));
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("the command did not end: " + Files.readString(err.toPath()));
      }
      return new CommandRun(
          process.exitValue(), Files.readString(out.toPath()), Files.readString(err.toPath()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
