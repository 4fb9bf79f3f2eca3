package lode.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchCommandTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... arguments) {
    Console console =
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false);
    return Lode.run(console, arguments);
  }

  @Test
  void saysInOneLineWhyDocumentsCannotBeMeasured(@TempDir Path folder) throws IOException {
    assertThat(run("bench", "documents", "--data", folder.toString()))
        .isEqualTo(ExitCode.BAD_ARGUMENTS);
    Files.createDirectories(folder.resolve("html"));
    assertThat(run("bench", "documents", "--data", folder.toString())).isEqualTo(ExitCode.FAILED);
    Files.write(folder.resolve("html").resolve("a.html.gz"), new byte[0]);
    assertThat(run("bench", "documents", "--data", folder.toString())).isEqualTo(ExitCode.FAILED);
    assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("lode: there are no pages in " + folder.resolve("html"))
        .contains("lode: page a has no file " + folder.resolve("gold").resolve("a.json.gz"))
        .doesNotContain("\tat ");
  }
}
