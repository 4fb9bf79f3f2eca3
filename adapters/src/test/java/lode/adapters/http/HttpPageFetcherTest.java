package lode.adapters.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;
import lode.domain.crawl.FetchRequest;
import lode.domain.crawl.FetchResponse;
import lode.domain.url.Cidr;
import lode.domain.url.WebUrl;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class HttpPageFetcherTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final List<Cidr> LOCAL = List.of(Cidr.parse("127.0.0.0/8"), Cidr.parse("::1/128"));
  private static final Map<String, HttpAnswer> ANSWERS = new ConcurrentHashMap<>();

  private static HttpServer server;
  private static ExecutorService threads;
  private static HttpPageFetcher fetcher;

  /** What the site answers under one path. */
  @FunctionalInterface
  private interface HttpAnswer {
    void to(HttpExchange exchange) throws IOException;
  }

  @BeforeAll
  static void start() throws IOException {
    System.setProperty("sun.net.httpserver.nodelay", "true");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    threads = Executors.newCachedThreadPool();
    server.setExecutor(threads);
    server.createContext("/", HttpPageFetcherTest::answer);
    server.start();
    fetcher = fetcher(List.of(), Set.of(80, 443));
  }

  @AfterAll
  static void end() throws IOException {
    fetcher.close();
    server.stop(0);
    threads.shutdownNow();
  }

  private static HttpPageFetcher fetcher(List<Cidr> networks, Set<Integer> ports) {
    FetchSettings settings =
        new FetchSettings(
            "LodeBot/0.1 (+http://example.com/bot)",
            Duration.ofSeconds(2),
            Duration.ofMillis(700),
            Duration.ofMillis(1500),
            networks,
            ports);
    return new HttpPageFetcher(settings, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getRawPath();
      HttpAnswer answer = ANSWERS.get(path);
      if (answer == null) {
        exchange.sendResponseHeaders(404, -1);
      } else {
        answer.to(exchange);
      }
    }
  }

  private static void page(HttpExchange exchange, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
    exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private static String site() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private static FetchRequest request(String url) {
    return new FetchRequest(WebUrl.of(url), null, null, LOCAL, 100_000);
  }

  private static FetchResponse fetch(String path) {
    return fetcher.fetch(request(site() + path));
  }

  private static FetchResponse.Answered answered(FetchResponse response) {
    assertThat(response).isInstanceOf(FetchResponse.Answered.class);
    return (FetchResponse.Answered) response;
  }

  private static String broken(FetchResponse response) {
    assertThat(response).isInstanceOf(FetchResponse.Broken.class);
    return ((FetchResponse.Broken) response).error().type();
  }

  private static String refused(FetchResponse response) {
    assertThat(response).isInstanceOf(FetchResponse.Refused.class);
    return ((FetchResponse.Refused) response).rule();
  }

  @Test
  void givesStatusHeadersAndBody() {
    ANSWERS.put(
        "/page",
        exchange -> {
          exchange.getResponseHeaders().set("ETag", "\"e1\"");
          exchange.getResponseHeaders().set("Last-Modified", "Sun, 01 Mar 2026 10:00:00 GMT");
          exchange.getResponseHeaders().add("X-Robots-Tag", "noindex");
          exchange.getResponseHeaders().add("X-Robots-Tag", "lodebot: nofollow");
          exchange.getResponseHeaders().add("Link", "</a>; rel=next");
          exchange.getResponseHeaders().add("Link", "</b>; rel=canonical");
          page(exchange, "grüße".getBytes(UTF_8));
        });

    FetchResponse.Answered answer = answered(fetch("/page"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("grüße".getBytes(UTF_8));
    assertThat(answer.contentType()).isEqualTo("text/html; charset=utf-8");
    assertThat(answer.etag()).isEqualTo("\"e1\"");
    assertThat(answer.lastModified()).isEqualTo("Sun, 01 Mar 2026 10:00:00 GMT");
    assertThat(answer.robotsTag()).contains("noindex").contains("nofollow");
    assertThat(answer.link()).isEqualTo("</a>; rel=next, </b>; rel=canonical");
    assertThat(answer.retryAfter()).isEmpty();
    assertThat(answered(fetch("/nothing")).status()).isEqualTo(404);
    assertThat(answered(fetch("/nothing")).body()).isEmpty();
  }

  @Test
  void asksWithItsNameAndWhatItKnows() {
    Map<String, String> sent = new ConcurrentHashMap<>();
    ANSWERS.put(
        "/conditional",
        exchange -> {
          exchange
              .getRequestHeaders()
              .forEach(
                  (name, values) ->
                      sent.put(name.toLowerCase(java.util.Locale.ROOT), String.join(",", values)));
          exchange.sendResponseHeaders(304, -1);
        });

    FetchResponse response =
        fetcher.fetch(
            new FetchRequest(
                WebUrl.of(site() + "/conditional"), "\"e1\"", "yesterday", LOCAL, 1000));

    assertThat(response).isInstanceOf(FetchResponse.NotModified.class);
    assertThat(sent)
        .containsEntry("user-agent", "LodeBot/0.1 (+http://example.com/bot)")
        .containsEntry("if-none-match", "\"e1\"")
        .containsEntry("if-modified-since", "yesterday")
        .doesNotContainKeys("cookie", "authorization");
    assertThat(sent.get("accept-encoding")).contains("gzip");
    assertThat(sent.get("host")).isEqualTo("127.0.0.1:" + server.getAddress().getPort());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a|b",
        "/a[1]",
        "/a^b",
        "/100%",
        "/a%zzb",
        "/q?x=a|b",
        "/q?x={1}",
        "/q?x=%",
        "/a%20b",
        "//double",
        "/q?a=b?c"
      })
  void sendsPathsAsTheyAre(String path) throws Exception {
    try (RawServer raw =
        new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok")) {
      WebUrl url = WebUrl.of(raw.url() + path);

      assertThat(answered(fetcher.fetch(new FetchRequest(url, null, null, LOCAL, 100))).body())
          .asString()
          .isEqualTo("ok");

      assertThat(raw.requestLine())
          .isEqualTo("GET " + url.href().substring(raw.url().length()) + " HTTP/1.1");
    }
  }

  @Test
  void doesNotFollowRedirects() {
    ANSWERS.put(
        "/moved",
        exchange -> {
          exchange.getResponseHeaders().set("Location", "http://169.254.169.254/latest");
          exchange.sendResponseHeaders(301, -1);
        });

    assertThat(fetch("/moved"))
        .isEqualTo(new FetchResponse.Redirected(301, "http://169.254.169.254/latest"));
  }

  @Test
  void handsCookiesOutAndSendsThoseItIsGiven() {
    ANSWERS.put(
        "/wall",
        exchange -> {
          boolean known = "a=1".equals(exchange.getRequestHeaders().getFirst("Cookie"));
          exchange.getResponseHeaders().set("Location", "/wall");
          exchange.getResponseHeaders().add("Set-Cookie", "a=1; Path=/");
          exchange.getResponseHeaders().add("Set-Cookie", "b=2");
          exchange.sendResponseHeaders(known ? 204 : 302, -1);
        });
    FetchResponse wall = new FetchResponse.Redirected(302, "/wall", List.of("a=1; Path=/", "b=2"));

    assertThat(fetch("/wall")).isEqualTo(wall);
    assertThat(fetch("/wall")).isEqualTo(wall);
    assertThat(answered(fetcher.fetch(request(site() + "/wall").withCookie("a=1"))).status())
        .isEqualTo(204);
  }

  @Test
  void aRedirectWithAnEndlessBodyIsARedirect() throws Exception {
    try (RawServer raw =
        RawServer.endless(
            "HTTP/1.1 302 Found\r\nLocation: /next\r\nContent-Length: 100000000000\r\n\r\n", 0)) {
      long began = System.nanoTime();

      assertThat(fetcher.fetch(request(raw.url() + "/")))
          .isEqualTo(new FetchResponse.Redirected(302, "/next"));

      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(1000));
    }
  }

  @Test
  void readsCompressedBodies() {
    ANSWERS.put(
        "/gzip",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Encoding", "gzip");
          page(exchange, gzip("text ".repeat(5000).getBytes(UTF_8)));
        });

    assertThat(answered(fetch("/gzip")).body()).hasSize(25_000);
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream stream = new GZIPOutputStream(out)) {
      stream.write(plain);
    }
    return out.toByteArray();
  }

  @Test
  void refusesBodiesOverTheLimit() throws IOException {
    byte[] bomb = gzip(new byte[50_000_000]);
    ANSWERS.put("/fits", exchange -> page(exchange, new byte[100_000]));
    ANSWERS.put("/long", exchange -> page(exchange, new byte[100_001]));
    ANSWERS.put(
        "/bomb",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Encoding", "gzip");
          page(exchange, bomb);
        });

    assertThat(answered(fetch("/fits")).body()).hasSize(100_000);
    assertThat(refused(fetch("/long"))).contains("100000 bytes", "LODE_CRAWL_MAX_BODY_BYTES");
    assertThat(refused(fetch("/bomb"))).contains("100000 bytes");
    assertThat(answered(fetch("/fits")).body()).as("after that").hasSize(100_000);
  }

  @Test
  void doesNotReadOnPastTheLimit() throws Exception {
    try (RawServer raw =
        RawServer.endless("HTTP/1.1 200 OK\r\nContent-Length: 100000000000\r\n\r\n", 0)) {
      long began = System.nanoTime();

      assertThat(refused(fetcher.fetch(request(raw.url() + "/")))).contains("100000 bytes");

      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(1000));
    }
  }

  @Test
  void endsATrickleByTheTotalTimeout() throws Exception {
    try (RawServer raw =
        RawServer.endless("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", 50)) {
      long began = System.nanoTime();

      assertThat(broken(fetcher.fetch(request(raw.url() + "/")))).isEqualTo("TimedOut");

      assertThat(Duration.ofNanos(System.nanoTime() - began))
          .isBetween(Duration.ofMillis(1400), Duration.ofMillis(4000));
    }
  }

  @Test
  void endsATrickleOfHeadersByTheTotalTimeout() throws Exception {
    try (RawServer raw = RawServer.endless("HTTP/1.1 200 OK\r\nX: ", 50)) {
      assertThat(broken(fetcher.fetch(request(raw.url() + "/")))).isEqualTo("TimedOut");
    }
  }

  @Test
  void givesUpOnASilentServer() throws Exception {
    try (RawServer raw = RawServer.silent()) {
      assertThat(broken(fetcher.fetch(request(raw.url() + "/"))))
          .isEqualTo("SocketTimeoutException");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nothing|''",
        "no HTTP|SSH-2.0-OpenSSH_9.6\\r\\n",
        "cut headers|HTTP/1.1 200 OK\\r\\nContent-",
        "too short|HTTP/1.1 200 OK\\r\\nContent-Length: 100\\r\\n\\r\\nshort",
        "bad chunk|HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\nzz\\r\\nno chunk",
        "cut chunk|HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\nff\\r\\nshort",
        "bad length|HTTP/1.1 200 OK\\r\\nContent-Length: many\\r\\n\\r\\nbody",
        "negative length|HTTP/1.1 200 OK\\r\\nContent-Length: -5\\r\\n\\r\\nbody",
        "bad status|HTTP/1.1 abc OK\\r\\n\\r\\n",
        "no gzip|HTTP/1.1 200 OK\\r\\nContent-Encoding: gzip\\r\\nContent-Length: 4\\r\\n\\r\\nbody",
        "long header|HTTP/1.1 200 OK\\r\\nX: LONG\\r\\n\\r\\nbody",
        "many headers|HTTP/1.1 200 OK\\r\\nMANY\\r\\nbody",
      })
  void aMisbehavingServerIsAValue(String name, String answer) throws Exception {
    String bytes =
        answer
            .replace("\\r\\n", "\r\n")
            .replace("LONG", "x".repeat(100_000))
            .replace("MANY", "A: b\r\n".repeat(5000));
    try (RawServer raw = new RawServer(bytes)) {
      assertThat(fetcher.fetch(request(raw.url() + "/")))
          .as(name)
          .isInstanceOf(FetchResponse.Broken.class);
    }
  }

  @Test
  void aConnectionResetIsAValue() throws Exception {
    try (RawServer raw = RawServer.resetting()) {
      assertThat(fetcher.fetch(request(raw.url() + "/"))).isInstanceOf(FetchResponse.Broken.class);
    }
  }

  @Test
  void aClosedPortIsAValue() throws Exception {
    String url;
    try (RawServer raw = new RawServer("")) {
      url = raw.url();
    }

    assertThat(fetcher.fetch(request(url + "/"))).isInstanceOf(FetchResponse.Broken.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "120|PT2M",
        "0|PT0S",
        "Sun, 01 Mar 2026 12:05:00 GMT|PT5M",
        "Sun, 01 Mar 2026 11:00:00 GMT|PT0S",
        "soon|none",
        "-5|none",
        "9999999999999999999999|none",
        "9223372036854775807|PT168H",
        "Fri, 31 Dec 9999 23:59:59 GMT|PT168H",
      })
  void readsRetryAfter(String header, Duration wait) throws Exception {
    try (RawServer raw =
        new RawServer(
            "HTTP/1.1 503 Busy\r\nRetry-After: " + header + "\r\nContent-Length: 0\r\n\r\n")) {
      assertThat(answered(fetcher.fetch(request(raw.url() + "/"))).retryAfter())
          .isEqualTo(Optional.ofNullable(wait));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://0/",
        "http://0.0.0.0/",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[fd00:ec2::254]/",
        "http://[64:ff9b::7f00:1]/",
        "https://192.168.1.1/",
      })
  void refusesAddressesThatOnlyItsOwnNetworkSees(String url) {
    FetchRequest request = new FetchRequest(WebUrl.of(url), null, null, List.of(), 1000);

    assertThat(refused(fetcher.fetch(request)))
        .contains("address refused")
        .contains("LODE_CRAWL_ALLOWED_NETWORKS");
  }

  @Test
  void reachesWhatTheOperatorOrTheRequestOpens() throws Exception {
    ANSWERS.put("/open", exchange -> page(exchange, "in".getBytes(UTF_8)));
    String url = site() + "/open";
    FetchRequest plain = new FetchRequest(WebUrl.of(url), null, null, List.of(), 1000);

    assertThat(answered(fetcher.fetch(request(url))).body()).asString().isEqualTo("in");
    assertThat(answered(fetcher.fetch(request(url.replace("127.0.0.1", "localhost")))).body())
        .asString()
        .isEqualTo("in");
    try (HttpPageFetcher opened = fetcher(LOCAL, Set.of(80))) {
      assertThat(answered(opened.fetch(plain)).status()).isEqualTo(200);
    }
  }

  @Test
  void anOpenConnectionIsNotLentToARequestThatMayNotReachIt() throws Exception {
    ANSWERS.put("/kept", exchange -> page(exchange, "in".getBytes(UTF_8)));
    int port = server.getAddress().getPort();
    try (HttpPageFetcher all = fetcher(List.of(), Set.of(80, port))) {
      for (String host : List.of("localhost", "127.0.0.1")) {
        WebUrl url = WebUrl.of("http://" + host + ":" + port + "/kept");
        assertThat(answered(all.fetch(new FetchRequest(url, null, null, LOCAL, 1000))).status())
            .isEqualTo(200);

        FetchRequest plain = new FetchRequest(url, null, null, List.of(), 1000);
        assertThat(refused(all.fetch(plain))).contains("address refused");
        FetchRequest other =
            new FetchRequest(url, null, null, List.of(Cidr.parse("10.0.0.0/8")), 1000);
        assertThat(refused(all.fetch(other))).contains("address refused");
      }
    }
  }

  @Test
  void usesAConnectionAgain() {
    java.util.Set<Integer> ports = ConcurrentHashMap.newKeySet();
    ANSWERS.put(
        "/again",
        exchange -> {
          ports.add(exchange.getRemoteAddress().getPort());
          page(exchange, "in".getBytes(UTF_8));
        });

    for (int i = 0; i < 5; i++) {
      assertThat(answered(fetch("/again")).status()).isEqualTo(200);
    }

    assertThat(ports).hasSize(1);
  }

  @Test
  void anOpenedNetworkOpensItsOwnPortsOnly() {
    List<Cidr> other = List.of(Cidr.parse("10.0.0.0/8"));
    WebUrl publicHost = WebUrl.of("http://93.184.215.14:22/");

    assertThat(refused(fetcher.fetch(new FetchRequest(publicHost, null, null, List.of(), 9))))
        .contains("port 22", "LODE_CRAWL_ALLOWED_PORTS");
    assertThat(refused(fetcher.fetch(new FetchRequest(publicHost, null, null, other, 9))))
        .contains("port 22", "LODE_CRAWL_ALLOWED_PORTS");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://nowhere.invalid/", "http://under_score.invalid/"})
  void anUnknownHostIsAValue(String url) {
    assertThat(broken(fetcher.fetch(request(url)))).isEqualTo("HostUnknown");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://example.com/", "file:///etc/passwd", "data:text/plain,x"})
  void fetchesNothingButTheWeb(String url) {
    assertThat(refused(fetcher.fetch(request(url)))).contains("scheme");
  }

  /** Writes bytes of any kind, on one connection after the other. */
  private static final class RawServer implements AutoCloseable {

    private final java.net.ServerSocket socket;
    private volatile String requestLine = "";

    RawServer(String answer) throws IOException {
      this((connection, out) -> out.write(answer.getBytes(ISO_8859_1)), true);
    }

    private RawServer(Talk talk, boolean readsRequest) throws IOException {
      socket = new java.net.ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
      Thread thread = new Thread(() -> serve(talk, readsRequest), "raw-server");
      thread.setDaemon(true);
      thread.start();
    }

    /** Writes a head and then blanks until the other side has enough. */
    static RawServer endless(String head, long pauseMillis) throws IOException {
      byte[] blanks = " ".repeat(pauseMillis == 0 ? 8192 : 1).getBytes(ISO_8859_1);
      return new RawServer(
          (connection, out) -> {
            out.write(head.getBytes(ISO_8859_1));
            while (true) {
              out.write(blanks);
              java.util.concurrent.locks.LockSupport.parkNanos(pauseMillis * 1_000_000);
            }
          },
          true);
    }

    static RawServer silent() throws IOException {
      return new RawServer((connection, out) -> connection.getInputStream().read(), true);
    }

    static RawServer resetting() throws IOException {
      return new RawServer((connection, out) -> connection.setSoLinger(true, 0), false);
    }

    private void serve(Talk talk, boolean readsRequest) {
      while (!socket.isClosed()) {
        try (java.net.Socket connection = socket.accept()) {
          if (readsRequest) {
            readRequest(connection);
          }
          OutputStream out = connection.getOutputStream();
          talk.with(connection, out);
          out.flush();
        } catch (IOException gone) {
          // The fetcher has had enough, or the test is over.
          continue;
        }
      }
    }

    private void readRequest(java.net.Socket connection) throws IOException {
      var reader =
          new java.io.BufferedReader(
              new java.io.InputStreamReader(connection.getInputStream(), ISO_8859_1));
      String line = reader.readLine();
      requestLine = line == null ? "" : line;
      while (line != null && !line.isEmpty()) {
        line = reader.readLine();
      }
    }

    String requestLine() {
      return requestLine;
    }

    String url() {
      return "http://127.0.0.1:" + socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }

    private interface Talk {
      void with(java.net.Socket connection, OutputStream out) throws IOException;
    }
  }
}
