package lode.domain.crawl;

import crawlercommons.sitemaps.AbstractSiteMap;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lode.domain.crawl.SitemapDocument.Format;
import lode.domain.url.WebUrl;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jsoup.parser.StreamParser;

/** Reads one sitemap. Elements are streamed and let go, so that memory is bounded by the entries, not by the document. */
final class SitemapReader {

  private static final Pattern DECLARED_ENCODING =
      Pattern.compile("^\\s*<\\?xml[^>]*encoding\\s*=\\s*[\"']([A-Za-z0-9._-]+)[\"']");
  private static final int DECLARATION_BYTES = 256;
  private static final double DEFAULT_PRIORITY = 0.5;

  /** No sitemap nests deeper; deeper elements become siblings. */
  private static final int MOST_DEPTH = 16;

  /** Elements inside one entry: a thousand images with all that may be said of them, and some more. */
  private static final int MOST_ELEMENTS_OF_ENTRY = 20_000;

  /** Elements of a sitemap: 20 for each entry that it may have. */
  private static final int MOST_ELEMENTS = 20 * SitemapDocument.MOST_ENTRIES;

  private static final Set<String> ENTRIES = Set.of("url", "sitemap", "item", "entry");

  private final WebUrl location;
  private final List<SitemapEntry> entries = new ArrayList<>();
  private final List<WebUrl> sitemaps = new ArrayList<>();
  private Format format = Format.UNKNOWN;
  private boolean truncated;
  private boolean full;
  private int elementsOfEntry;
  private int elements;

  SitemapReader(WebUrl location) {
    this.location = location;
  }

  SitemapDocument read(byte[] body) {
    int length = Math.min(body.length, SitemapDocument.MOST_BYTES);
    truncated = length < body.length;
    String text = decoded(body, length).strip();
    if (text.startsWith("<")) {
      readXml(text);
    } else {
      readText(text);
    }
    return new SitemapDocument(format, entries, sitemaps, truncated);
  }

  private void readText(String text) {
    Iterator<String> lines = text.lines().iterator();
    while (lines.hasNext() && !full) {
      WebUrl.parse(lines.next().strip()).filter(WebUrl::isHttp).ifPresent(this::addPage);
    }
    if (!entries.isEmpty()) {
      format = Format.TEXT;
    }
  }

  private void readXml(String text) {
    try (StreamParser parser = new StreamParser(Parser.xmlParser().setMaxDepth(MOST_DEPTH))) {
      Iterator<Element> elements = parser.parse(new StringReader(text), location.href()).iterator();
      while (elements.hasNext() && !full) {
        element(elements.next());
      }
    }
  }

  /** Elements come when they end, children before their parents. */
  private void element(Element element) {
    switch (localName(element)) {
      case "url" -> take(element, Format.PAGES);
      case "sitemap" -> take(element, Format.INDEX);
      case "item", "entry" -> take(element, Format.FEED);
      case "urlset" -> close(Format.PAGES);
      case "sitemapindex" -> close(Format.INDEX);
      case "rss", "feed" -> close(Format.FEED);
      default -> part(element);
    }
  }

  /** Parts of entries wait for their entry; all else goes at once, however much of it there is. */
  private void part(Element element) {
    elements++;
    if (isInEntry(element)) {
      elementsOfEntry++;
    } else {
      element.remove();
    }
    if (elements > MOST_ELEMENTS || elementsOfEntry > MOST_ELEMENTS_OF_ENTRY) {
      full = true;
      truncated = true;
    }
  }

  private static boolean isInEntry(Element element) {
    for (Element above = element.parent(); above != null; above = above.parent()) {
      if (ENTRIES.contains(localName(above))) {
        return true;
      }
    }
    return false;
  }

  private void take(Element element, Format kind) {
    elements++;
    elementsOfEntry = 0;
    Element above = element.parent();
    String parent = above == null ? "" : localName(above);
    boolean inPlace =
        switch (kind) {
          case PAGES -> parent.equals("urlset");
          case INDEX -> parent.equals("sitemapindex");
          default -> parent.equals("channel") || parent.equals("feed") || parent.equals("rdf");
        };
    if (!inPlace) {
      part(element);
      return;
    }
    format = kind;
    Optional<WebUrl> url = location(element, kind).flatMap(this::resolved);
    if (url.isPresent() && hasRoom()) {
      if (kind == Format.INDEX) {
        sitemaps.add(url.get());
      } else {
        entries.add(new SitemapEntry(url.get(), lastModified(element), priority(element)));
      }
    }
    element.remove();
  }

