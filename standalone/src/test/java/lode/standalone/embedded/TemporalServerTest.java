package lode.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporalServerTest {
  @TempDir Path folder;

  private Path program(LodeHome home) {
    Optional<Path> program = TemporalBinary.locate(home, StackSettings.fromEnvironment());
    assumeTrue(program.isPresent(), "no temporal program on the PATH");
    return program.get();
  }

  private static int portOf(String target) {
    return Integer.parseInt(target.substring(target.lastIndexOf(':') + 1));
  }

  @Test
  void theInMemoryServerRunsWorkflowsInRealTimeOnLoopback() throws Exception {
    try (TemporalServer server =
        EmbeddedStack.temporalServer(
            LodeHome.at(folder), new StackSettings(Map.of("LODE_OFFLINE", "1")))) {
      assertThat(server.kind()).isEqualTo(TemporalServer.Kind.IN_MEMORY);
      assertThat(server.isDurable()).isFalse();
      assertThat(server.uiUrl()).isEmpty();
      long start = System.nanoTime();
      assertThat(EchoWorkflow.runOn(server.target(), "one", Duration.ofSeconds(2)))
          .isEqualTo("said");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(2));
      assertThat(Listening.addressesOf(portOf(server.target()))).containsExactly("127.0.0.1");
    }
  }

  @Test
  void theDevServerKeepsWorkflowsOverARestart() throws Exception {
    LodeHome home = LodeHome.at(folder);
    Path program = program(home);
    String target;
    try (TemporalDevServer server = TemporalDevServer.start(home, program)) {
      target = server.target();
      assertThat(server.isDurable()).isTrue();
      assertThat(EchoWorkflow.runOn(target, "kept", Duration.ZERO)).isEqualTo("said");
      assertThat(
              HttpClient.newHttpClient()
                  .send(
                      HttpRequest.newBuilder(URI.create(server.uiUrl())).build(),
                      HttpResponse.BodyHandlers.ofString())
                  .statusCode())
          .isEqualTo(200);
      assertThat(Listening.addressesOf(portOf(target))).containsExactly("127.0.0.1");
      assertThat(Listening.addressesOf(portOf(server.uiUrl()))).containsExactly("127.0.0.1");
    }
    try (TemporalDevServer server = TemporalDevServer.start(home, program)) {
      assertThat(server.target()).isEqualTo(target);
      assertThat(EchoWorkflow.resultOf(target, "kept")).isEqualTo("said");
    }
  }

  @Test
  void attachesToTheDevServerThatAKilledProcessLeft() throws Exception {
    LodeHome home = LodeHome.at(folder);
    Path program = program(home);
    try (ChildProcess child = ChildProcess.start("temporal", folder)) {
      child.kill();
      long left = Long.parseLong(child.answer());
      try (TemporalDevServer server = TemporalDevServer.start(home, program)) {
        assertThat(server.attached()).isTrue();
        assertThat(server.pid()).isEqualTo(left);
      }
      assertThat(ProcessHandle.of(left)).isEmpty();
    }
  }

  @Test
  void setsTheDatabaseOfAnotherVersionAside() throws Exception {
    LodeHome home = LodeHome.at(folder);
    Path program = program(home);
    Files.writeString(home.resolve("temporal/temporal.db"), "of an older version");
    Files.writeString(home.resolve("temporal/version.txt"), "temporal version 0.1");
    try (TemporalDevServer server = TemporalDevServer.start(home, program)) {
      assertThat(server.attached()).isFalse();
      try (var files = Files.list(home.resolve("temporal"))) {
        assertThat(files.filter(f -> f.getFileName().toString().startsWith("before-")))
            .singleElement()
            .satisfies(old -> assertThat(old).hasContent("of an older version"));
      }
    }
  }
}
