package lode.adapters.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lode.adapters.http.FetchSettings;
import lode.domain.crawl.PageRenderer.Broken;
import lode.domain.crawl.PageRenderer.Refused;
import lode.domain.crawl.PageRenderer.RenderRequest;
import lode.domain.crawl.PageRenderer.Rendered;
import lode.domain.crawl.PageRenderer.Rendition;
import lode.domain.crawl.PageRenderer.WentOn;
import lode.domain.url.Cidr;
import lode.domain.url.WebUrl;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class ChromiumRendererTest {

  private static final int MOST_BYTES = 1_000_000;

  /** The site's own address is open to its pages, its neighbour is not. */
  private static final List<Cidr> SITE_ONLY = List.of(Cidr.parse("127.0.0.1/32"));

  private static final ChromiumRenderer RENDERER = renderer(Duration.ofSeconds(12), 200);

  private final ScriptedSite site = new ScriptedSite("127.0.0.1");
  private final ScriptedSite canary = new ScriptedSite("127.0.0.2");

  private static ChromiumRenderer renderer(Duration timeout, int pagesPerBrowser) {
    FetchSettings fetches =
        new FetchSettings(
            "LodeBot/0.1",
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            List.of(),
            Set.of(80, 443));
    return new ChromiumRenderer(
        new RenderSettings(
            true, null, null, false, 1, timeout, 20, 5_000_000, pagesPerBrowser, 4L << 30),
        fetches);
  }

  @BeforeAll
  static void needsABrowser() {
    Optional<String> hindrance = RENDERER.hindrance();
    assumeTrue(hindrance.isEmpty(), () -> "not tried with a real browser: " + hindrance.get());
  }

  @AfterEach
  void closeSites() {
    site.close();
    canary.close();
  }

  @AfterAll
  static void close() {
    RENDERER.close();
    assertThat(leftovers()).as("processes of the browser that outlive it").isEmpty();
  }

  private static List<String> leftovers() {
    return ProcessHandle.current()
        .descendants()
        .filter(ProcessHandle::isAlive)
        .flatMap(process -> process.info().command().stream())
        .filter(command -> command.contains("chrom") || command.contains("node"))
        .toList();
  }

  private Rendition render(String html) throws InterruptedException {
    return render(RENDERER, html, url -> true);
  }

  private Rendition render(
      ChromiumRenderer renderer, String html, java.util.function.Predicate<WebUrl> mayLoad)
      throws InterruptedException {
    return renderer.render(
        new RenderRequest(
            WebUrl.of(site.url("/page")),
            html.getBytes(StandardCharsets.UTF_8),
            "text/html; charset=utf-8",
            SITE_ONLY,
            MOST_BYTES,
            mayLoad));
  }

  private static String html(Rendition rendition) {
    return rendition instanceof Rendered rendered
        ? new String(rendered.html(), StandardCharsets.UTF_8)
        : fail("not rendered: " + rendition);
  }

  private static String script(String code) {
    return "<!doctype html><title>T</title><div id=root></div><script>" + code + "</script>";
  }

  private static String says(String text) {
    return "document.getElementById('root').textContent = '" + text + "';";
  }

  @Test
  void showsWhatScriptsBuildFromDataThatTheyLoad() throws Exception {
    site.with(
            "/app.js",
            "text/javascript",
            """
            import('/part.js').then(() => fetch('/api/pumps')).then(answer => answer.json()).then(pumps => {
              const root = document.getElementById('root');
              root.innerHTML = pumps.map(p => `<h2>${p.name}</h2><a href="/pumps/${p.id}">more</a>`).join('');
              document.title = 'Pumps é';
              history.replaceState(null, '', '/shown');
            });
            """)
        .with("/part.js", "text/javascript", "export const part = 1;")
        .with("/api/pumps", "application/json", "[{\"id\": 7, \"name\": \"AG-200\"}]");

    Rendition rendition =
        render(
            "<!doctype html><title>Loading</title><link rel=stylesheet href=/site.css>"
                + "<img src=/logo.png><div id=root></div><script type=module src=/app.js></script>");

    assertThat(html(rendition))
        .contains("<h2>AG-200</h2>", "href=\"/pumps/7\"", "<title>Pumps é</title>");
    assertThat(((Rendered) rendition).base()).isEqualTo(site.url("/shown"));
    assertThat(site.asked).containsExactlyInAnyOrder("/app.js", "/part.js", "/api/pumps");
  }

  @Test
  void loadsNothingThatRobotsMayNot() throws Exception {
    Rendition rendition =
        render(
            RENDERER,
            script("fetch('/private').catch(() => { " + says("refused") + " })"),
            url -> !url.path().equals("/private"));

    assertThat(html(rendition)).contains("refused");
    assertThat(site.asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://CANARY/secret",
        "https://CANARY/secret",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://localhost.localdomain:1/",
        "http://127.0.0.1:PROXY/",
        "file:///etc/passwd",
        "chrome://version/"
      })
  void reachesNothingThatTheCrawlMayNot(String address) throws Exception {
    String target = address.replace("CANARY", canary.authority()).replace("PROXY", "1");

    Rendition rendition =
        render(
            script(
                "const target = '"
                    + target
                    + "';"
                    + "for (const tag of ['img', 'iframe', 'script', 'embed', 'object', 'video']) {"
                    + " const e = document.createElement(tag); e.src = target; e.data = target;"
                    + " document.body?.appendChild(e); document.head.appendChild(e); }"
                    + "try { new Worker(target); } catch (e) {}"
                    + "try { navigator.sendBeacon(target, 'x'); } catch (e) {}"
                    + "try { new EventSource(target); } catch (e) {}"
                    + "fetch(target, {mode: 'no-cors'}).then(() => 'reached', () => 'refused')"
                    + ".then(word => document.getElementById('root').textContent = word)"));

    assertThat(html(rendition)).contains(">refused<");
    assertThat(canary.asked).isEmpty();
  }

  @Test
  void opensNoWebSocketThatTheCrawlMayNot() throws Exception {
    Rendition rendition =
        render(
            script(
                "const socket = new WebSocket('ws://"
                    + canary.authority()
                    + "/socket'); socket.onerror = () => { "
                    + says("no socket")
                    + " }; window.peers = typeof RTCPeerConnection;"
                    + "document.title = window.peers"));

    assertThat(html(rendition)).contains("no socket", "<title>undefined</title>");
    assertThat(canary.asked).isEmpty();
  }

  @Test
  void isStoppedByNoDialogPopupDownloadOrPermission() throws Exception {
    site.with("/file", "application/octet-stream", "x".repeat(1000));

    Rendition rendition =
        render(
            script(
                "alert('hello'); const yes = confirm('sure?'); prompt('name?');"
                    + "const popup = window.open('"
                    + canary.url("/popup")
                    + "');"
                    + "const a = document.createElement('a'); a.href = '/file'; a.download = 'x';"
                    + "document.head.appendChild(a); a.click();"
                    + "navigator.serviceWorker?.register('/sw.js').catch(() => {});"
                    + "navigator.geolocation.getCurrentPosition(() => {}, () => {});"
                    + "onbeforeunload = () => 'stay';"
                    + "document.getElementById('root').textContent = 'confirmed ' + yes"));

    assertThat(html(rendition)).contains("confirmed false");
    assertThat(canary.asked).isEmpty();
    assertThat(site.asked).doesNotContain("/sw.js");
  }

  @Test
  void goesOnWhereAScriptGoes() throws Exception {
    assertThat(render(script("location.href = '/next?a=1'")))
        .isEqualTo(new WentOn(site.url("/next?a=1")));
    assertThat(render(script("location.replace('" + canary.url("/away") + "')")))
        .isEqualTo(new WentOn(canary.url("/away")));
    assertThat(site.asked).isEmpty();
    assertThat(canary.asked).isEmpty();
  }

  @Test
  void doesNotWaitForRequestsThatNeverEnd() throws Exception {
    Rendition rendition =
        render(script(says("here") + "fetch('/endless'); setInterval(() => fetch('/poll'), 50)"));

    assertThat(html(rendition)).contains(">here<");
    // The browser itself asks again where a connection broke.
    assertThat(site.asked).hasSizeBetween(2, 25);
  }

  @Test
  void takesAPageThatNeverRestsAsItIs() throws Exception {
    Rendition rendition =
        render(
            script(
                "let n = 0; setInterval(() => { document.getElementById('root').append(' tick' + n++) }, 20)"));

    assertThat(html(rendition)).contains("tick1");
  }

  @Test
  void keepsNoPageThatIsTooLong() throws Exception {
    assertThat(
            render(script("document.getElementById('root').textContent = 'x'.repeat(2_000_000)")))
        .isInstanceOf(Refused.class);
  }

  @Test
  void believesNoScriptThatPosesAsThePage() throws Exception {
    Rendition rendition =
        render(
            script(
                says("true text")
                    + "Object.defineProperty(Element.prototype, 'outerHTML', {get: () => 'x'.repeat(50_000_000)});"
                    + "Object.defineProperty(Document.prototype, 'getElementsByTagName', {value: () => ({length: 1})});"));

    assertThat(html(rendition)).contains("true text");
  }

  @Test
  void endsAPageThatHangsAndGoesOnWithTheNext() throws Exception {
    try (ChromiumRenderer impatient = renderer(Duration.ofSeconds(4), 200)) {
      assertThat(render(impatient, script("for (;;) {}"), url -> true))
          .isInstanceOfSatisfying(
              Broken.class,
              broken -> {
                assertThat(broken.error().type()).isEqualTo("RenderTimedOut");
                assertThat(broken.error().stage()).isEqualTo("render");
              });

      assertThat(html(render(impatient, script(says("next")), url -> true))).contains("next");
    }
  }

  @Test
  void aBrowserThatDiesCostsOnlyItsPage() throws Exception {
    try (ChromiumRenderer renderer = renderer(Duration.ofSeconds(20), 200)) {
      render(renderer, script(says("first")), url -> true);
      Thread killer =
          new Thread(
              () -> {
                while (!site.asked.contains("/endless")) {
                  Thread.onSpinWait();
                }
                browsers().forEach(ProcessHandle::destroyForcibly);
              });
      // Of this test's own renderer alone, as the other one may be at rest beside it.
      List<ProcessHandle> before = browsers();
      assertThat(before).isNotEmpty();
      killer.start();

      assertThat(render(renderer, script("fetch('/endless')"), url -> true))
          .isInstanceOf(Broken.class);
      killer.join();
      assertThat(html(render(renderer, script(says("again")), url -> true))).contains("again");
    }
  }

  private static void awaitNoneBut(List<ProcessHandle> known) {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    List<ProcessHandle> others = browsers();
    while (!known.containsAll(others) && System.nanoTime() < deadline) {
      Thread.onSpinWait();
      others = browsers();
    }
    assertThat(known).containsAll(others);
  }

  private static List<ProcessHandle> browsers() {
    return ProcessHandle.current()
        .descendants()
        .filter(process -> process.info().command().orElse("").contains("chrom"))
        .toList();
  }

  @Test
  void replacesABrowserThatIsWornOut() throws Exception {
    try (ChromiumRenderer renderer = renderer(Duration.ofSeconds(20), 1)) {
      List<ProcessHandle> before = browsers();
      for (int i = 0; i < 3; i++) {
        assertThat(html(render(renderer, script(says("page " + i)), url -> true)))
            .contains("page " + i);
        awaitNoneBut(before);
      }
    }
  }

  @Test
  void pagesShareNoCookiesAndNoStorage() throws Exception {
    String page =
        script(
            "const had = document.cookie + localStorage.getItem('k');"
                + "document.cookie = 'a=b'; localStorage.setItem('k', 'v');"
                + "document.getElementById('root').textContent = 'had ' + had");

    assertThat(html(render(page))).contains("had null");
    assertThat(html(render(page))).contains("had null");
  }
}
