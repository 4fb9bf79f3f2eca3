package lode.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporalBinaryTest {
  private static final String SCRIPT = "#!/bin/sh\necho temporal version 1.5.1\n";

  @TempDir Path folder;
  private LodeHome home;
  private HttpServer site;
  private byte[] archive;

  @BeforeEach
  void serveAnArchive() throws Exception {
    home = LodeHome.at(folder);
    archive = archive("temporal", SCRIPT);
    site = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    String path = "/v1.5.1/temporal_cli_1.5.1_" + TemporalBinary.platform() + ".tar.gz";
    site.createContext(
        path,
        exchange -> {
          boolean head = exchange.getRequestMethod().equals("HEAD");
          exchange.sendResponseHeaders(200, head ? -1 : archive.length);
          if (!head) {
            exchange.getResponseBody().write(archive);
          }
          exchange.close();
        });
    site.start();
  }

  @AfterEach
  void endSite() {
    site.stop(0);
  }

  private static byte[] archive(String name, String content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
      for (String file : new String[] {"LICENSE", name}) {
        byte[] text = content.getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(file);
        entry.setSize(text.length);
        tar.putArchiveEntry(entry);
        tar.write(text);
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  private StackSettings settings(String... more) throws Exception {
    Map<String, String> values = new HashMap<>();
    values.put("LODE_TEMPORAL_DOWNLOAD_URL", "http://127.0.0.1:" + site.getAddress().getPort());
    values.put(
        "LODE_TEMPORAL_SHA256",
        HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(archive)));
    for (int i = 0; i < more.length; i += 2) {
      values.put(more[i], more[i + 1]);
    }
    return new StackSettings(values);
  }

  private static String reason(TemporalBinary.Fetch fetch) {
    return ((TemporalBinary.Fetch.Skipped) fetch).reason();
  }

  @Test
  void fetchesAnArchiveWithTheExpectedChecksum() throws Exception {
    TemporalBinary.Fetch fetch = TemporalBinary.fetch(home, settings());
    Path program = home.resolve("bin/temporal");
    assertThat(fetch).isEqualTo(new TemporalBinary.Fetch.Fetched(program));
    assertThat(program).hasContent(SCRIPT).isExecutable();
    assertThat(TemporalBinary.locate(home, settings())).contains(program);
  }

  @Test
  void neverPlacesAProgramWithAnotherChecksum() throws Exception {
    TemporalBinary.Fetch fetch =
        TemporalBinary.fetch(home, settings("LODE_TEMPORAL_SHA256", "00".repeat(32)));
    assertThat(reason(fetch)).contains("checksum");
    try (var files = Files.list(home.resolve("bin"))) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void fetchesNothingWithoutAChecksum() throws Exception {
    assertThat(reason(TemporalBinary.fetch(home, settings("LODE_TEMPORAL_SHA256", ""))))
        .contains("no checksum is known");
  }

  @Test
  void fetchesNothingWhenOffline() throws Exception {
    assertThat(reason(TemporalBinary.fetch(home, settings("LODE_OFFLINE", "true"))))
        .contains("LODE_OFFLINE");
  }

  @Test
  void saysThatTheSiteDoesNotHaveItOrDoesNotAnswer() throws Exception {
    String base = "http://127.0.0.1:" + site.getAddress().getPort();
    assertThat(
            reason(
                TemporalBinary.fetch(
                    home, settings("LODE_TEMPORAL_DOWNLOAD_URL", base + "/elsewhere"))))
        .contains("404");
    site.stop(0);
    assertThat(reason(TemporalBinary.fetch(home, settings()))).contains("cannot be fetched");
  }

  @Test
  void saysThatAnArchiveHoldsNoProgram() throws Exception {
    archive = archive("other", "x");
    assertThat(reason(TemporalBinary.fetch(home, settings()))).contains("no file named temporal");
  }

  @Test
  void saysThatGoIsNeededForABuild() {
    assertThatThrownBy(
            () ->
                TemporalBinary.buildWithGo(
                    home, new StackSettings(Map.of("PATH", folder.toString())), line -> {}))
        .isInstanceOf(EmbeddedPartFailed.class)
        .hasMessageContaining("go is not on the PATH");
  }

  @Test
  void buildsIntoTheHomeAndShowsTheOutput() throws Exception {
    Path go = folder.resolve("go");
    Files.writeString(go, "#!/bin/sh\necho building $2\ncp \"$0\" \"$GOBIN/temporal\"\n");
    assertThat(go.toFile().setExecutable(true)).isTrue();
    StringBuilder output = new StringBuilder();
    Path program =
        TemporalBinary.buildWithGo(
            home, new StackSettings(Map.of("PATH", folder.toString())), output::append);
    assertThat(program).isEqualTo(home.resolve("bin/temporal")).isExecutable();
    assertThat(output).contains("building github.com/temporalio/cli/cmd/temporal@v1.5.1");
  }
}
