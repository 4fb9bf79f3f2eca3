package lode.standalone.hostile;

import static lode.standalone.hostile.Answers.bytes;
import static lode.standalone.hostile.Answers.endless;
import static lode.standalone.hostile.Answers.firstThen;
import static lode.standalone.hostile.Answers.gzip;
import static lode.standalone.hostile.Answers.html;
import static lode.standalone.hostile.Answers.made;
import static lode.standalone.hostile.Answers.raw;
import static lode.standalone.hostile.Answers.redirect;
import static lode.standalone.hostile.Answers.status;
import static lode.standalone.hostile.Answers.whole;

import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lode.standalone.hostile.RawSite.Request;

/** Good pages beside every trap that a crawler is likely to meet, and a few that it is not. */
final class HostileSite implements AutoCloseable {

  /** Links away from the home page that a crawl has to follow to see everything. */
  static final int DEPTH = 6;

  static final int GOOD_PAGES = 30;
  static final int LINKS_OF_ONE_PAGE = 20_000;

  private static final String OK =
      "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: text/html\r\n";

  /** 64 MiB of zeros in 110 bytes. */
  private static final byte[] BROTLI_BOMB =
      java.util.Base64.getDecoder()
          .decode(
              "y///P/gnAOKxQCD3/o///3/wTwDEYRGA7v0f////4J8AiMMCAN37P/7//8E/ARCHBQC693/8//+DfwIgDgsA"
                  + "dO//+P//B/8EQBwWAOje//H//w/+CYA4LADQvf/L//8//BMAcVgAoHv/Bw==");

  private static final String GZIP = "Content-Encoding: gzip\r\n";
  private static final String BINARY = "Content-Type: application/octet-stream\r\n";

  private final RawSite site = RawSite.start();
  private final RawSite elsewhere = RawSite.start();
  private final RawSite silent = RawSite.start();
  private final List<String> linked = new ArrayList<>();

  HostileSite() {
    elsewhere.on("*", html("<p>elsewhere"));
    silent.on("/robots.txt", (request, socket, out) -> silent.hang());
    silent.on("*", html("<p>must not be asked for"));
    good();
    slowAndLong();
    redirects();
    brokenProtocol();
    hugeTrees();
    endlessPaths();
    walls();
    failures();
    strangeText();
    sitemaps();
    String links = linked.stream().map(HostileSite::link).collect(Collectors.joining("\n"));
    site.on("/", html("<title>Home</title>" + links));
  }

  String url() {
    return site.url();
  }

  /** A site whose robots.txt never comes. */
  RawSite silent() {
    return silent;
  }

  /** A host that pages point to and that no crawl may reach. */
  RawSite elsewhere() {
    return elsewhere;
  }

  List<String> requests() {
    return site.requests();
  }

  private static String link(String path) {
    return "<a href=\"" + path + "\">" + path + "</a>";
  }

  private void linked(String path, RawSite.Answer answer) {
    linked.add(path);
    site.on(path, answer);
  }

  private void good() {
    for (int i = 0; i < GOOD_PAGES; i++) {
      String next = i + 10 < GOOD_PAGES ? link("/good/" + (i + 10)) : "";
      String page = "<title>Good " + i + "</title><p>Good page " + i + "</p>" + facts(i) + next;
      site.on("/good/" + i, html(page));
      if (i < 10) {
        linked.add("/good/" + i);
      }
    }
    site.on("/good/of-sitemap", html("<p>Named by the sitemap alone"));
  }

  /** What an extraction finds on a good page. */
  private static String facts(int page) {
    return "<table><tr><th>Rated power</th><td>"
        + power(page)
        + " kW</td></tr><tr><th>Weight</th><td>"
        + (page + 100)
        + " kg</td></tr></table>";
  }

  static double power(int page) {
    return page + 1.5;
  }

