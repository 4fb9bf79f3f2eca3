package lode.adapters.browser;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only way out of a browser, for one page: an HTTP proxy (absolute-form requests and {@code CONNECT},
 * RFC 9110, 9.3.6) on a loopback port of its own with a password of its own, so that neither another
 * page nor another program of this machine uses what this page's crawl may reach. It resolves names
 * itself and connects to the address that was checked.
 */
final class GuardedProxy implements AutoCloseable {

  static final String USER = "page";

  private static final Logger LOG = LoggerFactory.getLogger(GuardedProxy.class);
  private static final int MOST_CONNECTIONS = 32;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "render-proxy");
            thread.setDaemon(true);
            return thread;
          });

  private final ServerSocket server;
  private final Reach reach;
  private final PageBudget budget;
  private final int connectMillis;
  private final int readMillis;
  private final String password = secret();
  private final String credential =
      "Basic "
          + Base64.getEncoder()
              .encodeToString((USER + ":" + password).getBytes(StandardCharsets.US_ASCII));
  private final Semaphore places = new Semaphore(MOST_CONNECTIONS);
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  private GuardedProxy(
      ServerSocket server, Reach reach, PageBudget budget, int connectMillis, int readMillis) {
    this.server = server;
    this.reach = reach;
    this.budget = budget;
    this.connectMillis = connectMillis;
    this.readMillis = readMillis;
  }

  private static String secret() {
    byte[] bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Opens one; it accepts at once. */
  static GuardedProxy open(Reach reach, PageBudget budget, int connectMillis, int readMillis)
      throws IOException {
    ServerSocket server = new ServerSocket(0, MOST_CONNECTIONS, InetAddress.getLoopbackAddress());
    GuardedProxy proxy = new GuardedProxy(server, reach, budget, connectMillis, readMillis);
    THREADS.execute(proxy::accept);
    return proxy;
  }

  int port() {
    return server.getLocalPort();
  }

  String password() {
    return password;
  }

  private void accept() {
    while (!closed) {
      try {
        Socket browser = server.accept();
        if (closed || !places.tryAcquire()) {
          browser.close();
          continue;
        }
        open.add(browser);
        THREADS.execute(() -> serve(browser));
      } catch (IOException ended) {
        if (!closed) {
          LOG.debug("the proxy of a page ends: {}", ended.getMessage());
        }
        return;
      }
    }
  }

  private void serve(Socket browser) {
    try (ProxyConnection connection =
        new ProxyConnection(browser, this::dial, budget, credential, readMillis, THREADS)) {
      connection.serve();
    } catch (IOException broken) {
      LOG.trace("a connection of a page ended: {}", broken.getMessage());
    } finally {
      open.remove(browser);
      places.release();
    }
  }

  private Socket dial(String host, int port) throws IOException, Reach.NotReachable {
    InetAddress address = reach.resolve(host, port);
    Socket site = new Socket();
    open.add(site);
    try {
      site.connect(new java.net.InetSocketAddress(address, port), connectMillis);
      if (closed) {
        throw new IOException("the page is over");
      }
      return site;
    } catch (IOException failed) {
      hangUp(site);
      throw failed;
    }
  }

  private void hangUp(Socket socket) {
    open.remove(socket);
    try {
      socket.close();
    } catch (IOException gone) {
      LOG.trace("already closed: {}", gone.getMessage());
    }
  }

  /** Ends all connections. */
  @Override
  public void close() {
    closed = true;
    try {
      server.close();
    } catch (IOException gone) {
      LOG.trace("already closed: {}", gone.getMessage());
    }
    open.forEach(this::hangUp);
  }
}
