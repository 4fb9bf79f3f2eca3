package lode.adapters.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.Proxy;
import com.microsoft.playwright.options.ServiceWorkerPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import lode.adapters.http.FetchSettings;
import lode.domain.crawl.PageRenderer.Broken;
import lode.domain.crawl.PageRenderer.RenderRequest;
import lode.domain.crawl.PageRenderer.Rendition;
import lode.domain.job.JobError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running Chromium with the driver that steers it; belongs to one thread, except its end. */
final class ChromiumBrowser implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ChromiumBrowser.class);

  /** A machine under load takes its time; a browser that needs longer does not start at all. */
  private static final long START_MILLIS = 30_000;

  /** Where the browser's own requests go, that of no page: nobody listens on port 9. */
  private static final String NOWHERE = "http://127.0.0.1:9";

  private static final List<String> SWITCHES =
      List.of(
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--no-pings",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--disable-domain-reliability",
          "--disable-notifications",
          "--dns-prefetch-disable",
          "--mute-audio",
          "--proxy-bypass-list=<-loopback>",
          // The proxy resolves names; the browser shall not even ask for them.
          "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
          "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
          "--webrtc-ip-handling-policy=disable_non_proxied_udp",
          "--js-flags=--max-old-space-size=512");

  /** Protections that the driver would switch off. */
  private static final List<String> KEPT_PROTECTIONS =
      List.of("--disable-popup-blocking", "--disable-ipc-flooding-protection");

  /** Ways out that know no proxy. */
  private static final String WITHOUT_PEERS =
      "for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection', 'WebTransport'])"
          + " { try { delete globalThis[name]; } catch (e) {} }";

  private final RenderSettings settings;
  private final FetchSettings fetches;
  private final ScheduledExecutorService clock;
  private final Path folder;
  private final BrowserProcesses processes;
  private final Playwright playwright;
  private final Browser browser;
  private final Optional<Path> profile;
  private int pages;
  private boolean spoilt;

  private ChromiumBrowser(
      RenderSettings settings,
      FetchSettings fetches,
      ScheduledExecutorService clock,
      Path folder,
      BrowserProcesses.Started<Playwright> driver) {
    this.settings = settings;
    this.fetches = fetches;
    this.clock = clock;
    this.folder = folder;
    this.processes = driver.processes();
    this.playwright = driver.what();
    this.browser = launch();
    this.profile = processes.argument("--user-data-dir=").map(Path::of);
  }

  /**
   * Starts one.
   *
   * @throws PlaywrightException when it does not start
   */
  static ChromiumBrowser start(
      RenderSettings settings,
      FetchSettings fetches,
      InstalledPrograms programs,
      ScheduledExecutorService clock)
      throws IOException {
    Path root = BrowserFolders.root();
    Path folder = BrowserFolders.ofBrowser();
    BrowserProcesses.Started<Playwright> driver = null;
    try {
      Path node = programs.node().orElseThrow();
      driver =
          BrowserProcesses.startedBy(
              () ->
                  Playwright.create(
                      new Playwright.CreateOptions()
                          .setEnv(
                              Map.of(
                                  "PLAYWRIGHT_NODEJS_PATH", node.toString(),
                                  "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1",
                                  // The driver keeps what the first start of a process gave it.
                                  "TMPDIR", root.toString()))));
      return new ChromiumBrowser(settings, fetches, clock, folder, driver);
    } catch (RuntimeException failed) {
      if (driver != null) {
        driver.processes().kill();
      }
      BrowserFolders.remove(folder);
      throw failed;
    }
  }

  private Browser launch() {
    Path program = new InstalledPrograms(settings, System.getenv()).browser().orElseThrow();
    return playwright
        .chromium()
        .launch(
            new BrowserType.LaunchOptions()
                .setExecutablePath(program)
                .setHeadless(true)
                .setChromiumSandbox(settings.sandbox())
                .setTimeout(START_MILLIS)
                .setArtifactsDir(folder.resolve("artifacts"))
                .setArgs(SWITCHES)
                .setIgnoreDefaultArgs(KEPT_PROTECTIONS)
                .setProxy(new Proxy(NOWHERE))
                // Nothing of this process's environment: it holds the passwords.
                .setEnv(
                    Map.of(
                        "PATH",
                        "/usr/local/bin:/usr/bin:/bin",
                        "HOME",
                        folder.toString(),
                        "TMPDIR",
                        folder.toString(),
                        "LANG",
                        "C.UTF-8")));
  }

  /** Renders one page; afterwards the browser may be worn out. */
  Rendition render(RenderRequest request) {
    pages++;
    AtomicBoolean late = new AtomicBoolean();
    ScheduledFuture<?> watch =
        clock.schedule(
            () -> {
              late.set(true);
              processes.kill();
            },
            settings.timeout().toMillis(),
            TimeUnit.MILLISECONDS);
    try {
      return renderWatched(request);
    } catch (IOException | RuntimeException broken) {
      // Whatever it was, a new browser is the surest way on.
      spoilt = true;
      LOG.debug("the browser broke on {}", request.url().href(), broken);
      return new Broken(
          late.get()
              ? new JobError(
                  "RenderTimedOut", "the page kept the browser for " + settings.timeout(), "render")
              : new JobError("RenderFailed", firstLine(broken), "render"));
    } finally {
      watch.cancel(false);
    }
  }

  /** Playwright's messages are a form of several lines, in which one says what it is about. */
  static String firstLine(Exception failure) {
    String message = String.valueOf(failure.getMessage());
    int quoted = message.indexOf("message='");
    return message
        .substring(quoted < 0 ? 0 : quoted + "message='".length())
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .findFirst()
        .orElse(failure.getClass().getSimpleName());
  }

  private Rendition renderWatched(RenderRequest request) throws IOException {
    PageBudget budget = new PageBudget(settings.maxRequests(), settings.maxBytes());
    try (GuardedProxy proxy =
        GuardedProxy.open(
            Reach.of(fetches, request.allowedNetworks()),
            budget,
            (int) fetches.connectTimeout().toMillis(),
            (int) fetches.readTimeout().toMillis())) {
      // A context for each page: no cookie and no storage of one page is seen by another.
      BrowserContext context =
          browser.newContext(
              new Browser.NewContextOptions()
                  .setProxy(
                      new Proxy("http://127.0.0.1:" + proxy.port())
                          .setUsername(GuardedProxy.USER)
                          .setPassword(proxy.password()))
                  .setUserAgent(fetches.userAgent())
                  .setServiceWorkers(ServiceWorkerPolicy.BLOCK)
                  .setAcceptDownloads(false)
                  .setPermissions(List.of())
                  .setLocale("en-US")
                  .setTimezoneId("UTC"));
      context.setDefaultTimeout(settings.timeout().toMillis());
      context.addInitScript(WITHOUT_PEERS);
      Page page = context.newPage();
      Rendition rendition = new PageLoad(page, request, budget, settings.timeout()).load();
      close(context);
      return rendition;
    }
  }

  /** A page that still asks for things while it is closed may break the closing, not what was read of it. */
  private void close(BrowserContext context) {
    try {
      context.close();
    } catch (PlaywrightException broken) {
      spoilt = true;
      LOG.debug("a context did not close: {}", firstLine(broken));
    }
  }

  /** Whether another browser should take over. */
  boolean isWornOut() {
    return spoilt
        || pages >= settings.pagesPerBrowser()
        || !browser.isConnected()
        || processes.memory() > settings.maxMemoryBytes();
  }

  /** Whether its processes are still there. */
  boolean isAlive() {
    return processes.anyChildAlive();
  }

  /** Ends it by force, from any thread; the page that is under way fails. */
  void kill() {
    processes.kill();
  }

  @Override
  public void close() {
    ScheduledFuture<?> watch =
        clock.schedule(processes::kill, settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
    try {
      if (!spoilt) {
        browser.close();
        playwright.close();
      }
    } catch (RuntimeException broken) {
      LOG.debug("the browser did not close by itself: {}", firstLine(broken));
    } finally {
      watch.cancel(false);
      processes.kill();
      closeDriver();
      BrowserFolders.remove(folder);
      profile.ifPresent(BrowserFolders::remove);
    }
  }

  /** After its process is gone this only gives back what it held in this one. */
  private void closeDriver() {
    try {
      playwright.close();
    } catch (RuntimeException closed) {
      LOG.trace("already closed: {}", firstLine(closed));
    }
  }
}
