package lode.adapters.browser;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.WaitUntilState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import lode.domain.crawl.PageRenderer.Refused;
import lode.domain.crawl.PageRenderer.RenderRequest;
import lode.domain.crawl.PageRenderer.Rendered;
import lode.domain.crawl.PageRenderer.Rendition;
import lode.domain.crawl.PageRenderer.WentOn;
import lode.domain.url.WebUrl;
import org.jspecify.annotations.Nullable;

/**
 * One page in the browser: gives it the body that was fetched, lets it load scripts and their data and
 * nothing else, and reads it when it is quiet. Runs on the browser's thread, the callbacks as well.
 */
final class PageLoad {

  private static final double POLL_MILLIS = 100;

  /** Nothing is loading and the page stays as it is for so long. */
  private static final long QUIET_NANOS = Duration.ofMillis(500).toNanos();

  /** Something is loading for ever, but the page stays as it is. */
  private static final long STILL_NANOS = Duration.ofMillis(2_500).toNanos();

  private static final int MOST_ELEMENTS = 500_000;

  /** What pages need to build their content, by the browser's names. */
  private static final Set<String> LOADED = Set.of("script", "xhr", "fetch");

  private static final String STATE =
      "[document.readyState !== 'loading', document.getElementsByTagName('*').length,"
          + " document.body ? document.body.textContent.length : 0].join(' ')";

  private static final String CONTENT =
      """
      (() => {
        const root = document.documentElement;
        if (!root || document.getElementsByTagName('*').length > %d) return null;
        const html = root.outerHTML;
        const type = document.doctype ? '<!DOCTYPE ' + document.doctype.name + '>' : '';
        return html.length > %d ? null : type + html;
      })()
      """;

  private final Page page;
  private final RenderRequest request;
  private final PageBudget budget;
  private final long settleBy;
  private final CDPSession session;
  private int loading;
  private boolean served;
  private boolean crashed;
  private @Nullable String wentOn;

  PageLoad(Page page, RenderRequest request, PageBudget budget, Duration timeout) {
    this.page = page;
    this.request = request;
    this.budget = budget;
    this.settleBy = System.nanoTime() + timeout.toNanos() / 2;
    this.session = page.context().newCDPSession(page);
  }

  Rendition load() {
    page.onDialog(dialog -> dialog.dismiss());
    page.onCrash(gone -> crashed = true);
    page.context().onPage(PageLoad::close);
    page.onRequest(started -> loading++);
    page.onRequestFinished(ended -> loading--);
    page.onRequestFailed(ended -> loading--);
    page.route("**/*", this::route);
    try {
      page.navigate(
          request.url().href(), new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
      awaitQuiet();
    } catch (PlaywrightException interrupted) {
      if (wentOn == null) {
        throw interrupted;
      }
    }
    return wentOn != null ? new WentOn(wentOn) : content();
  }

  private static void close(Page popup) {
    popup.close();
  }

  private void route(Route route) {
    try {
      Request asked = route.request();
      if (asked.isNavigationRequest()) {
        navigate(route, asked);
      } else if (asked.resourceType().equals("stylesheet")) {
        // Not needed to read, but scripts may wait for it.
        route.fulfill(
            new Route.FulfillOptions().setStatus(200).setContentType("text/css").setBody(""));
      } else if (mayLoad(asked)) {
        route.resume();
      } else {
        route.abort("blockedbyclient");
      }
    } catch (PlaywrightException gone) {
      // The page or the request ended while it was looked at.
      crashed |= page.isClosed();
    }
  }

  private void navigate(Route route, Request asked) {
    Frame top = page.mainFrame();
    boolean isPage = asked.frame().equals(top);
    if (isPage && !served) {
      served = true;
      route.fulfill(
          new Route.FulfillOptions()
              .setStatus(200)
              .setContentType(request.contentType())
              .setBodyBytes(request.body()));
      return;
    }
    if (isPage && asked.method().equals("GET") && !isItself(asked.url())) {
      wentOn = asked.url();
    }
    route.abort("blockedbyclient");
  }

  private boolean isItself(String url) {
    return withoutFragment(url).equals(withoutFragment(request.url().href()));
  }

  private static String withoutFragment(String url) {
    int hash = url.indexOf('#');
    return hash < 0 ? url : url.substring(0, hash);
  }

  private boolean mayLoad(Request asked) {
    return LOADED.contains(asked.resourceType())
        && WebUrl.parse(asked.url()).filter(WebUrl::isHttp).filter(request.mayLoad()).isPresent()
        && budget.takeRequest();
  }

  /** Until nothing loads and nothing changes, or half of the page's time is over. */
  private void awaitQuiet() {
    String state = "";
    long since = System.nanoTime();
    while (wentOn == null && System.nanoTime() < settleBy) {
      page.waitForTimeout(POLL_MILLIS);
      if (crashed) {
        throw new PlaywrightException("the page crashed");
      }
      String now = evaluate(STATE).orElse("");
      long time = System.nanoTime();
      if (!now.equals(state)) {
        state = now;
        since = time;
      }
      long unchanged = time - since;
      if (state.startsWith("true")
          && (loading <= 0 && unchanged > QUIET_NANOS || unchanged > STILL_NANOS)) {
        return;
      }
    }
  }

  private Rendition content() {
    String base = evaluate("document.URL").orElse(request.url().href());
    Optional<String> html = evaluate(CONTENT.formatted(MOST_ELEMENTS, request.maxBytes()));
    byte[] bytes = html.orElse("").getBytes(StandardCharsets.UTF_8);
    if (html.isEmpty() || bytes.length > request.maxBytes()) {
      return new Refused(
          "rendered page has more than "
              + request.maxBytes()
              + " bytes or "
              + MOST_ELEMENTS
              + " elements");
    }
    boolean isWeb = WebUrl.parse(base).filter(WebUrl::isHttp).isPresent();
    return new Rendered(bytes, isWeb ? base : request.url().href());
  }

  /**
   * A text from a world of its own: what the page's scripts put in the place of the language's own
   * functions does not reach there.
   */
  private Optional<String> evaluate(String expression) {
    JsonObject frame = new JsonObject();
    frame.add(
        "frameId",
        session
            .send("Page.getFrameTree")
            .getAsJsonObject("frameTree")
            .getAsJsonObject("frame")
            .get("id"));
    frame.addProperty("worldName", "lode");
    JsonElement world = session.send("Page.createIsolatedWorld", frame).get("executionContextId");
    JsonObject asked = new JsonObject();
    asked.addProperty("expression", expression);
    asked.add("contextId", world);
    asked.addProperty("returnByValue", true);
    JsonElement value =
        session.send("Runtime.evaluate", asked).getAsJsonObject("result").get("value");
    return value == null || !value.isJsonPrimitive()
        ? Optional.empty()
        : Optional.of(value.getAsString());
  }
}
