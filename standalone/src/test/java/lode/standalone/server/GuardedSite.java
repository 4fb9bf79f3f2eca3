package lode.standalone.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A site that shows its pages to those alone who bring the right credentials; it notes what each request
 * brought. With a cookie that it sets on its front page, it shows one page more.
 */
final class GuardedSite implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final String credentials;
  private final String key;

  /** Request lines with Authorization, X-Key and Cookie, in order. */
  final List<String> requests = new CopyOnWriteArrayList<>();

  private final Map<String, String> pages = new ConcurrentHashMap<>();
  private final Map<String, String> redirects = new ConcurrentHashMap<>();
  private volatile Runnable atEachPage = () -> {};

  GuardedSite(String credentials, String key) {
    this.credentials = credentials;
    this.key = key;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  GuardedSite page(String path, String html) {
    pages.put(path, html);
    return this;
  }

  GuardedSite redirect(String path, String target) {
    redirects.put(path, target);
    return this;
  }

  /** Runs while each page is asked for. */
  void atEachPage(Runnable look) {
    atEachPage = look;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String authorization = first(exchange, "Authorization");
      String sentKey = first(exchange, "X-Key");
      String cookie = first(exchange, "Cookie");
      requests.add(path + " " + authorization + " " + sentKey + " " + cookie);
      String wanted =
          "Basic "
              + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
      if (!wanted.equals(authorization) || !key.equals(sentKey)) {
        exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"site\"");
        send(exchange, 401, "who are you?");
        return;
      }
      atEachPage.run();
      if (path.equals("/")) {
        exchange.getResponseHeaders().add("Set-Cookie", "session=abc; Path=/; Max-Age=600");
      }
      if (redirects.containsKey(path)) {
        exchange.getResponseHeaders().set("Location", redirects.get(path));
        send(exchange, 302, "");
      } else if (path.equals("/member") && !cookie.contains("session=abc")) {
        send(exchange, 403, "only with the cookie");
      } else {
        send(exchange, pages.containsKey(path) ? 200 : 404, pages.getOrDefault(path, "none"));
      }
    }
  }

  private static String first(HttpExchange exchange, String header) {
    String value = exchange.getRequestHeaders().getFirst(header);
    return value == null ? "-" : value;
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/html;charset=utf-8");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
