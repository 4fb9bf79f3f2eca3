package lode.activities.crawl;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import lode.domain.crawl.CanonicalLink;
import lode.domain.crawl.CrawlRequestReader;
import lode.domain.crawl.FrontierEntry;
import lode.domain.crawl.LanguageTags;
import lode.domain.crawl.PageLanguage;
import lode.domain.document.ParsedPage;
import lode.domain.job.JobId;
import lode.domain.project.ProjectId;
import lode.domain.url.CanonicalUrl;
import lode.domain.url.UrlPolicy;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads made-up pages as a crawl reads real ones, so that the JVM has compiled most of what the first
 * crawl needs before it begins. Nothing is fetched, nothing is kept.
 */
final class Rehearsal {

  /** What the second compiler waits for before it looks at a method, and some more. */
  private static final int PAGES = 600;

  /** Links that a crawl remembers are not judged again. */
  private static final int PAGES_OF_A_CRAWL = 60;

  private static final int PARAGRAPHS = 40;
  private static final int WORDS = 45;
  private static final int LINKS = 60;

  private static final String[] COMMON =
      "the of and to in is that for with on as are this be by from or an which you can it not use"
          .split(" ");

  private static final CanonicalUrl HOME =
      CanonicalUrl.require("http://rehearsal.invalid/", UrlPolicy.DEFAULT);

  private final Random random = new Random(1);
  private FoundLinks links = links();

  /** Reads pages while it is wanted; returns the links found, so that nothing is optimised away. */
  int run(BooleanSupplier wanted) {
    int found = 0;
    for (int page = 0; page < PAGES && wanted.getAsBoolean(); page++) {
      if (page % PAGES_OF_A_CRAWL == 0) {
        links = links();
      }
      found += read("http://rehearsal.invalid/part" + page % 7 + "/page" + page + ".html");
    }
    return found;
  }

  private int read(String url) {
    byte[] body = html().getBytes(StandardCharsets.UTF_8);
    if (ParsedPage.isTooComplex(body)) {
      throw new IllegalStateException("a page of the rehearsal is too complex");
    }
    CanonicalUrl address = CanonicalUrl.require(url, UrlPolicy.DEFAULT);
    ParsedPage page = ParsedPage.parse(body, "text/html; charset=utf-8", url);
    Optional<PageLanguage> language = PageLanguage.of(page.language(), null, page.visibleText());
    return links
            .of(
                new FrontierEntry(address, 1, 0, "rehearsal", 0, null),
                page,
                false,
                CanonicalLink.of(page, null, address, UrlPolicy.DEFAULT),
                false)
            .size()
        + (language.isPresent() ? 1 : 0);
  }

  private static FoundLinks links() {
    ObjectNode body = JsonMapper.shared().createObjectNode();
    body.putArray("seeds").add(HOME.value());
    CrawlPlan plan =
        CrawlPlan.of(
            new JobId(new UUID(0, 0)),
            new ProjectId(new UUID(0, 0)),
            CrawlRequestReader.read(body, JsonMapper.shared().createObjectNode()),
            List.of());
    return new FoundLinks(plan, new LinkChoice(new LanguageTags(List.of()), null));
  }

  private String html() {
    StringBuilder html = new StringBuilder(32_000);
    html.append("<!doctype html><html lang=en><head><meta charset=utf-8><title>");
    words(html, 4);
    html.append("</title><link rel=stylesheet href=/style.css></head><body><nav><ul>");
    for (int i = 0; i < LINKS; i++) {
      html.append("<li class=\"menu entry\"><a href=\"../part").append(i % 7).append("/page");
      html.append(random.nextInt(PAGES)).append(".html#top\">");
      words(html, 3);
      html.append("</a></li>");
    }
    html.append("</ul></nav><main><h1>");
    words(html, 5);
    html.append("</h1>");
    for (int i = 0; i < PARAGRAPHS; i++) {
      html.append("<div class=block><p id=p").append(i).append('>');
      words(html, WORDS);
      html.append(" &amp; <code>").append(random.nextInt(1_000_000)).append("</code>.</p></div>\n");
    }
    return html.append("</main><footer>© – 2020</footer></body></html>").toString();
  }

  private void words(StringBuilder html, int count) {
    for (int i = 0; i < count; i++) {
      html.append(i == 0 ? "" : " ");
      if (random.nextInt(3) == 0) {
        html.append(COMMON[random.nextInt(COMMON.length)]);
      } else {
        for (int letters = 3 + random.nextInt(7); letters > 0; letters--) {
          html.append((char) ('a' + random.nextInt(26)));
        }
      }
    }
  }
}
