package lode.adapters.browser;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A site on an address of the loopback network that notes what it is asked for. */
final class ScriptedSite implements AutoCloseable {

  /** Paths in order of their requests. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();

  private record Answer(String type, String body) {}

  /** On 127.0.0.1 or another address of the machine itself. */
  ScriptedSite(String address) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(address), 0), 0);
    } catch (IOException unusable) {
      throw new java.io.UncheckedIOException(unusable);
    }
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  ScriptedSite with(String path, String type, String body) {
    answers.put(path, new Answer(type, body));
    return this;
  }

  String url(String path) {
    return "http://" + authority() + path;
  }

  String authority() {
    return server.getAddress().getAddress().getHostAddress() + ":" + server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    asked.add(path);
    Answer answer = answers.get(path);
    if (path.startsWith("/endless")) {
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write(' ');
      exchange.getResponseBody().flush();
      // Never closed: the site's end ends it.
      return;
    }
    byte[] body = (answer == null ? "" : answer.body).getBytes(StandardCharsets.UTF_8);
    if (answer != null) {
      exchange.getResponseHeaders().set("Content-Type", answer.type);
    }
    exchange.sendResponseHeaders(answer == null ? 404 : 200, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
