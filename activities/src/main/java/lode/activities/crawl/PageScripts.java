package lode.activities.crawl;

import java.util.Optional;
import java.util.function.Predicate;
import lode.domain.crawl.FetchResponse;
import lode.domain.crawl.FrontierEntry;
import lode.domain.crawl.PageOutcome;
import lode.domain.crawl.PageRenderer;
import lode.domain.crawl.PageRenderer.RenderRequest;
import lode.domain.crawl.PageRenderer.Rendition;
import lode.domain.crawl.Rendering;
import lode.domain.crawl.StoredPage;
import lode.domain.document.ParsedPage;
import lode.domain.document.ScriptedPage;
import lode.domain.url.WebUrl;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of pages that are empty until their scripts have run: a batch with a browser renders,
 * another one puts them aside for it.
 *
 * @param canRender whether a worker with a browser is there
 * @param renderer of this batch; null without
 */
record PageScripts(Rendering mode, boolean canRender, @Nullable PageRenderer renderer) {

  /** Pages are read as they are sent. */
  static final PageScripts IGNORED = new PageScripts(Rendering.NEVER, false, null);

  /** Whether this batch runs the scripts of pages. */
  boolean run() {
    return renderer != null;
  }

  Rendition render(
      CrawlPlan plan,
      int maxBytes,
      FetchResponse.Answered answer,
      WebUrl url,
      Predicate<WebUrl> may)
      throws InterruptedException {
    String type = answer.contentType() == null ? "text/html" : answer.contentType();
    return java.util.Objects.requireNonNull(renderer)
        .render(new RenderRequest(url, answer.body(), type, plan.allowedNetworks(), maxBytes, may));
  }

  /** Whether a page as it was sent is empty. */
  boolean isEmpty(FrontierEntry entry, byte[] body, @Nullable String contentType, ParsedPage page) {
    return mode != Rendering.NEVER
        && ScriptedPage.isEmpty(body, contentType, entry.url().value(), page);
  }

  /** An empty page is put aside while somebody can render it. */
  Optional<PageOutcome> putAside(FrontierEntry entry, boolean empty) {
    return empty && canRender && !run()
        ? Optional.of(new PageOutcome.NeedsBrowser(entry))
        : Optional.empty();
  }

  /** The warning that a page is stored with as it was sent. */
  static @Nullable String warning(@Nullable String warning, boolean empty) {
    if (!empty) {
      return warning;
    }
    return (warning == null ? "" : warning + "; ") + StoredPage.NEEDS_BROWSER;
  }
}
