package lode.adapters.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstalledProgramsTest {

  @TempDir private Path folder;

  private Path program(String name, String says) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, "#!/bin/sh\necho " + says + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static Optional<String> hindrance(String... settings) {
    Map<String, String> environment = new HashMap<>(Map.of("LODE_RENDER_SANDBOX", "false"));
    for (int i = 0; i < settings.length; i += 2) {
      environment.put(settings[i], settings[i + 1]);
    }
    return BrowserCheck.hindrance(environment);
  }

  @Test
  void rendersWithABrowserAndANodeThatIsNewEnough() throws IOException {
    String browser = program("chromium", "Chromium").toString();
    String node = program("node", "v20.1.0").toString();

    assertThat(hindrance("LODE_RENDER_BROWSER", browser, "LODE_RENDER_NODE", node)).isEmpty();
    assertThat(hindrance("PATH", folder.toString())).isEmpty();
  }

  @Test
  void tellsWhatIsMissingAndWhatHelps() throws IOException {
    String browser = program("chromium", "Chromium").toString();
    String old = program("node", "v18.19.0").toString();

    assertThat(hindrance("LODE_RENDER_ENABLED", "false").orElseThrow())
        .contains("LODE_RENDER_ENABLED");
    assertThat(hindrance("LODE_RENDER_BROWSER", folder + "/none").orElseThrow())
        .contains("LODE_RENDER_BROWSER names no program");
    assertThat(hindrance("LODE_RENDER_BROWSER", browser, "LODE_RENDER_NODE", old).orElseThrow())
        .contains("version 18", "Node.js 20");
    String silent = program("silent", "").toString();
    assertThat(hindrance("LODE_RENDER_BROWSER", browser, "LODE_RENDER_NODE", silent).orElseThrow())
        .contains("does not run");
  }

  @Test
  void rendersNothingAsRootWhileTheSandboxIsOn() throws IOException {
    String browser = program("chromium", "Chromium").toString();
    String node = program("node", "v22.0.0").toString();

    Optional<String> hindrance =
        hindrance(
            "LODE_RENDER_SANDBOX",
            "true",
            "LODE_RENDER_BROWSER",
            browser,
            "LODE_RENDER_NODE",
            node);

    if (System.getProperty("user.name").equals("root")) {
      assertThat(hindrance.orElseThrow()).contains("LODE_RENDER_SANDBOX=false");
    } else {
      assertThat(hindrance).isEmpty();
    }
  }
}
