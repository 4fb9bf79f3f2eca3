package lode.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedStackTest {
  @TempDir Path folder;

  private static StackSettings inMemory(String... more) {
    Map<String, String> values = new HashMap<>(Map.of("LODE_TEMPORAL_IN_MEMORY", "true"));
    for (int i = 0; i < more.length; i += 2) {
      values.put(more[i], more[i + 1]);
    }
    return new StackSettings(values);
  }

  @Test
  void startsAgainAfterTheWholeProcessWasKilled() throws Exception {
    LodeHome home = LodeHome.at(folder);
    String ports;
    try (ChildProcess child = ChildProcess.start("stack", folder)) {
      assertThatThrownBy(() -> EmbeddedStack.start(home, inMemory()))
          .isInstanceOf(LodeHomeInUse.class)
          .hasMessageContaining(Long.toString(child.pid()));
      ports = child.answer();
    }
    try (EmbeddedStack stack = EmbeddedStack.start(home, StackSettings.fromEnvironment())) {
      assertThat(stack.parts()).hasSize(4).allMatch(StackPart::embedded);
      if (stack.temporalDurable()) {
        assertThat(stack.ports()).hasToString(ports);
      }
      Map<String, String> settings = stack.settings();
      assertThat(settings)
          .containsKeys("LODE_REDIS_URL", "LODE_TEMPORAL_TARGET", "LODE_QDRANT_URL");
      try (var connection =
          DriverManager.getConnection(
              settings.get("LODE_POSTGRES_URL"),
              settings.get("LODE_POSTGRES_USER"),
              settings.get("LODE_POSTGRES_PASSWORD"))) {
        assertThat(connection.isValid(2)).isTrue();
      }
      for (int port : stack.ports().values()) {
        assertThat(Listening.addressesOf(port)).containsExactly("127.0.0.1");
      }
    }
    assertThat(ProcessHandle.allProcesses().map(RecordedProcess::commandLine))
        .noneMatch(line -> line.contains(home.root() + "/"));
  }

  @Test
  void passesOnWhatIsConfiguredAndStartsNothingForIt() {
    StackSettings settings =
        inMemory(
            "LODE_POSTGRES_URL", "jdbc:postgresql://db:5432/lode?user=a&password=secret",
            "LODE_REDIS_URL", "redis://:secret@cache:6379",
            "LODE_TEMPORAL_TARGET", "temporal:7233",
            "LODE_QDRANT_URL", "http://qdrant:6334");
    try (EmbeddedStack stack = EmbeddedStack.start(LodeHome.at(folder), settings)) {
      assertThat(stack.parts()).hasSize(4).noneMatch(StackPart::embedded);
      assertThat(stack.parts().toString()).doesNotContain("secret");
      assertThat(stack.settings()).containsEntry("LODE_TEMPORAL_TARGET", "temporal:7233");
      assertThat(stack.ports()).isEmpty();
    }
  }

  @Test
  void endsTheOthersAndFreesTheHomeWhenOnePartFails() throws Exception {
    LodeHome home = LodeHome.at(folder);
    // A file where the program's folder should be.
    Files.delete(home.resolve("redis"));
    Files.writeString(home.resolve("redis"), "");
    StackSettings settings = inMemory("LODE_POSTGRES_URL", "jdbc:postgresql://db/x");
    assertThatThrownBy(() -> EmbeddedStack.start(home, settings))
        .isInstanceOf(EmbeddedPartFailed.class)
        .hasMessageStartingWith("redis: ");
    home.lock().close();
    int port = Integer.parseInt(Files.readString(home.resolve("run/qdrant.port")));
    assertThat(Listening.addressesOf(port)).isEmpty();
  }
}
