package lode.standalone.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Serves a {@link BenchSite}, each host on a port of its own, and counts what is asked for. As plain as
 * can be, so that it takes little of the processor that is measured.
 */
final class SiteServer implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();

  private final BenchSite site;
  private final List<ServerSocket> hosts = new ArrayList<>();
  private final Map<String, Integer> requests = new ConcurrentHashMap<>();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "site");
            thread.setDaemon(true);
            return thread;
          });

  private SiteServer(BenchSite site) {
    this.site = site;
  }

  /** Serves so many pages on so many hosts. */
  static SiteServer start(SiteKind kind, int pages, int hosts) throws IOException {
    SiteServer server = new SiteServer(new BenchSite(kind, Math.max(1, pages / hosts)));
    for (int host = 0; host < hosts; host++) {
      ServerSocket socket = new ServerSocket(0, 200, InetAddress.getByName("127.0.0.1"));
      server.hosts.add(socket);
      int number = host;
      server.threads.execute(() -> server.accept(number, socket));
    }
    return server;
  }

  /** In a process of its own: port file, kind, pages, hosts. */
  public static void main(String[] arguments) throws IOException {
    SiteServer site =
        start(
            SiteKind.valueOf(arguments[1]),
            Integer.parseInt(arguments[2]),
            Integer.parseInt(arguments[3]));
    ControlServer.serve(
        Path.of(arguments[0]),
        Map.of("seeds", body -> String.join("\n", site.seeds()), "counts", body -> site.counts()));
  }

  /** The front pages of all hosts. */
  List<String> seeds() {
    return hosts.stream().map(SiteServer::origin).map(origin -> origin + "/").toList();
  }

  private static String origin(ServerSocket host) {
    return "http://127.0.0.1:" + host.getLocalPort();
  }

  /** What was asked for since the last look, as JSON: requests, addresses, those asked for again. */
  String counts() {
    ObjectNode counts = JSON.createObjectNode();
    Map<String, Integer> asked = Map.copyOf(requests);
    requests.clear();
    counts.put("requests", asked.values().stream().mapToInt(Integer::intValue).sum());
    counts.put("addresses", asked.size());
    counts.put("again", asked.values().stream().filter(times -> times > 1).count());
    counts.put("pages", site.pages(hosts.size()));
    return counts.toString();
  }

  private void accept(int host, ServerSocket socket) {
    try {
      while (true) {
        Socket connection = socket.accept();
        connection.setTcpNoDelay(true);
        threads.execute(() -> converse(host, origin(socket), connection));
      }
    } catch (SocketException closed) {
      // The server ends.
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private void converse(int host, String origin, Socket connection) {
    try (connection) {
      InputStream in = new BufferedInputStream(connection.getInputStream(), 4_096);
      OutputStream out = connection.getOutputStream();
      String path = path(in);
      while (!path.isEmpty()) {
        if (!path.equals("/robots.txt") && !path.equals("/sitemap.xml")) {
          requests.merge(host + path, 1, Integer::sum);
        }
        out.write(bytes(site.answer(host, path), origin));
        path = path(in);
      }
    } catch (IOException gone) {
      // The client ended the connection.
    }
  }

  /** Reads a request to the end of its header; empty when no further one comes. */
  private static String path(InputStream in) throws IOException {
    String request = line(in);
    if (request.isEmpty()) {
      return "";
    }
    while (!line(in).isEmpty()) {
      // Nothing in the header matters here.
    }
    return request.split(" ")[1];
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private static byte[] bytes(BenchSite.Answer answer, String origin) {
    byte[] body = answer.body();
    if (answer.contentType().equals("application/xml")) {
      body =
          new String(body, StandardCharsets.UTF_8)
              .replace("{origin}", origin)
              .getBytes(StandardCharsets.UTF_8);
    }
    String location = answer.location().isEmpty() ? "" : "Location: " + answer.location() + "\r\n";
    byte[] head =
        ("HTTP/1.1 "
                + answer.status()
                + " x\r\nContent-Type: "
                + answer.contentType()
                + "\r\n"
                + location
                + "Content-Length: "
                + body.length
                + "\r\n\r\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    byte[] whole = new byte[head.length + body.length];
    System.arraycopy(head, 0, whole, 0, head.length);
    System.arraycopy(body, 0, whole, head.length, body.length);
    return whole;
  }

  @Override
  public void close() {
    try {
      for (ServerSocket host : hosts) {
        host.close();
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    threads.shutdownNow();
  }
}
