package lode.adapters.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP proxy: forwards requests in absolute form, opens tunnels, asks for credentials if told so. */
final class SmallProxy implements AutoCloseable {

  /** Heads of all requests, as they came. */
  final List<String> heads = new CopyOnWriteArrayList<>();

  private final ServerSocket socket;
  private final String credentials;
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  /** What it answers to CONNECT; null opens the tunnel. */
  volatile String connectAnswer;

  /** Asks for these credentials; empty for none. */
  SmallProxy(String credentials) throws IOException {
    this.credentials = credentials;
    this.socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    start(this::accept);
  }

  int port() {
    return socket.getLocalPort();
  }

  private static void start(Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (IOException over) {
                // The other side, or the test, has ended.
              }
            },
            "proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = socket.accept();
      open.add(client);
      start(() -> serve(client));
    }
  }

  private void serve(Socket client) throws IOException {
    InputStream in = new BufferedInputStream(client.getInputStream());
    while (true) {
      String head = head(in);
      if (head.isEmpty()) {
        return;
      }
      heads.add(head);
      String[] first = head.lines().findFirst().orElseThrow().split(" ");
      if (!isKnown(head)) {
        answer(
            client,
            "407 Proxy Authentication Required",
            "Proxy-Authenticate: Basic realm=\"p\"\r\n");
      } else if (first[0].equals("CONNECT")) {
        if (connectAnswer != null) {
          answer(client, connectAnswer, "Location: http://127.0.0.1/evil\r\n");
        } else {
          tunnel(client, in, first[1]);
          return;
        }
      } else {
        forward(client, head, first[1]);
        return;
      }
    }
  }

  private boolean isKnown(String head) {
    String sent =
        "Proxy-Authorization: Basic "
            + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    return credentials.isEmpty() || head.contains(sent);
  }

  private static void answer(Socket client, String status, String headers) throws IOException {
    String text = "HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: 0\r\n\r\n";
    client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private void tunnel(Socket client, InputStream in, String authority) throws IOException {
    Socket site = connected(authority);
    client
        .getOutputStream()
        .write("HTTP/1.1 200 Connected\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
    start(() -> site.getInputStream().transferTo(client.getOutputStream()));
    in.transferTo(site.getOutputStream());
    site.shutdownOutput();
  }

  private Socket connected(String authority) throws IOException {
    int colon = authority.lastIndexOf(':');
    // Whatever the name: the site of the tests is on this machine.
    Socket site =
        new Socket(
            InetAddress.getByName("127.0.0.1"), Integer.parseInt(authority.substring(colon + 1)));
    open.add(site);
    return site;
  }

  private void forward(Socket client, String head, String url) throws IOException {
    java.net.URI target = java.net.URI.create(url);
    try (Socket site = connected(target.getHost() + ":" + target.getPort())) {
      OutputStream out = site.getOutputStream();
      List<String> lines = new ArrayList<>(head.lines().toList());
      lines.set(0, "GET " + target.getRawPath() + " HTTP/1.1");
      lines.removeIf(line -> line.startsWith("Proxy-") || line.startsWith("Connection"));
      String request = String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n";
      out.write(request.getBytes(StandardCharsets.ISO_8859_1));
      site.getInputStream().transferTo(client.getOutputStream());
    }
    client.close();
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int one = in.read();
    while (one >= 0) {
      head.write(one);
      String text = head.toString(StandardCharsets.ISO_8859_1);
      if (text.endsWith("\r\n\r\n")) {
        return text.strip();
      }
      one = in.read();
    }
    return "";
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket one : open) {
      one.close();
    }
  }

  private interface Task {
    void run() throws IOException;
  }
}
