package lode.adapters.browser;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.concurrent.Executor;
import lode.domain.url.WebUrl;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection from the browser: a tunnel, or one request that is passed on. */
final class ProxyConnection implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ProxyConnection.class);
  private static final int BUFFER = 16 * 1024;

  private final Socket browser;
  private final Dialer dialer;
  private final PageBudget budget;
  private final String credential;
  private final int readMillis;
  private final Executor threads;
  private @Nullable Socket site;

  ProxyConnection(
      Socket browser,
      Dialer dialer,
      PageBudget budget,
      String credential,
      int readMillis,
      Executor threads) {
    this.browser = browser;
    this.dialer = dialer;
    this.budget = budget;
    this.credential = credential;
    this.readMillis = readMillis;
    this.threads = threads;
  }

  /** Connects to what was checked. */
  @FunctionalInterface
  interface Dialer {
    Socket dial(String host, int port) throws IOException, Reach.NotReachable;
  }

  void serve() throws IOException {
    browser.setSoTimeout(readMillis);
    InputStream in = new BufferedInputStream(browser.getInputStream(), BUFFER);
    Optional<ProxyHead> read = ProxyHead.read(in);
    if (read.isEmpty()) {
      return;
    }
    ProxyHead head = read.get();
    String[] line = head.startLine().split(" ");
    if (line.length != 3 || !line[2].startsWith("HTTP/1.")) {
      answer("400 Bad Request", "");
    } else if (!isAuthorized(head)) {
      answer("407 Proxy Authentication Required", "Proxy-Authenticate: Basic realm=\"page\"\r\n");
    } else if (budget.isSpent()) {
      answer("403 Forbidden", "");
    } else if (line[0].equals("CONNECT")) {
      connect(line[1], in);
    } else {
      pass(head, line[0], line[1], in);
    }
  }

  private boolean isAuthorized(ProxyHead head) {
    byte[] given =
        head.field("proxy-authorization").orElse("").getBytes(StandardCharsets.ISO_8859_1);
    return MessageDigest.isEqual(given, credential.getBytes(StandardCharsets.ISO_8859_1));
  }

  private void connect(String authority, InputStream in) throws IOException {
    Optional<WebUrl> target =
        WebUrl.parse("https://" + authority + "/").filter(url -> url.path().equals("/"));
    if (target.isEmpty() || !dialed(target.get())) {
      return;
    }
    browser
        .getOutputStream()
        .write("HTTP/1.1 200 Connected\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    Socket to = java.util.Objects.requireNonNull(site);
    threads.execute(() -> copyQuietly(in, to));
    copy(to.getInputStream(), browser.getOutputStream(), Long.MAX_VALUE);
  }

  /** The browser's half of a tunnel; when it ends the other one does, too. */
  private void copyQuietly(InputStream in, Socket to) {
    try {
      copy(in, to.getOutputStream(), Long.MAX_VALUE);
    } catch (IOException ended) {
      LOG.trace("a tunnel ended: {}", ended.getMessage());
    }
    try {
      to.close();
    } catch (IOException gone) {
      LOG.trace("already closed: {}", gone.getMessage());
    }
  }

  private void pass(ProxyHead head, String method, String target, InputStream in)
      throws IOException {
    Optional<WebUrl> url = WebUrl.parse(target).filter(one -> one.scheme().equals("http"));
    if (url.isEmpty()) {
      answer("400 Bad Request", "");
      return;
    }
    if (head.field("transfer-encoding").isPresent()) {
      // Browsers know the length of what they send.
      answer("411 Length Required", "");
      return;
    }
    if (!dialed(url.get())) {
      return;
    }
    Socket to = java.util.Objects.requireNonNull(site);
    OutputStream out = to.getOutputStream();
    String path = url.get().path() + url.get().query().map(query -> "?" + query).orElse("");
    out.write(head.passedOn(method + " " + path + " HTTP/1.1"));
    copy(in, out, head.field("content-length").map(ProxyConnection::length).orElse(0L));
    out.flush();
    answerOf(to);
  }

  /** The site's answer, after which the connection is closed whatever the site wanted. */
  private void answerOf(Socket to) throws IOException {
    InputStream from = new BufferedInputStream(to.getInputStream(), BUFFER);
    Optional<ProxyHead> head = ProxyHead.read(from);
    while (head.isPresent() && head.get().startLine().matches("HTTP/1\\.[01] 1\\d\\d.*")) {
      head = ProxyHead.read(from);
    }
    if (head.isEmpty()) {
      answer("502 Bad Gateway", "");
      return;
    }
    OutputStream out = browser.getOutputStream();
    out.write(head.get().passedOn(head.get().startLine()));
    copy(
        from,
        out,
        head.get().field("content-length").map(ProxyConnection::length).orElse(Long.MAX_VALUE));
    out.flush();
  }

  private static long length(String value) {
    try {
      return Math.max(0, Long.parseLong(value));
    } catch (NumberFormatException malformed) {
      return 0;
    }
  }

  private boolean dialed(WebUrl url) throws IOException {
    String host = url.host();
    boolean isIpv6 = host.startsWith("[") && host.endsWith("]");
    try {
      Socket to =
          dialer.dial(
              isIpv6 ? host.substring(1, host.length() - 1) : host,
              url.effectivePort().orElse(443));
      to.setSoTimeout(readMillis);
      site = to;
      return true;
    } catch (Reach.NotReachable refused) {
      // No answer: a page would take one for the site's own.
      LOG.debug("a page may not reach {}: {}", host, refused.getMessage());
    } catch (IOException failed) {
      answer("502 Bad Gateway", "");
    }
    return false;
  }

  private void copy(InputStream from, OutputStream to, long most) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long left = most;
    while (left > 0) {
      int count = from.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (count < 0) {
        return;
      }
      if (!budget.takeBytes(count)) {
        throw new IOException("the page moved more than it may");
      }
      to.write(buffer, 0, count);
      to.flush();
      left -= count;
    }
  }

  private void answer(String status, String fields) throws IOException {
    String head =
        "HTTP/1.1 " + status + "\r\n" + fields + "Content-Length: 0\r\nConnection: close\r\n\r\n";
    browser.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    browser.getOutputStream().flush();
  }

  @Override
  public void close() throws IOException {
    try {
      if (site != null) {
        site.close();
      }
    } finally {
      browser.close();
    }
  }
}
