package lode.standalone.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a crawl brings along outlives a kill, sealed: no file of the home ever holds it in the open. */
class AccessRestartTest {

  private static final Map<String, String> SETTINGS = Map.of("LODE_TEMPORAL_IN_MEMORY", "true");
  private static final String PASSWORD = "pw-Wr58-hunter2";
  private static final String KEY = "key-Tz63-sesame";

  @TempDir Path home;

  @Test
  void goesOnWithItsCredentialsAfterAKill() throws Exception {
    try (GuardedSite site = new GuardedSite("reader:" + PASSWORD, KEY)) {
      StringBuilder links = new StringBuilder("<title>Home</title>");
      for (int i = 0; i < 12; i++) {
        links.append("<a href=/p").append(i).append(">p</a> ");
        site.page("/p" + i, "<title>Page " + i + "</title><p>What page " + i + " says.");
      }
      site.page("/", links.toString());
      String jobId;
      try (ServedLode lode = ServedLode.start(home, SETTINGS)) {
        jobId = start(lode, site.url());
        lode.await(jobId, job -> job.at("/progress/pagesFetched").asLong() >= 3);
        lode.kill();
        assertNoFileHoldsThem();
      }
      int before = site.requests.size();
      try (ServedLode lode = ServedLode.start(home, SETTINGS)) {
        JsonNode job = lode.await(jobId, ServedLode::hasEnded);
        assertThat(job.path("status").asString()).as(job.toString()).isEqualTo("completed");
        assertThat(job.at("/progress/pagesFetched").asLong()).isEqualTo(13);
        lode.terminate(java.time.Duration.ofSeconds(60));
      }
      assertThat(site.requests.subList(before, site.requests.size()))
          .isNotEmpty()
          .allSatisfy(request -> assertThat(request).contains(KEY).doesNotContain(" - "));
      assertNoFileHoldsThem();
      assertThat(Files.getPosixFilePermissions(home.resolve("secret-key")))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
  }

  private static String start(ServedLode lode, String site) throws Exception {
    ObjectNode project = ServedLode.JSON.createObjectNode().put("name", "Guarded");
    project.set("schema", SmallSite.schema());
    String id = lode.post("/projects", project).path("id").asString();
    ObjectNode body = SmallSite.crawlOnly(site + "/").put("minDelayMs", 300);
    body.putObject("headers").put("X-Key", KEY);
    body.putObject("basicAuth").put("username", "reader").put("password", PASSWORD);
    return lode.post("/projects/" + id + "/crawls", body).path("id").asString();
  }

  /** Tables, their log of changes, Temporal's and Redis' files, and everything that was logged. */
  private void assertNoFileHoldsThem() throws IOException {
    String basic =
        Base64.getEncoder().encodeToString(("reader:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    List<Path> files;
    try (Stream<Path> walk = Files.walk(home)) {
      files = walk.filter(Files::isRegularFile).filter(Files::isReadable).toList();
    }
    assertThat(files).anyMatch(file -> file.toString().contains("pg_wal"));
    assertThat(files).anyMatch(file -> file.endsWith("serve.log"));
    for (Path file : files) {
      for (String secret : List.of(PASSWORD, KEY, basic)) {
        assertThat(holds(file, secret)).as(file + " holds a secret").isFalse();
      }
    }
  }

  private static boolean holds(Path file, String secret) throws IOException {
    byte[] wanted = secret.getBytes(StandardCharsets.ISO_8859_1);
    try (InputStream in = Files.newInputStream(file)) {
      String tail = "";
      byte[] block = in.readNBytes(1 << 20);
      while (block.length > 0) {
        String text = tail + new String(block, StandardCharsets.ISO_8859_1);
        if (text.contains(secret)) {
          return true;
        }
        tail = text.substring(Math.max(0, text.length() - wanted.length));
        block = in.readNBytes(1 << 20);
      }
      return false;
    }
  }
}
