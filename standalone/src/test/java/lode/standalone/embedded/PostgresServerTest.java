package lode.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTest {
  // One home for all: unpacking and initdb take seconds.
  @TempDir static Path folder;
  private static LodeHome home;

  @BeforeAll
  static void openHome() {
    home = LodeHome.at(folder);
  }

  private static String ask(PostgresServer server, String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
        var statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return "";
      }
      try (ResultSet row = statement.getResultSet()) {
        row.next();
        return row.getString(1);
      }
    }
  }

  @Test
  void keepsDataAndPortOverARestart() throws Exception {
    int port;
    try (PostgresServer server = PostgresServer.start(home)) {
      ask(server, "CREATE TABLE IF NOT EXISTS kept (v text)");
      ask(server, "INSERT INTO kept VALUES ('Größe')");
      port = server.port();
    }
    try (PostgresServer server = PostgresServer.start(home)) {
      assertThat(server.port()).isEqualTo(port);
      assertThat(server.attached()).isFalse();
      assertThat(ask(server, "SELECT upper(v) FROM kept")).isEqualTo("GRÖßE");
      ask(server, "DROP TABLE kept");
    }
  }

  @Test
  void isDurableAndOnLoopbackWithAPassword() throws Exception {
    try (PostgresServer server = PostgresServer.start(home)) {
      assertThat(ask(server, "SHOW fsync")).isEqualTo("on");
      assertThat(ask(server, "SHOW synchronous_commit")).isEqualTo("on");
      assertThat(ask(server, "SHOW server_encoding")).isEqualTo("UTF8");
      assertThat(Listening.addressesOf(server.port())).containsExactly("127.0.0.1");
      assertThatThrownBy(
              () -> DriverManager.getConnection(server.jdbcUrl(), server.user(), "guess"))
          .hasMessageContaining("authentication");
    }
  }

  @Test
  void attachesToWhatAKilledProcessLeft() throws Exception {
    try (ChildProcess child = ChildProcess.start("postgres", folder)) {
      child.kill();
      try (PostgresServer server = PostgresServer.start(home)) {
        assertThat(server.attached()).isTrue();
        assertThat(server.pid()).isEqualTo(Long.parseLong(child.answer()));
        assertThat(ask(server, "SELECT 1")).isEqualTo("1");
      }
      assertThat(ProcessHandle.of(Long.parseLong(child.answer()))).isEmpty();
    }
  }

  @Test
  void recoversWhereTheServerWasKilledToo() throws Exception {
    PostgresServer first = PostgresServer.start(home);
    ask(first, "CREATE TABLE committed AS SELECT 7 AS v");
    ProcessHandle process = ProcessHandle.of(first.pid()).orElseThrow();
    process.destroyForcibly();
    process.onExit().join();
    try (PostgresServer server = PostgresServer.start(home)) {
      assertThat(ask(server, "SELECT v FROM committed")).isEqualTo("7");
      ask(server, "DROP TABLE committed");
    }
  }

  @Test
  void leavesAProcessAloneThatGotTheNotedNumber() throws Exception {
    PostgresServer.start(home).close();
    Process other = new ProcessBuilder("sleep", "987").start();
    try {
      Files.write(
          home.resolve("postgres/data/postmaster.pid"),
          List.of(Long.toString(other.pid()), "x", "0", "5432"));
      PostgresServer.start(home).close();
      assertThat(other.isAlive()).isTrue();
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void runsAsNobodyWhereRootHasNoUserNamespaces() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")));
    assumeTrue(PostgresAccount.NOBODY.works(folder));
    try (PostgresServer server = PostgresServer.start(home, PostgresAccount.NOBODY)) {
      assertThat(Files.getAttribute(Path.of("/proc/" + server.pid()), "unix:uid")).isEqualTo(65534);
      assertThat(ask(server, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void saysWhatToDoAboutADamagedDataFolder(@TempDir Path other) throws Exception {
    LodeHome damaged = LodeHome.at(other);
    PostgresServer.start(home).close();
    try (var programs = Files.list(home.resolve("postgres"))) {
      Path unpacked = programs.filter(p -> p.toString().contains("programs-")).findFirst().get();
      Files.createSymbolicLink(
          damaged.resolve("postgres").resolve(unpacked.getFileName()), unpacked);
    }
    Files.createDirectories(damaged.resolve("postgres/data/base"));
    assertThatThrownBy(() -> PostgresServer.start(damaged))
        .isInstanceOf(EmbeddedPartFailed.class)
        .hasMessageContaining("not a complete database")
        .hasMessageContaining(damaged.root().toString());
  }
}
