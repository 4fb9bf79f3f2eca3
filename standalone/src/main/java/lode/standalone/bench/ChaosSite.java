package lode.standalone.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A tree of pages on loopback that remembers each request for a page. */
final class ChaosSite implements AutoCloseable {

  private static final int BRANCHES = 10;
  private static final int THREADS = 16;

  static {
    // The JDK's server writes head and body apart: see SampleSite.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads;
  private final int pages;
  private final Duration pause;
  private final Map<String, Integer> asked = new HashMap<>();
  private int requests;

  private ChaosSite(HttpServer server, ExecutorService threads, int pages, Duration pause) {
    this.server = server;
    this.threads = threads;
    this.pages = pages;
    this.pause = pause;
  }

  /**
   * Serves so many pages.
   *
   * @param pause before each answer, so that there is always something under way
   */
  static ChaosSite start(int pages, Duration pause) throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    ExecutorService threads =
        Executors.newFixedThreadPool(
            THREADS,
            work -> {
              Thread thread = new Thread(work, "chaos-site");
              thread.setDaemon(true);
              return thread;
            });
    HttpServer server = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
    ChaosSite site = new ChaosSite(server, threads, pages, pause);
    server.setExecutor(threads);
    server.createContext("/", site::answer);
    server.start();
    return site;
  }

  /** Address of the first page. */
  String url() {
    return base() + "/";
  }

  private String base() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Addresses of all pages. */
  Set<String> urls() {
    Set<String> urls = new HashSet<>();
    for (int i = 0; i < pages; i++) {
      urls.add(base() + path(i));
    }
    return urls;
  }

  private static String path(int page) {
    return page == 0 ? "/" : "/page/" + page;
  }

  /** Requests for pages so far. */
  synchronized int requests() {
    return requests;
  }

  /** How often each page was asked for, by its address. */
  synchronized Map<String, Integer> asked() {
    return Map.copyOf(asked);
  }

  /** Waits until so many pages were asked for; false when that takes longer. */
  synchronized boolean awaitRequests(int count, Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (requests < count) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  private synchronized void count(String path) {
    requests++;
    asked.merge(base() + path, 1, Integer::sum);
    notifyAll();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    int page = number(path);
    try (exchange) {
      if (page < 0 || page >= pages) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      count(path);
      TimeUnit.MILLISECONDS.sleep(pause.toMillis());
      byte[] body = html(page).getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static int number(String path) {
    if (path.equals("/")) {
      return 0;
    }
    return path.matches("/page/[1-9][0-9]{0,8}") ? Integer.parseInt(path.substring(6)) : -1;
  }

  /** Links lead to the pages below, to the next one and home, as on most sites. */
  private String html(int page) {
    StringBuilder html = new StringBuilder("<title>Page " + page + "</title>");
    html.append("<p>What page ").append(page).append(" says, and no other.</p>");
    html.append("<a href=\"/\">home</a> ");
    long first = (long) page * BRANCHES + 1;
    for (long below = first; below < Math.min(first + BRANCHES, pages); below++) {
      html.append("<a href=\"").append(path((int) below)).append("\">below</a> ");
    }
    return html.append("<a href=\"")
        .append(path((page + 1) % pages))
        .append("\">next</a>")
        .toString();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
