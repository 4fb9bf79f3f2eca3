package lode.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedProcessTest {
  @TempDir Path folder;
  private Process process;

  @BeforeEach
  void startSomeProcess() throws Exception {
    process = new ProcessBuilder("sleep", "987").start();
  }

  @AfterEach
  void endIt() {
    process.destroyForcibly();
  }

  @Test
  void findsTheNotedProcessAgainAndEndsIt() throws Exception {
    Path note = folder.resolve("note.json");
    RecordedProcess.of(process.toHandle(), "sleep 987", Map.of("port", "12")).write(note);
    RecordedProcess read = RecordedProcess.read(note).orElseThrow();
    assertThat(read.port("port")).isEqualTo(12);
    assertThat(read.running()).contains(process.toHandle());
    assertThat(RecordedProcess.end(read.running().get(), Duration.ofSeconds(5))).isTrue();
    assertThat(process.isAlive()).isFalse();
    assertThat(read.running()).isEmpty();
  }

  @Test
  void doesNotTakeAnotherProcessOfTheSameNumberForIt() {
    RecordedProcess noted = RecordedProcess.of(process.toHandle(), "sleep 987", Map.of());
    RecordedProcess otherCommand =
        new RecordedProcess(noted.pid(), noted.startedAt(), "redis-server", Map.of());
    RecordedProcess otherStart =
        new RecordedProcess(noted.pid(), noted.startedAt().minusSeconds(60), "sleep 987", Map.of());
    assertThat(otherCommand.running()).isEmpty();
    assertThat(otherStart.running()).isEmpty();
  }

  @Test
  void takesAGarbledNoteForNone() throws Exception {
    Path note = folder.resolve("note.json");
    for (String garbled : new String[] {"", "{}", "null", "{\"pid\":5}"}) {
      Files.writeString(note, garbled);
      assertThat(RecordedProcess.read(note)).as(garbled).isEmpty();
    }
  }

  @Test
  void keepsAPortAsLongAsItIsFree() throws Exception {
    Path note = folder.resolve("port");
    int first = LoopbackPort.remembered(note);
    assertThat(LoopbackPort.remembered(note)).isEqualTo(first);
    try (java.net.ServerSocket taken =
        new java.net.ServerSocket(first, 1, LoopbackPort.address())) {
      assertThat(LoopbackPort.remembered(note)).isNotEqualTo(taken.getLocalPort());
    }
  }
}
