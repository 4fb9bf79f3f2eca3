package lode.standalone.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A host on loopback that notes when each request came and when its answer began to leave. */
final class TimedSite implements AutoCloseable {

  /** A request, by the host's own clock. */
  record Seen(String path, long came, long answered) {}

  private final ServerSocket listener;
  private final String robots;
  private final long pauseMillis;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Integer> times = new ConcurrentHashMap<>();
  private final List<Seen> seen = new ArrayList<>();

  private TimedSite(ServerSocket listener, String robots, long pauseMillis) {
    this.listener = listener;
    this.robots = robots;
    this.pauseMillis = pauseMillis;
  }

  /**
   * Serves on any port.
   *
   * @param robots the host's robots.txt
   * @param pauseMillis before each answer
   */
  static TimedSite start(String robots, long pauseMillis) throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    TimedSite site = new TimedSite(new ServerSocket(0, 200, loopback), robots, pauseMillis);
    site.threads.execute(site::accept);
    return site;
  }

  String url() {
    return "http://127.0.0.1:" + listener.getLocalPort() + "/";
  }

  /** All requests, in order of their coming. */
  synchronized List<Seen> seen() {
    return seen.stream().sorted(Comparator.comparingLong(Seen::came)).toList();
  }

  /** Shortest time between the coming of two requests, in nanoseconds. */
  long smallestGap() {
    List<Seen> all = seen();
    long smallest = Long.MAX_VALUE;
    for (int i = 1; i < all.size(); i++) {
      smallest = Math.min(smallest, all.get(i).came() - all.get(i - 1).came());
    }
    return smallest;
  }

  /** Which two requests came closest to each other, with their distance. */
  String closest() {
    List<Seen> all = seen();
    for (int i = 1; i < all.size(); i++) {
      long gap = all.get(i).came() - all.get(i - 1).came();
      if (gap == smallestGap()) {
        return "%s and %.1f ms later %s"
            .formatted(all.get(i - 1).path(), gap / 1e6, all.get(i).path());
      }
    }
    return "a single request";
  }

  /** Requests that came before an earlier one was answered. */
  long overlaps() {
    long overlaps = 0;
    long busyUntil = Long.MIN_VALUE;
    for (Seen each : seen()) {
      overlaps += each.came() < busyUntil ? 1 : 0;
      busyUntil = Math.max(busyUntil, each.answered());
    }
    return overlaps;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        long opened = System.nanoTime();
        threads.execute(() -> serve(socket, opened));
      } catch (IOException closed) {
        return;
      }
    }
  }

  /** The first request comes with its connection, as far as a host can tell. */
  private void serve(Socket socket, long opened) {
    try (socket) {
      socket.setTcpNoDelay(true);
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      boolean isFirst = true;
      for (String first = lines.readLine(); first != null; first = lines.readLine()) {
        long came = isFirst ? opened : System.nanoTime();
        isFirst = false;
        for (String line = lines.readLine(); line != null && !line.isEmpty(); ) {
          line = lines.readLine();
        }
        String path = first.split(" ")[1];
        byte[] answer = answer(path, times.merge(path, 1, Integer::sum));
        TimeUnit.MILLISECONDS.sleep(pauseMillis);
        synchronized (this) {
          seen.add(new Seen(path, came, System.nanoTime()));
        }
        OutputStream out = socket.getOutputStream();
        out.write(answer);
        out.flush();
      }
    } catch (IOException gone) {
      // The crawler has enough.
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Some pages, a redirect, and a page that fails at first. */
  private byte[] answer(String path, int time) {
    if (path.equals("/robots.txt")) {
      return whole("200 OK", "Content-Type: text/plain\r\n", robots);
    }
    if (path.equals("/moved")) {
      return whole("302 Found", "Location: /moved-here\r\n", "");
    }
    if (path.equals("/flaky") && time <= 3) {
      return whole("503 Busy", "", "");
    }
    if (path.equals("/sitemap.xml")) {
      return whole("404 Not Found", "", "");
    }
    return whole(
        "200 OK",
        "",
        "<p>Page " + path + " <a href=/moved>m</a> <a href=/flaky>f</a> <a href=/a>a</a>");
  }

  private static byte[] whole(String status, String headers, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String type = headers.contains("Content-Type") ? "" : "Content-Type: text/html\r\n";
    return ("HTTP/1.1 "
            + status
            + "\r\n"
            + type
            + headers
            + "Content-Length: "
            + bytes.length
            + "\r\n\r\n"
            + body)
        .getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    listener.close();
    threads.shutdownNow();
  }
}
