package lode.domain.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import lode.domain.crawl.SitemapDocument.Format;
import lode.domain.url.WebUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SitemapDocumentTest {

  private static final WebUrl LOCATION = WebUrl.of("https://example.org/maps/sitemap.xml");
  private static final String NAMESPACE = " xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"";

  @Test
  void readsPages() {
    SitemapDocument sitemap =
        parse(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
                    xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
              <url><image:image><image:loc>https://example.org/i.png</image:loc></image:image>
                <loc> https://example.org/a?x=1&amp;y=2 </loc>
                <lastmod>2024-05-17T10:30:00+02:00</lastmod><changefreq>daily</changefreq><priority>0.8</priority></url>
              <url><loc><![CDATA[https://other.example/ü]]></loc><lastmod>2024-05-17</lastmod></url>
              <url><loc>/relative</loc><lastmod>yesterday</lastmod><priority>7</priority></url>
              <url><loc></loc></url>
              <url><loc>mailto:x@example.org</loc></url>
            </urlset>
            """);

    assertThat(sitemap.format()).isEqualTo(Format.PAGES);
    assertThat(sitemap.sitemaps()).isEmpty();
    assertThat(sitemap.truncated()).isFalse();
    assertThat(sitemap.entries())
        .containsExactly(
            entry("https://example.org/a?x=1&y=2", "2024-05-17T08:30:00Z", 0.8),
            entry("https://other.example/%C3%BC", "2024-05-17T00:00:00Z", 0.5),
            new SitemapEntry(WebUrl.of("https://example.org/relative"), Optional.empty(), 1.0));
  }

  @Test
  void readsAnIndex() {
    SitemapDocument sitemap =
        parse(
            "<sitemapindex"
                + NAMESPACE
                + "><sitemap><loc>https://example.org/a.xml.gz</loc>"
                + "<lastmod>2024-01-01</lastmod></sitemap><sitemap><loc>b.xml</loc></sitemap></sitemapindex>");

    assertThat(sitemap.format()).isEqualTo(Format.INDEX);
    assertThat(sitemap.entries()).isEmpty();
    assertThat(sitemap.sitemaps())
        .map(WebUrl::href)
        .containsExactly("https://example.org/a.xml.gz", "https://example.org/maps/b.xml");
  }

  @Test
  void readsAText() {
    SitemapDocument sitemap =
        parse(
            "\ufeffhttps://example.org/a\r\n\r\n  https://example.org/b \nnot a url\nftp://example.org/c\n");

    assertThat(sitemap.format()).isEqualTo(Format.TEXT);
    assertThat(sitemap.entries())
        .map(each -> each.url().href())
        .containsExactly("https://example.org/a", "https://example.org/b");
  }

  @Test
  void readsAnRssFeed() {
    SitemapDocument sitemap =
        parse(
            "<rss version=\"2.0\"><channel><link>https://example.org/</link><item><title>x</title>"
                + "<link>https://example.org/news/1</link><pubDate>Fri, 17 May 2024 10:30:00 GMT</pubDate></item>"
                + "</channel></rss>");

    assertThat(sitemap.format()).isEqualTo(Format.FEED);
    assertThat(sitemap.entries())
        .containsExactly(entry("https://example.org/news/1", "2024-05-17T10:30:00Z", 0.5));
  }

  @Test
  void readsAnAtomFeed() {
    SitemapDocument sitemap =
        parse(
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"><link href=\"/\"/><entry>"
                + "<link rel=\"self\" href=\"/self\"/><link rel=\"alternate\" href=\"/news/1\"/>"
                + "<updated>2024-05-17T10:30:00Z</updated></entry></feed>");

    assertThat(sitemap.format()).isEqualTo(Format.FEED);
    assertThat(sitemap.entries())
        .containsExactly(entry("https://example.org/news/1", "2024-05-17T10:30:00Z", 0.5));
  }

  @Test
  void readsPrefixedElements() {
    SitemapDocument sitemap =
        parse(
            "<s:urlset xmlns:s=\"http://www.sitemaps.org/schemas/sitemap/0.9\"><s:url><s:loc>/a</s:loc></s:url></s:urlset>");

    assertThat(sitemap.entries())
        .map(each -> each.url().href())
        .containsExactly("https://example.org/a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<urlset><url><loc>/a</loc></url><url><loc>/b</loc>",
        "<urlset><url><loc>/a</loc></url><url><loc>/b</url></urlset>",
        "<urlset><url><loc>/a?x=1&y</loc></url><url><loc>/b</loc></url>",
        "<urlset><url><loc>/a</loc></url>\u0000<url><loc>/b</loc></url></urlset>",
        "\n\n  <?xml version=\"1.0\"?><urlset><url><loc>/a</loc></url><url><loc>/b</loc></url></urlset> trailing"
      })
  void readsWhatBrokenXmlStillSays(String text) {
    SitemapDocument sitemap = parse(text);

    assertThat(sitemap.format()).isEqualTo(Format.PAGES);
    assertThat(sitemap.entries()).map(each -> each.url().path()).containsExactly("/a", "/b");
  }

  @ParameterizedTest
  @CsvSource({
    "2024, 2024-01-01T00:00:00Z",
    "2024-05, 2024-05-01T00:00:00Z",
    "2024-05-17, 2024-05-17T00:00:00Z",
    "2024-05-17T10:30Z, 2024-05-17T10:30:00Z",
    "2024-05-17T10:30+01:00, 2024-05-17T09:30:00Z",
    "2024-05-17T10:30:15+00:00, 2024-05-17T10:30:15Z",
    "2024-02-30, 2024-02-29T00:00:00Z",
    "17.05.2024, ",
    "2024-05-17T10:30:15.25Z, 2024-05-17T10:30:15.25Z",
    "2024-05-17T10:30:00-05:00, 2024-05-17T15:30:00Z",
    "2024-13-45, ",
    "now, ",
    "'', "
  })
  void readsTheDatesOfTheProtocol(String text, Instant instant) {
    SitemapDocument sitemap =
        parse("<urlset><url><loc>/a</loc><lastmod>" + text + "</lastmod></url></urlset>");

    assertThat(sitemap.entries().get(0).lastModified().orElse(null)).isEqualTo(instant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<!doctype html><html><body><a href=/x>x</a></body></html>",
        "no url here",
        "{\"url\":1}",
        "<url><loc>/a</loc></url>"
      })
  void givesNothingForWhatIsNoSitemap(String text) {
    SitemapDocument sitemap = parse(text);

    assertThat(sitemap.format()).isEqualTo(Format.UNKNOWN);
    assertThat(sitemap.entries()).isEmpty();
    assertThat(sitemap.sitemaps()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "https://example.org/?a=1&amp;b=2, https://example.org/?a=1&b=2",
    "https://example.org/&apos;a&apos;, https://example.org/'a'",
    "https://example.org/&quot;a&quot;, https://example.org/%22a%22",
    "https://example.org/&lt;a&gt;, https://example.org/%3Ca%3E",
    "https://example.org/&#252;, https://example.org/%C3%BC",
    "https://example.org/%C3%BCmlat.php&amp;q=name, https://example.org/%C3%BCmlat.php&q=name",
    "<![CDATA[https://example.org/?a=1&b=2]]>, https://example.org/?a=1&b=2"
  })
  void readsEscapedLocations(String written, String url) {
    assertThat(parse("<urlset><url><loc>" + written + "</loc></url></urlset>").entries())
        .map(each -> each.url().href())
        .containsExactly(url);
  }

  @Test
  void readsXmlBehindAByteOrderMark() {
    assertThat(
            parse("\ufeff<?xml version=\"1.0\"?><urlset><url><loc>/a</loc></url></urlset>")
                .entries())
        .map(each -> each.url().path())
        .containsExactly("/a");
  }

  @Test
  void readsNothingBeyondTheBytesOfTheProtocol() {
    byte[] body = new byte[SitemapDocument.MOST_BYTES + 100];
    java.util.Arrays.fill(body, (byte) '\n');
    byte[] first = "https://example.org/first".getBytes(StandardCharsets.UTF_8);
    byte[] last = "https://example.org/last".getBytes(StandardCharsets.UTF_8);
    System.arraycopy(first, 0, body, 0, first.length);
    System.arraycopy(last, 0, body, body.length - last.length, last.length);

    SitemapDocument sitemap = SitemapDocument.parse(LOCATION, body);

    assertThat(sitemap.truncated()).isTrue();
    assertThat(sitemap.entries()).map(each -> each.url().path()).containsExactly("/first");
  }

  @Test
  void knowsAnEmptySitemap() {
    assertThat(parse("<urlset" + NAMESPACE + "/>").format()).isEqualTo(Format.PAGES);
    assertThat(parse("<sitemapindex></sitemapindex>").format()).isEqualTo(Format.INDEX);
  }

  @Test
  void takesNoMoreEntriesThanTheProtocolAllows() {
    String url = "<url><loc>https://example.org/a</loc></url>";
    SitemapDocument full =
        parse("<urlset>" + url.repeat(SitemapDocument.MOST_ENTRIES) + "</urlset>");
    SitemapDocument over =
        parse("<urlset>" + url.repeat(SitemapDocument.MOST_ENTRIES + 1) + "</urlset>");

    assertThat(full.entries()).hasSize(SitemapDocument.MOST_ENTRIES);
    assertThat(full.truncated()).isFalse();
    assertThat(over.entries()).hasSize(SitemapDocument.MOST_ENTRIES);
    assertThat(over.truncated()).isTrue();
  }

  @Test
  void expandsNoEntities() {
    SitemapDocument sitemap =
        parse(
            "<!DOCTYPE urlset [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b SYSTEM \"file:///etc/passwd\">]>"
                + "<urlset><url><loc>https://example.org/&a;&b;</loc></url></urlset>");

    assertThat(sitemap.entries())
        .map(each -> each.url().href())
        .containsExactly("https://example.org/&a;&b;");
  }

  @ParameterizedTest
  @CsvSource({"ISO-8859-1", "UTF-8", "windows-1252"})
  void readsTheDeclaredEncoding(String encoding) {
    String text =
        "<?xml version=\"1.0\" encoding=\""
            + encoding
            + "\"?><urlset><url><loc>/ü</loc></url></urlset>";

    SitemapDocument sitemap =
        SitemapDocument.parse(LOCATION, text.getBytes(Charset.forName(encoding)));

    assertThat(sitemap.entries()).map(each -> each.url().path()).containsExactly("/%C3%BC");
  }

  @Test
  void readsUtf16ByItsByteOrderMark() {
    byte[] body =
        "\ufeff<urlset><url><loc>/ü</loc></url></urlset>".getBytes(StandardCharsets.UTF_16LE);

    assertThat(SitemapDocument.parse(LOCATION, body).entries())
        .map(each -> each.url().path())
        .containsExactly("/%C3%BC");
  }

  @ParameterizedTest
  @CsvSource({
    "<urlset>, <a/>",
    "<urlset>, <a>",
    "<urlset><url>, <a/>",
    "<urlset><url>, <url>",
    "'', <url/>",
    "<urlset>, <url><loc/></url>"
  })
  void givesUpOnATreeWithoutEntries(String start, String part) {
    String entry = "<url><loc>/first</loc></url>";
    String end = "<url><loc>/last</loc></url>";

    SitemapDocument sitemap =
        parse("<urlset>" + entry + "</urlset>" + start + part.repeat(1_100_000) + end);

    assertThat(sitemap.truncated()).isTrue();
    assertThat(sitemap.entries()).map(each -> each.url().path()).containsExactly("/first");
  }

  private static SitemapEntry entry(String url, String lastModified, double priority) {
    return new SitemapEntry(WebUrl.of(url), Optional.of(Instant.parse(lastModified)), priority);
  }

  private static SitemapDocument parse(String text) {
    return SitemapDocument.parse(LOCATION, text.getBytes(StandardCharsets.UTF_8));
  }
}