  private void close(Format kind) {
    if (format == Format.UNKNOWN) {
      format = kind;
    }
  }

  private Optional<String> location(Element element, Format kind) {
    if (kind != Format.FEED) {
      return child(element, "loc").map(Element::text);
    }
    // RSS has the URL as text, Atom as an attribute of the link that is no other relation.
    return element.children().stream()
        .filter(each -> localName(each).equals("link"))
        .filter(each -> !each.hasAttr("rel") || each.attr("rel").equals("alternate"))
        .map(each -> each.hasAttr("href") ? each.attr("href") : each.text())
        .findFirst();
  }

  private Optional<WebUrl> resolved(String text) {
    String trimmed = text.strip();
    return trimmed.isEmpty()
        ? Optional.empty()
        : WebUrl.parse(trimmed, location).filter(WebUrl::isHttp);
  }

  private static Optional<Instant> lastModified(Element element) {
    for (String name : List.of("lastmod", "updated", "pubdate", "published", "date")) {
      Optional<Element> found = child(element, name);
      if (found.isPresent()) {
        return instant(found.get().text().strip());
      }
    }
    return Optional.empty();
  }

  private static Optional<Instant> instant(String text) {
    ZonedDateTime date = AbstractSiteMap.convertToZonedDateTime(text);
    ZonedDateTime read = date == null ? AbstractSiteMap.parseRSSTimestamp(text) : date;
    return Optional.ofNullable(read).map(ZonedDateTime::toInstant);
  }

  private static double priority(Element element) {
    String text = child(element, "priority").map(Element::text).orElse("").strip();
    if (!text.matches("[0-9]{1,3}(\\.[0-9]{1,9})?|\\.[0-9]{1,9}")) {
      return DEFAULT_PRIORITY;
    }
    return Math.min(1.0, Double.parseDouble(text));
  }

  /** A direct child of the parent's own namespace, so that the location of an image is not taken for the page's. */
  private static Optional<Element> child(Element parent, String name) {
    return parent.children().stream()
        .filter(each -> localName(each).equals(name))
        .filter(each -> name.equals("date") || prefix(each).equals(prefix(parent)))
        .findFirst();
  }

  private static String localName(Element element) {
    String name = element.tagName();
    return name.substring(name.indexOf(':') + 1).toLowerCase(Locale.ROOT);
  }

  private static String prefix(Element element) {
    String name = element.tagName();
    return name.substring(0, Math.max(0, name.indexOf(':')));
  }

  private void addPage(WebUrl url) {
    if (hasRoom()) {
      entries.add(new SitemapEntry(url, Optional.empty(), DEFAULT_PRIORITY));
    }
  }

  private boolean hasRoom() {
    full = entries.size() + sitemaps.size() == SitemapDocument.MOST_ENTRIES;
    truncated |= full;
    return !full;
  }

  private static String decoded(byte[] body, int length) {
    Charset charset = charset(body, length);
    String text = new String(body, 0, length, charset);
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  private static Charset charset(byte[] body, int length) {
    if (length > 1 && (body[0] & 255) == 0xfe && (body[1] & 255) == 0xff) {
      return StandardCharsets.UTF_16BE;
    }
    if (length > 1 && (body[0] & 255) == 0xff && (body[1] & 255) == 0xfe) {
      return StandardCharsets.UTF_16LE;
    }
    String start =
        new String(body, 0, Math.min(length, DECLARATION_BYTES), StandardCharsets.ISO_8859_1);
    Matcher declared = DECLARED_ENCODING.matcher(start);
    // The name matched a safe alphabet, so an unknown one is all that can go wrong.
    boolean known = declared.find() && Charset.isSupported(declared.group(1));
    return known ? Charset.forName(declared.group(1)) : StandardCharsets.UTF_8;
  }
}
