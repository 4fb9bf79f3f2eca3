package lode.domain.crawl;

import java.util.List;
import lode.domain.url.WebUrl;

/**
 * A sitemap after the <a href="https://www.sitemaps.org/protocol.html">sitemaps protocol</a>: XML with pages, XML index
 * of further sitemaps, RSS or Atom feed, or a text with one URL a line. Read leniently: broken XML gives what can be read,
 * entries that are no URL are left out, namespaces are not asked for.
 *
 * @param format what the document turned out to be
 * @param entries pages, in their order
 * @param sitemaps further sitemaps that an index names, in their order
 * @param truncated whether the document has more than was taken
 */
public record SitemapDocument(
    Format format, List<SitemapEntry> entries, List<WebUrl> sitemaps, boolean truncated) {

  /** The protocol's limit on the uncompressed size; bytes beyond it are not read. */
  public static final int MOST_BYTES = 50 * 1024 * 1024;

  /** The protocol's limit on the entries of one document; further ones are not taken. */
  public static final int MOST_ENTRIES = 50_000;

  /** Kinds of sitemap. */
  public enum Format {
    /** XML {@code urlset}. */
    PAGES,
    /** XML {@code sitemapindex}. */
    INDEX,
    /** RSS or Atom. */
    FEED,
    /** One URL a line. */
    TEXT,
    /** Nothing of these, such as a page of HTML. */
    UNKNOWN
  }

  public SitemapDocument {
    entries = List.copyOf(entries);
    sitemaps = List.copyOf(sitemaps);
  }

  /**
   * Reads a sitemap.
   *
   * @param location where it was found; relative locations in it are resolved against it
   * @param body uncompressed
   */
  public static SitemapDocument parse(WebUrl location, byte[] body) {
    return new SitemapReader(location).read(body);
  }
}
