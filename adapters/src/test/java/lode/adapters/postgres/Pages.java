package lode.adapters.postgres;

import java.nio.charset.StandardCharsets;
import java.util.List;
import lode.domain.crawl.CanonicalLink;
import lode.domain.crawl.FrontierEntry;
import lode.domain.crawl.PageIdentity;
import lode.domain.crawl.PageOutcome;
import lode.domain.crawl.StoredPage;
import lode.domain.document.ParsedPage;
import lode.domain.url.UrlPolicy;

/** Pages as a crawl stores them, read from HTML. */
final class Pages {

  /** Enough words to be compared by likeness. */
  static final String LONG =
      ("this drive moves conveyors in dust and heat it was made for mills and quarries where nobody"
              + " looks after it for months its bearings are greased for life and the housing is cast in"
              + " one piece so that no water comes in even when it is washed down under pressure every"
              + " evening by people in a hurry who care about other things than the drive itself ")
          .repeat(4);

  private Pages() {}

  static PageOutcome stored(FrontierEntry entry, String html) {
    byte[] body = html.getBytes(StandardCharsets.UTF_8);
    ParsedPage page = ParsedPage.parse(body, "text/html;charset=utf-8", entry.url().value());
    PageIdentity identity =
        new PageIdentity(
            CanonicalLink.of(page, null, entry.url(), UrlPolicy.DEFAULT).orElse(null),
            page.print());
    StoredPage stored =
        new StoredPage(
            200,
            body,
            "text/html;charset=utf-8",
            null,
            null,
            page.title(),
            page.language(),
            page.visibleTextHash(),
            null,
            World.NOW,
            identity,
            null,
            false);
    return new PageOutcome.Stored(entry, stored, List.of());
  }

  /** A page with this title and text. */
  static String page(String title, String text) {
    return "<html><head><title>"
        + title
        + "</title></head><body><main><h1>"
        + title
        + "</h1><p>"
        + text
        + "</p></main></body></html>";
  }

  /** The same page, which names another URL as its canonical one. */
  static String canonical(String url, String page) {
    return page.replace("<head>", "<head><link rel=canonical href=\"" + url + "\">");
  }
}