  private void slowAndLong() {
    linked("/slow/headers", endless("HTTP/1.1 200 OK\r\nX-Slow: ", bytes("a"), 100));
    linked("/slow/body", endless(OK + "Content-Length: 9000\r\n\r\n", bytes("a"), 100));
    linked("/slow/nothing", (request, socket, out) -> site.hang());
    linked("/endless/body", endless(OK + "\r\n", new byte[65_536], 0));
    linked(
        "/endless/declared",
        endless(OK + "Content-Length: 1073741824\r\n\r\n", new byte[65_536], 0));
    linked("/endless/text", endless(OK + "\r\n", bytes("<p>more and more "), 0));
    linked("/gzip/bomb", whole("200 OK", GZIP, gzip("<p>", "0123456789", 12_000_000, "")));
    linked("/gzip/broken", whole("200 OK", GZIP, bytes("this is no gzip")));
    linked("/br/bomb", whole("200 OK", "Content-Encoding: br\r\n", BROTLI_BOMB));
    linked("/gzip/twice", whole("200 OK", GZIP + GZIP, gzipTwice()));
    linked("/coding/unknown", whole("200 OK", "Content-Encoding: sdch\r\n", bytes("<p>x")));
    linked("/coding/many", whole("200 OK", GZIP.repeat(30), bytes("<p>x")));
    linked("/cookies/many", status("200 OK", cookies(150)));
    linked(
        "/robots/tag",
        status("200 OK", "X-Robots-Tag: unavailable_after:" + ",".repeat(9_000) + "\r\n"));
    linked("/headers/many", raw(OK + "X-H: v\r\n".repeat(20_000) + "\r\n<p>body"));
    linked("/headers/long", raw(OK + "X-H: " + "v".repeat(2_000_000) + "\r\n\r\n<p>body"));
    linked("/headers/endless", endless(OK, bytes("X-H: v\r\n"), 0));
  }

  /** A bomb in a bomb: two hundred bytes for a hundred megabytes. */
  private static byte[] gzipTwice() {
    java.io.ByteArrayOutputStream twice = new java.io.ByteArrayOutputStream();
    try (java.io.OutputStream out = new java.util.zip.GZIPOutputStream(twice)) {
      out.write(gzip("<p>", "0123456789", 12_000_000, ""));
    } catch (java.io.IOException impossible) {
      throw new java.io.UncheckedIOException(impossible);
    }
    return twice.toByteArray();
  }

  private static String cookies(int count) {
    StringBuilder headers = new StringBuilder();
    for (int i = 0; i < count; i++) {
      headers.append("Set-Cookie: never-the-same-").append(i).append("=1; Path=/cookies\r\n");
    }
    return headers.toString();
  }

  private void redirects() {
    linked("/redirect/a", redirect("/redirect/b"));
    site.on("/redirect/b", redirect("/redirect/a"));
    linked("/redirect/itself", redirect("/redirect/itself"));
    linked("/redirect/chain/0", redirect("/redirect/chain/1"));
    site.on(
        "/redirect/chain/*",
        (request, socket, out) -> {
          int step = Integer.parseInt(request.path().substring("/redirect/chain/".length()));
          redirect("/redirect/chain/" + (step + 1)).write(request, socket, out);
        });
    linked("/redirect/away", redirect(elsewhere.url() + "/x"));
    linked("/redirect/inside", redirect("http://169.254.169.254/latest/meta-data"));
    linked("/redirect/script", redirect("javascript:alert(1)"));
    linked("/redirect/long", redirect("/" + "x".repeat(9_000)));
    linked("/refresh/a", html("<meta http-equiv=refresh content='0;url=/refresh/b'><p>a"));
    site.on("/refresh/b", html("<meta http-equiv=refresh content='0;url=/refresh/a'><p>b"));
    linked("/refresh/itself", html("<meta http-equiv=refresh content=0;url=/refresh/itself>x"));
  }

  private void brokenProtocol() {
    String chunked = OK + "Transfer-Encoding: chunked\r\n\r\n";
    linked("/chunk/bad", raw(chunked + "zz\r\nhello\r\n0\r\n\r\n"));
    linked("/chunk/cut", raw(chunked + "ff\r\nhello"));
    linked("/chunk/huge", raw(chunked + "7fffffffffffffff\r\nhello"));
    linked("/length/short", raw(OK + "Content-Length: 1000\r\n\r\n<p>ten bytes"));
    linked("/length/low", raw(OK + "Content-Length: 7\r\n\r\n<p>Text that goes on"));
    linked("/length/negative", raw(OK + "Content-Length: -7\r\n\r\n<p>Text"));
    linked("/protocol/garbage", raw("hello\r\nthis is no HTTP\r\n\r\n"));
    linked("/protocol/status", raw("HTTP/1.1 abc Fine\r\n\r\n<p>Text"));
    linked("/protocol/continue", endless("", bytes("HTTP/1.1 100 Continue\r\n\r\n"), 1));
    linked("/empty/connection", raw(""));
    linked("/empty/body", html(""));
    linked("/reset/headers", (request, socket, out) -> socket.setSoLinger(true, 0));
    linked(
        "/reset/body",
        (request, socket, out) -> {
          out.write(bytes(OK + "Content-Length: 1000\r\n\r\n<p>"));
          out.flush();
          socket.setSoLinger(true, 0);
        });
  }

