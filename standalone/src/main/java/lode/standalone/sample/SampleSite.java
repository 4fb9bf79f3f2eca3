package lode.standalone.sample;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import lode.standalone.sample.SiteFiles.SiteFile;
import org.jspecify.annotations.Nullable;

/**
 * The sample site on a loopback port: three invented manufacturers on one host, with the habits of
 * real sites - validators and 304, gzip, redirects, missing pages, an endless calendar, session ids
 * in links.
 *
 * <p>In text files <code>{{base}}</code> stands for the site's own address, <code>{{BASE}}</code>
 * for the same in capitals and <code>{{session}}</code> for an id that is new in each answer.
 */
public final class SampleSite implements AutoCloseable {

  /** One answered request; {@code target} is path and query as they were sent. */
  public record Request(String method, String target, int status) {

    /** The path alone, percent-decoded, without query and path parameters. */
    public String path() {
      return pathOf(URI.create(target));
    }
  }

  private static final int LOGGED_REQUESTS = 10_000;
  private static final int THREADS = 8;
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  static {
    // The JDK's server writes head and body apart; with Nagle's algorithm each answer would wait
    // for the client's delayed acknowledgement, 40 ms. Read when the first server is made.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final SiteFiles files = SiteFiles.load();
  private final Deque<Request> log = new ArrayDeque<>();
  private final AtomicLong sessions = new AtomicLong();
  private final ExecutorService threads;
  private final HttpServer server;
  private final Duration pause;

  private SampleSite(HttpServer server, ExecutorService threads, Duration pause) {
    this.server = server;
    this.threads = threads;
    this.pause = pause;
  }

  /**
   * Serves the site on 127.0.0.1.
   *
   * @param port port to bind, 0 for any free one
   * @throws IOException if the port is taken
   */
  public static SampleSite start(int port) throws IOException {
    return start(port, Duration.ZERO);
  }

  /**
   * Serves the site on 127.0.0.1 as slowly as a busy server does.
   *
   * @param port port to bind, 0 for any free one
   * @param pause before each answer; eight requests are answered at once
   * @throws IOException if the port is taken
   */
  public static SampleSite start(int port, Duration pause) throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    HttpServer server = HttpServer.create(new InetSocketAddress(loopback, port), 0);
    ExecutorService threads =
        Executors.newFixedThreadPool(
            THREADS,
            work -> {
              Thread thread = new Thread(work, "sample-site");
              thread.setDaemon(true);
              return thread;
            });
    SampleSite site = new SampleSite(server, threads, pause);
    server.setExecutor(threads);
    server.createContext("/", site::answer);
    server.start();
    return site;
  }

  /** Address of the site without a trailing slash, such as {@code http://127.0.0.1:8099}. */
  public URI baseUri() {
    return URI.create("http://127.0.0.1:" + port());
  }

  /** The port that is bound. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** The latest requests, oldest first; at most ten thousand are kept. */
  public List<Request> requests() {
    synchronized (log) {
      return List.copyOf(log);
    }
  }

  /** How many of the kept requests asked for this path, whatever their query. */
  public int requestCount(String path) {
    return (int) requests().stream().filter(request -> request.path().equals(path)).count();
  }

