package lode.adapters.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lode.adapters.http.FetchSettings;
import lode.domain.crawl.PageRenderer.RenderRequest;
import lode.domain.url.Cidr;
import lode.domain.url.WebUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is left of the browser when its worker is killed without a word. */
@Timeout(120)
class KilledRendererTest {

  /** The worker: renders a page that never ends. */
  public static void main(String[] arguments) throws InterruptedException {
    FetchSettings fetches =
        new FetchSettings(
            "LodeBot/0.1",
            Duration.ofSeconds(2),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            List.of(),
            Set.of());
    RenderSettings settings =
        new RenderSettings(
            true, null, null, false, 1, Duration.ofSeconds(25), 20, 5_000_000, 200, 4L << 30);
    try (ChromiumRenderer renderer = new ChromiumRenderer(settings, fetches)) {
      String script = "<script>setInterval(() => fetch('/endless'), 100)</script>";
      renderer.render(
          new RenderRequest(
              WebUrl.of(arguments[0] + "/page"),
              script.getBytes(StandardCharsets.UTF_8),
              "text/html",
              List.of(Cidr.parse("127.0.0.1/32")),
              1_000_000,
              url -> true));
    }
  }

  @Test
  void leavesNoProcessBehind() throws Exception {
    Optional<String> hindrance = BrowserCheck.hindrance(sandboxOff());
    assumeTrue(hindrance.isEmpty(), () -> "not tried with a real browser: " + hindrance.get());
    try (ScriptedSite site = new ScriptedSite("127.0.0.1")) {
      Process worker =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty(
                      "surefire.test.class.path", System.getProperty("java.class.path")),
                  KilledRendererTest.class.getName(),
                  site.url(""))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.to(new File("/dev/null")))
              .start();
      try {
        awaitRequest(site);
        List<ProcessHandle> browser = worker.descendants().toList();
        assertThat(browser).hasSizeGreaterThan(2);

        worker.destroyForcibly().waitFor();

        assertThat(browser)
            .allSatisfy(
                process -> assertThat(process.onExit()).succeedsWithin(Duration.ofSeconds(40)));
      } finally {
        worker.descendants().forEach(ProcessHandle::destroyForcibly);
        worker.destroyForcibly();
      }
    }
  }

  private static Map<String, String> sandboxOff() {
    Map<String, String> environment = new java.util.HashMap<>(System.getenv());
    environment.put("LODE_RENDER_SANDBOX", "false");
    return environment;
  }

  private static void awaitRequest(ScriptedSite site) {
    long deadline = System.nanoTime() + Duration.ofSeconds(40).toNanos();
    while (!site.asked.contains("/endless") && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
  }
}
