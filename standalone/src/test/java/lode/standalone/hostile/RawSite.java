package lode.standalone.hostile;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A site on loopback that writes to the socket whatever a test likes; one request a connection. */
final class RawSite implements AutoCloseable {

  /** A request: its path with query, its headers by lower-case name, how often it was seen. */
  record Request(String path, Map<String, String> headers, int times) {

    boolean hasCookie(String pair) {
      return headers.getOrDefault("cookie", "").contains(pair);
    }
  }

  /** Writes an answer, or what passes for one. */
  @FunctionalInterface
  interface Answer {
    void write(Request request, Socket socket, OutputStream out)
        throws IOException, InterruptedException;
  }

  private final ServerSocket listener;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final Queue<String> requests = new ConcurrentLinkedQueue<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  private RawSite(ServerSocket listener) {
    this.listener = listener;
  }

  static RawSite start() {
    try {
      RawSite site = new RawSite(new ServerSocket(0, 200, InetAddress.getByName("127.0.0.1")));
      site.threads.execute(site::accept);
      return site;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Address without a trailing slash. */
  String url() {
    return "http://127.0.0.1:" + listener.getLocalPort();
  }

  /** Answers a path, or all paths below it when it ends with {@code *}. */
  RawSite on(String path, Answer answer) {
    answers.put(path, answer);
    return this;
  }

  /** Paths with queries in order of their requests. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  /** Blocks until the site closes. */
  void hang() throws InterruptedException {
    closed.await();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        threads.execute(() -> serve(socket));
      } catch (IOException gone) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(10_000);
      Request request = read(socket);
      if (request != null) {
        OutputStream out = socket.getOutputStream();
        answer(request.path()).write(request, socket, out);
        out.flush();
      }
    } catch (IOException clientLeft) {
      // What a crawler does that had enough.
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private @org.jspecify.annotations.Nullable Request read(Socket socket) throws IOException {
    BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    String first = lines.readLine();
    if (first == null) {
      return null;
    }
    List<String> headers = new ArrayList<>();
    for (String line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
      headers.add(line);
    }
    String path = first.split(" ")[1];
    requests.add(path);
    int times = (int) requests.stream().filter(path::equals).count();
    Map<String, String> byName = new ConcurrentHashMap<>();
    for (String header : headers) {
      String[] parts = header.split(":", 2);
      byName.put(parts[0].toLowerCase(Locale.ROOT), parts[1].strip());
    }
    return new Request(path, byName, times);
  }

  private Answer answer(String path) {
    Answer exact = answers.get(path);
    if (exact != null) {
      return exact;
    }
    String best = "";
    for (String key : answers.keySet()) {
      boolean fits = key.endsWith("*") && path.startsWith(key.substring(0, key.length() - 1));
      best = fits && key.length() > best.length() ? key : best;
    }
    return best.isEmpty() ? Answers.status("404 Not Found", "") : answers.get(best);
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    listener.close();
    threads.shutdownNow();
  }
}
