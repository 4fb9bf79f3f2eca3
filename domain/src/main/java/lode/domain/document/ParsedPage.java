package lode.domain.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * What a crawl needs to know of a page, from one parse.
 *
 * @param base URL that hrefs are resolved against: {@code <base href>}, else the page's own
 * @param title text of the title element, or null
 * @param language value of {@code <html lang>}, or null
 * @param links in document order, at most {@link #MAX_LINKS}
 * @param canonicalHrefs hrefs of {@code <link rel=canonical>} as they stand (RFC 6596), each once
 * @param robots what robots meta tags for all robots or for Lode say
 * @param softNotFound what shows that the page is none, though it was sent as one; null for pages
 * @param refreshHref target of a meta refresh due within ten seconds, as it stands; or null
 * @param visibleText what a reader sees, white space folded: no scripts, styles, templates,
 *     comments, form values
 * @param visibleTextHash hash of {@code visibleText}; equal while the page reads the same
 * @param print what tells whether another page says the same
 */
public record ParsedPage(
    String base,
    @Nullable String title,
    @Nullable String language,
    List<PageLink> links,
    List<String> canonicalHrefs,
    RobotsDirectives robots,
    @Nullable String softNotFound,
    @Nullable String refreshHref,
    String visibleText,
    ContentHash visibleTextHash,
    ContentPrint print) {

  /** Links of one page that are kept. */
  public static final int MAX_LINKS = 20_000;

  /** Tags of one page: its tree may take some hundred bytes for each. */
  public static final int MAX_TAGS = 500_000;

  /** Lode's name in robots meta tags, whatever product token it crawls with. */
  private static final Set<String> PRODUCT_TOKENS = Set.of("lode", "lodebot");

  private static final int MAX_ANCHOR_TEXT = 200;
  private static final int MAX_HREF = 8_192;

  /** A page that names two is not believed; more need not be read. */
  private static final int MAX_CANONICALS = 10;

  /** A page that reloads later than this is a living page, not a redirect. */
  private static final int MAX_REFRESH_SECONDS = 10;

  private static final Pattern SEPARATORS = Pattern.compile("[\\s,]+");

  private static final Pattern REFRESH =
      Pattern.compile(
          "\\s*(\\d{1,9})(?:\\.\\d*)?\\s*[;,\\s]\\s*(?:url\\s*=\\s*)?[\"']?([^\"']*)[\"']?.*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  public ParsedPage {
    links = List.copyOf(links);
    canonicalHrefs = List.copyOf(canonicalHrefs);
  }

  /**
   * Parses a body; never fails, whatever the bytes are.
   *
   * @param contentType value of the Content-Type header, or null
   * @param url where the page was fetched from, after redirects
   */
  public static ParsedPage parse(byte[] body, @Nullable String contentType, String url) {
    return parse(body, contentType, url, "");
  }

  /**
   * The same for a crawler with a product token of its own.
   *
   * @param agentToken one more name that robots meta tags may be for, compared without case
   */
  public static ParsedPage parse(
      byte[] body, @Nullable String contentType, String url, String agentToken) {
    Document page = HtmlTree.parse(DecodedPage.decode(body, contentType).text(), url);
    Element titleElement = page.head().selectFirst("title");
    Element html = page.selectFirst("html");
    String title = titleElement == null ? null : textOrNull(titleElement.wholeText());
    ContentPrintReader content = ContentPrintReader.read(page);
    String text = content.visibleText();
    Marked marked = Marked.of(page);
    return new ParsedPage(
        page.baseUri().isEmpty() ? url : page.baseUri(),
        title,
        html == null ? null : textOrNull(html.attr("lang")),
        links(marked.withHref),
        canonicalHrefs(marked.links),
        robots(marked.metas, agentToken),
        SoftNotFound.evidence(page),
        refreshHref(marked.metas),
        text,
        ContentHash.of(text),
        content.print(title, text));
  }

  /** Whether a robots meta tag says noindex or none. */
  public boolean noindex() {
    return robots.noindex();
  }

  /** Whether a robots meta tag says nofollow or none. */
  public boolean nofollow() {
    return robots.nofollow();
  }

  /** Whether a body has more than {@link #MAX_TAGS} start tags, so that nobody should parse it. */
  public static boolean isTooComplex(byte[] body) {
    int tags = 0;
    for (int i = 0; i + 1 < body.length && tags <= MAX_TAGS; i++) {
      // In UTF-16 the other half of one of the two characters stands in between.
      if (body[i] == '<' && (body[i + 1] == 0 || Character.isLetter((char) (body[i + 1] & 0x7f)))) {
        tags++;
      }
    }
    return tags > MAX_TAGS;
  }

  private static @Nullable String textOrNull(String raw) {
    String folded = FoldedText.of(raw);
    return folded.isEmpty() ? null : folded;
  }

  /**
   * The elements that say something about the page, from one walk over all of them.
   *
   * @param metas of the head and elsewhere
   * @param links {@code link} elements with an address
   * @param withHref all elements with an address
   */
  private record Marked(List<Element> metas, List<Element> links, List<Element> withHref) {

    static Marked of(Document page) {
      Marked marked = new Marked(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
      page.stream().forEach(marked::add);
      return marked;
    }

    private void add(Element element) {
      if (element.attributesSize() == 0) {
        return;
      }
      String name = element.normalName();
      if (name.equals("meta")) {
        metas.add(element);
      } else if (element.hasAttr("href")) {
        withHref.add(element);
        if (name.equals("link")) {
          links.add(element);
        }
      }
    }
  }

  private static List<String> canonicalHrefs(List<Element> elements) {
    List<String> hrefs = new ArrayList<>();
    for (Element link : elements) {
      String href = link.attr("href").strip();
      boolean isNew = !href.isEmpty() && href.length() <= MAX_HREF && !hrefs.contains(href);
      if (isNew
          && hrefs.size() < MAX_CANONICALS
          && tokens(link.attr("rel")).contains("canonical")) {
        hrefs.add(href);
      }
    }
    return hrefs;
  }

  private static RobotsDirectives robots(List<Element> metas, String agentToken) {
    RobotsDirectives robots = RobotsDirectives.NONE;
    for (Element meta : metas) {
      String name = meta.attr("name").strip().toLowerCase(Locale.ROOT);
      boolean ours = PRODUCT_TOKENS.contains(name) || name.equalsIgnoreCase(agentToken);
      if (!name.isEmpty() && (ours || name.equals("robots"))) {
        robots = robots.and(RobotsDirectives.ofMeta(meta.attr("content")));
      }
    }
    return robots;
  }

  private static @Nullable String refreshHref(List<Element> metas) {
    for (Element meta : metas) {
      if (meta.attr("http-equiv").strip().equalsIgnoreCase("refresh")) {
        Matcher refresh = REFRESH.matcher(FoldedText.of(meta.attr("content"), MAX_HREF));
        if (refresh.matches()
            && Integer.parseInt(refresh.group(1)) <= MAX_REFRESH_SECONDS
            && !refresh.group(2).isBlank()) {
          return refresh.group(2).strip();
        }
      }
    }
    return null;
  }

  private static List<PageLink> links(List<Element> elements) {
    List<PageLink> links = new ArrayList<>();
    for (Element element : elements) {
      PageLink link = link(element);
      if (link != null) {
        links.add(link);
      }
      if (links.size() == MAX_LINKS) {
        break;
      }
    }
    return links;
  }

  private static @Nullable PageLink link(Element element) {
    String href = element.attr("href").strip();
    if (href.isEmpty() || href.length() > MAX_HREF) {
      return null;
    }
    Set<String> rel = tokens(element.attr("rel"));
    String hreflang = textOrNull(element.attr("hreflang"));
    return switch (element.normalName()) {
      case "a" -> new PageLink(href, anchorText(element), rel, PageLink.Kind.ANCHOR, hreflang);
      case "area" ->
          new PageLink(
              href,
              FoldedText.of(element.attr("alt"), MAX_ANCHOR_TEXT),
              rel,
              PageLink.Kind.AREA,
              hreflang);
      case "link" -> headLink(href, rel, hreflang);
      default -> null;
    };
  }

  private static @Nullable PageLink headLink(
      String href, Set<String> rel, @Nullable String hreflang) {
    if (rel.contains("next") || rel.contains("prev")) {
      return new PageLink(href, "", rel, PageLink.Kind.SERIES, hreflang);
    }
    if (rel.contains("alternate") && hreflang != null) {
      return new PageLink(href, "", rel, PageLink.Kind.TRANSLATION, hreflang);
    }
    return null;
  }

  private static String anchorText(Element anchor) {
    String text = HtmlTree.visibleText(anchor, MAX_ANCHOR_TEXT);
    if (!text.isEmpty()) {
      return text;
    }
    Element image = anchor.selectFirst("img[alt]");
    String instead = image == null ? anchor.attr("title") : image.attr("alt");
    return FoldedText.of(instead, MAX_ANCHOR_TEXT);
  }

  private static Set<String> tokens(String list) {
    if (list.isEmpty()) {
      return Set.of();
    }
    List<String> tokens = new ArrayList<>();
    for (String token : SEPARATORS.split(list.toLowerCase(Locale.ROOT))) {
      if (!token.isEmpty()) {
        tokens.add(token);
      }
    }
    return Set.copyOf(tokens);
  }
}
