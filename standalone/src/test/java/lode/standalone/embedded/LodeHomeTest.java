package lode.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LodeHomeTest {
  @TempDir Path folder;

  @Test
  void resolvesTheConfiguredFolderAndElseOneBelowTheUsersHome() {
    Path wanted = folder.resolve("a b/lode");
    assertThat(LodeHome.resolve(Map.of("LODE_HOME", wanted.toString())).root())
        .isEqualTo(wanted.toAbsolutePath())
        .isDirectory();
  }

  @Test
  void isClosedToOtherUsers() throws Exception {
    LodeHome home = LodeHome.at(folder.resolve("lode"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.root())))
        .isEqualTo("rwx------");
  }

  @Test
  void turnsDownASecondLockInTheSameProcessAndKeepsTheFirst() throws Exception {
    LodeHome home = LodeHome.at(folder);
    try (LodeHome.Lock lock = home.lock()) {
      LodeHomeInUse refused = catchThrowableOfType(LodeHomeInUse.class, home::lock);
      assertThat(refused.ownerPid()).isEqualTo(ProcessHandle.current().pid());
      assertThatThrownBy(() -> ChildProcess.start("lock", folder)).hasMessageContaining("early");
      assertThat(lock.home()).isSameAs(home);
    }
    home.lock().close();
  }

  @Test
  void namesTheProcessThatHoldsTheLockAndIsFreeOnceThatIsKilled() throws Exception {
    LodeHome home = LodeHome.at(folder);
    try (ChildProcess other = ChildProcess.start("lock", folder)) {
      LodeHomeInUse refused = catchThrowableOfType(LodeHomeInUse.class, home::lock);
      assertThat(refused.ownerPid()).isEqualTo(other.pid());
      assertThat(refused).hasMessageContaining(home.root().toString());
      assertThat(refused.home()).isEqualTo(home.root());
    }
    home.lock().close();
  }

  @Test
  void readsBackTheStackFile() {
    LodeHome home = LodeHome.at(folder);
    StackFile written =
        new StackFile(
            ProcessHandle.current().pid(),
            "http://127.0.0.1:8080",
            8080,
            home.resolve("api.key").toString(),
            Map.of("postgres", 5432),
            Instant.parse("2026-01-02T03:04:05Z"));
    written.write(home);
    assertThat(StackFile.read(home)).contains(written);
    assertThat(written.processAlive()).isTrue();
    StackFile.delete(home);
    assertThat(StackFile.read(home)).isEmpty();
  }

  @Test
  void takesAGarbledStackFileForNone() throws Exception {
    LodeHome home = LodeHome.at(folder);
    for (String garbled :
        new String[] {"", "{", "[]", "null", "{\"pid\":1}", "\0\0", "{\"pid\":\"x\"}"}) {
      Files.writeString(home.resolve("stack.json"), garbled);
      assertThat(StackFile.read(home)).as(garbled).isEmpty();
    }
  }
}
