package lode.standalone.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A site on loopback whose pages a test writes and changes; without a page it answers 404. */
public final class ChangingSite implements AutoCloseable {

  private record Page(int status, String body) {}

  private final Map<String, Page> pages = new ConcurrentHashMap<>();
  private final Map<String, CountDownLatch> gates = new ConcurrentHashMap<>();
  private final Map<String, String> redirects = new ConcurrentHashMap<>();
  private final Map<String, String> links = new ConcurrentHashMap<>();
  private final Queue<String> requests = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  private ChangingSite(HttpServer server) {
    this.server = server;
  }

  /** Starts an empty site. */
  public static ChangingSite start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
      ChangingSite site = new ChangingSite(server);
      server.setExecutor(site.threads);
      server.createContext("/", site::answer);
      server.start();
      return site;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Address without a trailing slash. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Puts a page there, in place of what was there. */
  public ChangingSite page(String path, String title, String body) {
    pages.put(
        path,
        new Page(
            200,
            "<!DOCTYPE html><html lang=\"en\"><head><title>"
                + title
                + "</title></head><body><main><h1>"
                + title
                + "</h1>"
                + body
                + "</main></body></html>"));
    return this;
  }

  /** Answers a path with a status and this text. */
  public ChangingSite answering(String path, int status, String body) {
    pages.put(path, new Page(status, body));
    return this;
  }

  /** Lets a path redirect to another one. */
  public ChangingSite redirecting(String path, String target) {
    redirects.put(path, target);
    return this;
  }

  /** Adds a Link header to the answers of a path. */
  public ChangingSite linking(String path, String header) {
    links.put(path, header);
    return this;
  }

  /** Lets a path wait until the site closes. */
  public ChangingSite hanging(String path) {
    gates.put(path, new CountDownLatch(1));
    return this;
  }

  /** How many requests came. */
  public int requestCount() {
    return requests.size();
  }

  /** How often a path was asked for. */
  public int requestCount(String path) {
    return (int) requests.stream().filter(path::equals).count();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      requests.add(path);
      CountDownLatch gate = gates.get(path);
      if (gate != null) {
        gate.await();
      }
      if (redirects.containsKey(path)) {
        exchange.getResponseHeaders().set("Location", redirects.get(path));
        exchange.sendResponseHeaders(301, -1);
        return;
      }
      if (links.containsKey(path)) {
        exchange.getResponseHeaders().set("Link", links.get(path));
      }
      Page page = pages.getOrDefault(path, new Page(404, "not here"));
      byte[] bytes = page.body().getBytes(StandardCharsets.UTF_8);
      exchange
          .getResponseHeaders()
          .set("Content-Type", path.endsWith(".txt") ? "text/plain" : "text/html;charset=utf-8");
      exchange.sendResponseHeaders(page.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    gates.values().forEach(CountDownLatch::countDown);
    server.stop(0);
    threads.shutdownNow();
  }
}