  private void hugeTrees() {
    linked("/tree/nested", html("<div>".repeat(100_000) + "deep"));
    linked("/tree/misnested", html("<a><b><i><p></a>".repeat(50_000)));
    linked("/tree/wide", html("<p>".repeat(3_000_000)));
    for (int i = 0; i < 6; i++) {
      linked("/tree/large/" + i, html("<p>" + i + "<p>".repeat(450_000)));
    }
    linked("/tree/tables", html("<table><tr><td>".repeat(20_000)));
    linked(
        "/tree/attributes",
        html(
            IntStream.range(0, 100_000)
                .mapToObj(i -> "a" + i + "=1")
                .collect(Collectors.joining(" ", "<p ", ">text"))));
    linked("/tree/script", html("<script>".repeat(100_000) + "<!--".repeat(100_000)));
    for (int step = 1; step < DEPTH; step++) {
      String next = step + 1 < DEPTH ? "/deep/" + (step + 1) : "/links/many";
      site.on("/deep/" + step, html(link(next)));
    }
    linked.add("/deep/1");
    site.on(
        "/links/many",
        html(
            IntStream.range(0, LINKS_OF_ONE_PAGE)
                .mapToObj(i -> link("/links/of/" + i))
                .collect(Collectors.joining())));
  }

  private void endlessPaths() {
    linked.add("/calendar/2024-01-01");
    site.on("/calendar/*", made(HostileSite::calendarPage));
    linked.add("/grow/");
    site.on("/grow/*", html("<p>" + link("a/") + link("x/y/")));
    linked("/session/start", made(request -> sessionLinks()));
    site.on("/session/page*", made(request -> "<p>One page" + sessionLinks()));
    linked("/soft/0", made(HostileSite::softPage));
    site.on("/soft/*", made(HostileSite::softPage));
    linked("/filters", made(HostileSite::filters));
    site.on("/filters?*", made(HostileSite::filters));
    linked("/base", html("<base href=\"" + elsewhere.url() + "/\"><p>" + link("one")));
    linked(
        "/schemes",
        html(
            Stream.of(
                    "javascript:void(0)",
                    "JaVaScRiPt:alert(1)",
                    "data:text/html,<p>x",
                    "mailto:a@b.example",
                    "file:///etc/passwd",
                    "ftp://127.0.0.1/x",
                    "http://",
                    "http://[::1",
                    "http://127.0.0.1:99999/",
                    "//",
                    "http:\\\\\\\\evil",
                    "\u0000/nul")
                .map(HostileSite::link)
                .collect(Collectors.joining())));
  }

  /** Each day links to the next two hundred. */
  private static String calendarPage(Request request) {
    LocalDate day = LocalDate.parse(request.path().substring("/calendar/".length()));
    return IntStream.rangeClosed(1, 200)
        .mapToObj(i -> link("/calendar/" + day.plusDays(i)))
        .collect(Collectors.joining("", "<title>" + day + "</title>", ""));
  }

  private static String sessionLinks() {
    String id = UUID.randomUUID().toString().replace("-", "");
    return link("/session/page;jsessionid=" + id) + link("/session/page?PHPSESSID=" + id);
  }

  /** Says 200 to anything and knows two further addresses that are nothing. */
  private static String softPage(Request request) {
    return "<title>Not found</title><p>We are sorry."
        + link(request.path() + "0")
        + link("/soft/x" + request.times());
  }

  private static String filters(Request request) {
    String path = request.path() + (request.path().contains("?") ? "&" : "?");
    return link(path + "a=" + path.length()) + link(path + "b=1");
  }

  private void walls() {
    site.on(
        "/wall/*",
        (request, socket, out) -> {
          RawSite.Answer inside = html("<p>Behind the wall: " + request.path() + link("/wall/3"));
          RawSite.Answer wall =
              redirect(request.path(), "Set-Cookie: seen=yes; Path=/; HttpOnly\r\n");
          (request.hasCookie("seen=yes") ? inside : wall).write(request, socket, out);
        });
    linked.add("/wall/1");
    linked.add("/wall/2");
    linked(
        "/no-way-in",
        (request, socket, out) ->
            redirect("/no-way-in", "Set-Cookie: n=" + request.times() + "\r\n")
                .write(request, socket, out));
  }

