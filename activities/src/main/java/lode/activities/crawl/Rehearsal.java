package lode.activities.crawl;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  private static final int SECTIONS = 8;
  private static final int LINKS = 60;

  private static final String MENU_ENTRY =
      """
      <li class="chapter-item"><a href="../part{p}/page{n}.html" target="_self"><b>{n}.</b> {3}</a></li>
      """;

  private static final Pattern GAP = Pattern.compile("\\{(n|\\d+)\\}");

  private static final String[] COMMON =
      "the of and to in is that for with on as are this be by from or an which you can it not use"
          .split(" ");

  private static final CanonicalUrl HOME =
      CanonicalUrl.require("http://rehearsal.invalid/", UrlPolicy.DEFAULT);

  private final Random random = new Random(1);
  private final String page = resource("page.html");
  private final String section = resource("section.html");
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
    byte[] body = html(url).getBytes(StandardCharsets.UTF_8);
    if (ParsedPage.isTooComplex(body)) {
      throw new IllegalStateException("a page of the rehearsal is too complex");
    }
    CanonicalUrl address = CanonicalUrl.require(url, UrlPolicy.DEFAULT);
    ParsedPage parsed = ParsedPage.parse(body, "text/html; charset=utf-8", url);
    Optional<PageLanguage> language =
        PageLanguage.of(parsed.language(), null, parsed.visibleText());
    return links
            .of(
                new FrontierEntry(address, 1, 0, "rehearsal", 0, null),
                parsed,
                false,
                CanonicalLink.of(parsed, null, address, UrlPolicy.DEFAULT),
                false)
            .size()
        + (language.isPresent() ? 1 : 0);
  }

  private static String resource(String name) {
    try (InputStream in = Rehearsal.class.getResourceAsStream("/lode/rehearsal/" + name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
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

  private String html(String url) {
    StringBuilder sections = new StringBuilder();
    StringBuilder menu = new StringBuilder();
    for (int i = 0; i < SECTIONS; i++) {
      sections.append(section);
    }
    for (int i = 0; i < LINKS; i++) {
      menu.append(MENU_ENTRY.replace("{p}", Integer.toString(i % 7)));
    }
    return filled(
        page.replace("{section}", sections)
            .replace("{menu}", menu)
            .replace("{url}", url)
            .replace("{path}", "/" + url.length()));
  }

  /** With made-up words for numbers in braces, and a made-up number for {@code {n}}. */
  private String filled(String template) {
    StringBuilder html = new StringBuilder(2 * template.length());
    Matcher gap = GAP.matcher(template);
    int end = 0;
    while (gap.find()) {
      html.append(template, end, gap.start());
      if (gap.group(1).equals("n")) {
        html.append(random.nextInt(PAGES));
      } else {
        words(html, Integer.parseInt(gap.group(1)));
      }
      end = gap.end();
    }
    return html.append(template, end, template.length()).toString();
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
