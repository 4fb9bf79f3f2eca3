package lode.standalone.bench;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The pages of a generated site, the same in each run: a tree of ten links a page, a menu, links to
 * neighbours. Page 0 of a host is its front page.
 */
final class BenchSite {

  private static final int CHILDREN = 10;
  private static final int ARTICLES = 48;
  private static final int MENU = 40;
  private static final List<Charset> CHARSETS =
      List.of(
          StandardCharsets.UTF_8,
          Charset.forName("windows-1252"),
          StandardCharsets.UTF_16LE,
          Charset.forName("Shift_JIS"),
          Charset.forName("KOI8-R"),
          Charset.forName("ISO-8859-2"));
  private static final String[] SYLLABLES =
      "ra ke lo min tor vas tel dur pon gis hal bri cam sol fer nut wex yar quo zim".split(" ");

  private final SiteKind kind;
  private final int pagesPerHost;
  private final List<byte[]> articles = new ArrayList<>();

  BenchSite(SiteKind kind, int pagesPerHost) {
    this.kind = kind;
    this.pagesPerHost = pagesPerHost;
    Random random = new Random(7);
    for (int i = 0; i < ARTICLES; i++) {
      articles.add(article(random).getBytes(StandardCharsets.UTF_8));
    }
  }

  /** What a request is answered with. */
  record Answer(int status, String contentType, String location, byte[] body) {}

  Answer answer(int host, String path) {
    if (path.equals("/robots.txt")) {
      return robots(host);
    }
    if (path.equals("/sitemap.xml")) {
      return kind == SiteKind.DOCS ? sitemap() : missing();
    }
    int page = number(path);
    if (page < 0 || page >= pagesPerHost || !path(page).equals(path)) {
      return missing();
    }
    return kind == SiteKind.MIXED ? mixed(host, page) : html(page(host, page, "utf-8"), "utf-8");
  }

  private Answer robots(int host) {
    String text = "User-agent: *\nDisallow: /private/\n# host " + host + "\n";
    return new Answer(200, "text/plain", "", text.getBytes(StandardCharsets.UTF_8));
  }

  private static Answer missing() {
    return new Answer(404, "text/plain", "", "not here".getBytes(StandardCharsets.UTF_8));
  }

  /** Without the host's name, which the server puts in. */
  private Answer sitemap() {
    StringBuilder xml =
        new StringBuilder("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">");
    for (int page = 0; page < pagesPerHost; page++) {
      xml.append("<url><loc>{origin}").append(path(page)).append("</loc></url>");
    }
    xml.append("</urlset>");
    return new Answer(200, "application/xml", "", xml.toString().getBytes(StandardCharsets.UTF_8));
  }

  private Answer mixed(int host, int page) {
    if (isRedirect(page)) {
      return new Answer(302, "text/plain", path(page + 1), new byte[0]);
    }
    if (page % 4 == 3) {
      // The same bytes under as many addresses.
      return html(page(host, 3, "utf-8"), "utf-8");
    }
    Charset charset = CHARSETS.get(page % CHARSETS.size());
    byte[] utf8 = page(host, page, charset.name());
    return html(new String(utf8, StandardCharsets.UTF_8).getBytes(charset), charset.name());
  }

  private boolean isRedirect(int page) {
    return kind == SiteKind.MIXED && page % 4 == 1 && page + 1 < pagesPerHost;
  }

  /** Addresses of all hosts that are pages. */
  int pages(int hosts) {
    int pages = 0;
    for (int page = 0; page < pagesPerHost; page++) {
      pages += isRedirect(page) ? 0 : 1;
    }
    return pages * hosts;
  }

  private static Answer html(byte[] body, String charset) {
    return new Answer(200, "text/html; charset=" + charset, "", body);
  }

  /** Words, so that no limit on numbered addresses is met. */
  static String path(int page) {
    return page == 0 ? "/" : "/docs/" + word(page / 400) + "/" + word(page) + ".html";
  }

  private static int number(String path) {
    if (path.equals("/")) {
      return 0;
    }
    int slash = path.lastIndexOf('/');
    if (!path.endsWith(".html") || slash < 0) {
      return -1;
    }
    int number = 0;
    String[] syllables = path.substring(slash + 1, path.length() - 5).split("-");
    for (String syllable : syllables) {
      int digit = List.of(SYLLABLES).indexOf(syllable);
      if (digit < 0) {
        return -1;
      }
      number = number * SYLLABLES.length + digit;
    }
    return number;
  }

  private static String word(int number) {
    int rest = number / SYLLABLES.length;
    String last = SYLLABLES[number % SYLLABLES.length];
    return rest == 0 ? last : word(rest) + "-" + last;
  }

  private byte[] page(int host, int page, String charset) {
    StringBuilder out = new StringBuilder(8_000);
    out.append("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"").append(charset);
    out.append("\"><title>").append(title(host, page)).append("</title>");
    out.append("<meta name=\"description\" content=\"All about ").append(word(page));
    out.append("\"><link rel=\"stylesheet\" href=\"/style.css\"></head><body><nav><ul>");
    for (int i = 0; i < menu(); i++) {
      link(out.append("<li>"), i).append("</li>");
    }
    out.append("</ul></nav><main><h1>").append(title(host, page)).append("</h1><ul>");
    for (int i = page * CHILDREN + 1; i <= page * CHILDREN + CHILDREN && i < pagesPerHost; i++) {
      link(out.append("<li>"), i).append("</li>");
    }
    link(out.append("</ul><p>See "), Math.max(0, page - 1)).append(" and ");
    link(out, (page + 1) % pagesPerHost).append(".</p>");
    byte[] head = out.toString().getBytes(StandardCharsets.UTF_8);
    byte[] article = articles.get(page % ARTICLES);
    byte[] whole = new byte[head.length + article.length];
    System.arraycopy(head, 0, whole, 0, head.length);
    System.arraycopy(article, 0, whole, head.length, article.length);
    return whole;
  }

  /** Redirects and copies lead nowhere further: where there are such, the menu names all pages. */
  private int menu() {
    return kind == SiteKind.MIXED ? pagesPerHost : Math.min(MENU, pagesPerHost);
  }

  private static String title(int host, int page) {
    return "Page " + word(page) + " of host " + host;
  }

  private static StringBuilder link(StringBuilder out, int page) {
    return out.append("<a href=\"")
        .append(path(page))
        .append("\">About ")
        .append(word(page))
        .append("</a>");
  }

  private String article(Random random) {
    int length = kind == SiteKind.DOCS ? 15_000 + random.nextInt(18_000) : 3_000;
    StringBuilder out = new StringBuilder(length + 500);
    while (out.length() < length) {
      out.append("<section><h2>").append(words(random, 4)).append("</h2>");
      for (int i = 0; i < 4; i++) {
        out.append("<p>").append(words(random, 40)).append(" <code>");
        out.append(words(random, 2)).append("</code> ").append(words(random, 12)).append("</p>");
      }
      out.append("<pre><span class=\"k\">").append(words(random, 8)).append("</span></pre>");
      out.append("<table><tr><th>").append(words(random, 2)).append("</th><td>");
      out.append(random.nextInt(9_000)).append(" kg</td></tr></table></section>");
    }
    return out.append("</main><footer><p>The end.</p></footer></body></html>").toString();
  }

  private static String words(Random random, int count) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < count; i++) {
      out.append(i == 0 ? "" : " ").append(word(random.nextInt(6_000)).replace("-", ""));
    }
    return out.toString();
  }
}