  private void failures() {
    linked(
        "/later/seconds",
        firstThen(status("429 Too Many", "Retry-After: 1\r\n"), html("<p>Now then")));
    linked(
        "/later/date",
        (request, socket, out) -> laterByDate("503 Busy", request).write(request, socket, out));
    linked(
        "/later/date-429",
        (request, socket, out) -> laterByDate("429 Too Many", request).write(request, socket, out));
    for (int i = 0; i < 3; i++) {
      linked(
          "/flapping/" + i,
          (request, socket, out) ->
              (request.times() % 2 == 1 ? status("500 Oops", "") : html("<p>For now"))
                  .write(request, socket, out));
    }
    linked("/flaky", firstThen(status("500 Oops", ""), html("<p>It works again")));
    linked("/down", status("500 Oops", ""));
    linked("/gone", status("410 Gone", ""));
    linked("/missing", status("404 Not Found", "", "<title>Nothing here</title><p>Sorry"));
    linked("/forbidden", status("403 Forbidden", ""));
    linked("/teapot", status("999 Denied", ""));
    linked("/no-content", raw("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"));
  }

  private static RawSite.Answer laterByDate(String answer, Request request) {
    ZonedDateTime soon = ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(2);
    String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(soon);
    return request.times() == 1
        ? status(answer, "Retry-After: " + date + "\r\n")
        : html("<p>Now then");
  }

  private void strangeText() {
    linked("/text/nul", html("<title>A\0B</title><p>nul \0 byte, \ud83d half" + link("/\0")));
    byte[] invalid = bytes("<title>xxx</title><p>yyy");
    invalid[8] = (byte) 0xff;
    invalid[9] = (byte) 0xc0;
    linked("/text/invalid", whole("200 OK", "", invalid));
    linked("/text/title", html("<title>" + "T".repeat(1_000_000) + "</title><p>x"));
    linked(
        "/text/charset",
        whole(
            "200 OK",
            "Content-Type: text/html; charset=no-such\r\n",
            bytes("<title>Gr\u00fcn</title>")));
    linked(
        "/text/utf16",
        whole(
            "200 OK", "Content-Type: text/html; charset=utf-16\r\n", bytes("<title>Lie</title>x")));
    byte[] noise = new byte[300_000];
    new java.util.Random(7).nextBytes(noise);
    linked("/text/noise", whole("200 OK", "", noise));
    linked("/text/line", html("word ".repeat(1_000_000)));
    linked("/text/binary", whole("200 OK", BINARY, noise));
  }

  private void sitemaps() {
    String xml = "Content-Type: application/xml\r\n";
    String index = "<sitemapindex>";
    site.on(
        "/robots.txt",
        status(
            "200 OK",
            "Content-Type: text/plain\r\n",
            Stream.of("bomb.gz", "tags.gz", "tall.gz", "url.gz", "index/0", "good.xml")
                .map(name -> "Sitemap: " + site.url() + "/sitemaps/" + name + "\n")
                .collect(Collectors.joining("", "User-agent: *\nDisallow: /private/\n\n", ""))));
    site.on("/sitemaps/bomb.gz", whole("200 OK", BINARY, gzip("", "          ", 12_000_000, "")));
    site.on("/sitemaps/tags.gz", whole("200 OK", BINARY, gzip("<urlset>", "<a/>", 14_000_000, "")));
    site.on("/sitemaps/tall.gz", whole("200 OK", BINARY, gzip("<urlset>", "<a>", 14_000_000, "")));
    site.on(
        "/sitemaps/url.gz", whole("200 OK", BINARY, gzip("<urlset><url>", "<a/>", 14_000_000, "")));
    site.on(
        "/sitemaps/index/*",
        (request, socket, out) -> {
          int step = Integer.parseInt(request.path().substring("/sitemaps/index/".length()));
          String next =
              "<sitemap><loc>" + site.url() + "/sitemaps/index/" + (step + 1) + "</loc></sitemap>";
          String same = "<sitemap><loc>" + site.url() + "/sitemaps/index/0</loc></sitemap>";
          status("200 OK", xml, index + same + next + "</sitemapindex>")
              .write(request, socket, out);
        });
    site.on(
        "/sitemaps/good.xml",
        status(
            "200 OK",
            xml,
            "<urlset><url><loc>" + site.url() + "/good/of-sitemap</loc></url></urlset>"));
  }

  @Override
  public void close() throws IOException {
    site.close();
    elsewhere.close();
    silent.close();
  }
}