  /** Stops at once; open connections are cut. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      pause();
      String method = exchange.getRequestMethod();
      if (!method.equals("GET") && !method.equals("HEAD")) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        send(exchange, 405, text("Method not allowed."));
        return;
      }
      String path = pathOf(exchange.getRequestURI());
      String target = files.redirect(path);
      if (target != null) {
        exchange.getResponseHeaders().set("Location", base(exchange) + target);
        send(exchange, 301, text("Moved."));
        return;
      }
      SiteFile file = find(path, exchange.getRequestURI().getQuery());
      if (file == null) {
        send(exchange, 404, text("<!DOCTYPE html><title>Not found</title><h1>Not found</h1>"));
      } else {
        sendFile(exchange, path, file);
      }
    }
  }

  private void pause() throws InterruptedIOException {
    try {
      TimeUnit.MILLISECONDS.sleep(pause.toMillis());
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the site is closing");
    }
  }

  private @Nullable SiteFile find(String path, @Nullable String query) {
    return path.equals(EventCalendar.PATH)
        ? text(EventCalendar.page(query))
        : files.find(path, query);
  }

  private void sendFile(HttpExchange exchange, String path, SiteFile file) throws IOException {
    SiteFile filled = file.isText() ? fill(exchange, file) : file;
    Headers headers = exchange.getResponseHeaders();
    if (file.isText() && contains(file, "{{session}}")) {
      // Like a page of a real application: other bytes each time and nothing to validate against.
      headers.set("Cache-Control", "no-store");
      send(exchange, 200, filled);
      return;
    }
    String tag = "W/\"" + digest(filled.bytes()) + "\"";
    Instant modified = files.lastModified(path);
    headers.set("ETag", tag);
    headers.set("Last-Modified", HTTP_DATE.format(modified));
    if (isUnchanged(exchange.getRequestHeaders(), tag, modified)) {
      log(exchange, 304);
      exchange.sendResponseHeaders(304, -1);
    } else {
      send(exchange, 200, filled);
    }
  }

  private SiteFile fill(HttpExchange exchange, SiteFile file) {
    String base = base(exchange);
    String session = "%08x".formatted(0x5eed0000L + sessions.incrementAndGet());
    String filled =
        new String(file.bytes(), StandardCharsets.UTF_8)
            .replace("{{base}}", base)
            .replace("{{BASE}}", base.toUpperCase(Locale.ROOT))
            .replace("{{session}}", session);
    return new SiteFile(filled.getBytes(StandardCharsets.UTF_8), file.mediaType());
  }

  /** The address by which the client came, so that links stay on the host that it knows. */
  private String base(HttpExchange exchange) {
    String host = exchange.getRequestHeaders().getFirst("Host");
    return ("localhost:" + port()).equalsIgnoreCase(host) ? "http://" + host : baseUri().toString();
  }

  private void send(HttpExchange exchange, int status, SiteFile file) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", file.mediaType() + (file.isText() ? "; charset=utf-8" : ""));
    byte[] body = file.bytes();
    if (file.isText()) {
      headers.set("Vary", "Accept-Encoding");
      String accepted = exchange.getRequestHeaders().getFirst("Accept-Encoding");
      if (accepted != null && accepted.toLowerCase(Locale.ROOT).contains("gzip")) {
        headers.set("Content-Encoding", "gzip");
        body = gzip(body);
      }
    }
    log(exchange, status);
    if (exchange.getRequestMethod().equals("HEAD")) {
      headers.set("Content-Length", Integer.toString(body.length));
      exchange.sendResponseHeaders(status, -1);
    } else {
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** Logged before the answer leaves, so that whoever has the answer finds it in the log. */
  private void log(HttpExchange exchange, int status) {
    URI uri = exchange.getRequestURI();
    synchronized (log) {
      if (log.size() == LOGGED_REQUESTS) {
        log.removeFirst();
      }
      log.addLast(new Request(exchange.getRequestMethod(), uri.toString(), status));
    }
  }

  /** RFC 9110, section 13.2.2: the date counts only where no entity tag was sent. */
  private static boolean isUnchanged(Headers request, String tag, Instant modified) {
    String tags = request.getFirst("If-None-Match");
    if (tags != null) {
      return tags.strip().equals("*")
          || Arrays.stream(tags.split(",")).map(String::strip).anyMatch(tag::equals);
    }
    String since = request.getFirst("If-Modified-Since");
    if (since == null) {
      return false;
    }
    try {
      return !modified.isAfter(ZonedDateTime.parse(since, HTTP_DATE).toInstant());
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static String pathOf(URI uri) {
    String path = uri.normalize().getPath();
    int parameters = path.indexOf(';');
    return parameters < 0 ? path : path.substring(0, parameters);
  }

  private static boolean contains(SiteFile file, String placeholder) {
    return new String(file.bytes(), StandardCharsets.UTF_8).contains(placeholder);
  }

  private static SiteFile text(String html) {
    return new SiteFile(html.getBytes(StandardCharsets.UTF_8), "text/html");
  }

  private static String digest(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }
}
