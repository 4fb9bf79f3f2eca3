package lode.adapters.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import lode.domain.crawl.FetchAccess;
import lode.domain.crawl.FetchRequest;
import lode.domain.crawl.FetchResponse;
import lode.domain.crawl.ProxyAddress;
import lode.domain.url.Cidr;
import lode.domain.url.WebUrl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ProxyFetchTest {

  private static final List<Cidr> LOCAL = List.of(Cidr.parse("127.0.0.0/8"));

  private HttpServer site;

  @BeforeEach
  void start() throws IOException {
    site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    site.createContext(
        "/",
        exchange -> {
          byte[] body =
              (exchange.getRequestURI()
                      + " "
                      + exchange.getRequestHeaders().getFirst("Host")
                      + " "
                      + exchange.getRequestHeaders().getFirst("X-Key")
                      + " "
                      + exchange.getRequestHeaders().getFirst("Cookie")
                      + " "
                      + exchange.getRequestHeaders().getFirst("Proxy-Authorization")
                      + " "
                      + exchange.getRequestHeaders().getFirst("Accept-Encoding"))
                  .getBytes(UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    site.start();
  }

  @AfterEach
  void stop() {
    site.stop(0);
  }

  private static HttpPageFetcher fetcher(List<Cidr> networks, @Nullable ProxyAddress proxy) {
    return new HttpPageFetcher(
        new FetchSettings(
            "LodeBot/0.1",
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            networks,
            Set.of(80, 443),
            proxy),
        Clock.systemUTC());
  }

  private static ProxyAddress address(SmallProxy proxy, String credentials) {
    return ProxyAddress.parse("http://" + credentials + "127.0.0.1:" + proxy.port());
  }

  private String siteUrl(String path) {
    return "http://127.0.0.1:" + site.getAddress().getPort() + path;
  }

  private static FetchRequest request(String url, Map<String, String> headers) {
    return new FetchRequest(WebUrl.of(url), null, null, LOCAL, 100_000)
        .withAccess(new FetchAccess(headers, null));
  }

  private static String text(FetchResponse response) {
    assertThat(response).isInstanceOf(FetchResponse.Answered.class);
    return new String(((FetchResponse.Answered) response).body(), UTF_8);
  }

  private static String rule(FetchResponse response) {
    assertThat(response).isInstanceOf(FetchResponse.Refused.class);
    return ((FetchResponse.Refused) response).rule();
  }

  private static String broken(FetchResponse response) {
    assertThat(response).isInstanceOf(FetchResponse.Broken.class);
    return ((FetchResponse.Broken) response).error().message();
  }

  @Test
  void sendsTheCrawlsHeadersAndSaysWhatItReads() throws Exception {
    try (HttpPageFetcher fetcher = fetcher(List.of(), null)) {
      FetchRequest request = request(siteUrl("/a"), Map.of("X-Key", "k1", "Cookie", "own=1"));

      assertThat(text(fetcher.fetch(request.withCookie("jar=2"))))
          .endsWith(" k1 own=1; jar=2 null gzip, deflate, br");
      assertThat(text(fetcher.fetch(request(siteUrl("/a"), Map.of())))).contains(" null null ");
    }
  }

  @Test
  void asksTheProxyInAbsoluteFormWithCredentialsAtOnce() throws Exception {
    try (SmallProxy proxy = new SmallProxy("user:pa ss");
        HttpPageFetcher fetcher = fetcher(List.of(), address(proxy, "user:pa%20ss@"))) {
      assertThat(text(fetcher.fetch(request(siteUrl("/a?b=c"), Map.of("X-Key", "k1")))))
          .startsWith("/a 127.0.0.1:")
          .contains(" k1 null null ");

      assertThat(proxy.heads)
          .singleElement()
          .satisfies(head -> assertThat(head).startsWith("GET " + siteUrl("/a?b=c") + " HTTP/1.1"));
    }
  }

  @Test
  void saysWhenTheProxyWantsOtherCredentials() throws Exception {
    try (SmallProxy proxy = new SmallProxy("user:secret");
        HttpPageFetcher wrong = fetcher(List.of(), address(proxy, "user:wrong@"));
        HttpPageFetcher none = fetcher(List.of(), address(proxy, ""))) {
      for (HttpPageFetcher fetcher : List.of(wrong, none)) {
        for (String url : List.of(siteUrl("/"), "https://127.0.0.1:8443/")) {
          assertThat(broken(fetcher.fetch(request(url, Map.of()))))
              .isEqualTo("the proxy answered 407: it wants credentials, or others");
        }
      }
    }
  }

  @Test
  void opensATunnelForHttps() throws Exception {
    try (ServerSocket tls = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
        SmallProxy proxy = new SmallProxy("user:secret");
        HttpPageFetcher fetcher = fetcher(List.of(), address(proxy, "user:secret@"))) {
      CompletableFuture<Integer> firstByte =
          CompletableFuture.supplyAsync(
              () -> {
                try (Socket socket = tls.accept()) {
                  return socket.getInputStream().read();
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      String url = "https://127.0.0.1:" + tls.getLocalPort() + "/path";

      FetchResponse response = fetcher.fetch(request(url, Map.of("X-Key", "k1")));

      // 0x16: the handshake goes through the tunnel, end to end; nobody answers it here.
      assertThat(firstByte.get(5, TimeUnit.SECONDS)).isEqualTo(0x16);
      assertThat(response).isInstanceOf(FetchResponse.Broken.class);
      assertThat(proxy.heads)
          .singleElement()
          .satisfies(
              head ->
                  assertThat(head)
                      .startsWith("CONNECT 127.0.0.1:" + tls.getLocalPort() + " HTTP/1.1")
                      .contains("Proxy-Authorization: Basic ")
                      .doesNotContain("X-Key", "k1"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"302 Found", "403 Forbidden", "404 Not Found", "502 Bad Gateway"})
  void takesNoAnswerOfTheProxyForTheSites(String answer) throws Exception {
    try (SmallProxy proxy = new SmallProxy("");
        HttpPageFetcher fetcher = fetcher(List.of(), address(proxy, ""))) {
      proxy.connectAnswer = answer;

      assertThat(broken(fetcher.fetch(request("https://127.0.0.1:8443/", Map.of()))))
          .isEqualTo("the proxy answered " + answer.substring(0, 3) + " to CONNECT");
    }
  }

  @Test
  void asksNoProxyForAddressesThatMayNotBeReached() throws Exception {
    try (SmallProxy proxy = new SmallProxy("");
        HttpPageFetcher fetcher = fetcher(List.of(), address(proxy, ""))) {
      for (String url :
          List.of(
              "http://169.254.169.254/latest/",
              "http://10.0.0.1/",
              "http://[::1]/",
              "https://192.168.0.1/",
              "http://localhost/")) {
        FetchRequest request = new FetchRequest(WebUrl.of(url), null, null, List.of(), 1_000);
        assertThat(rule(fetcher.fetch(request))).as(url).contains("address refused");
      }
      FetchRequest port =
          new FetchRequest(WebUrl.of("http://93.184.215.14:22/"), null, null, List.of(), 1_000);
      assertThat(rule(fetcher.fetch(port))).contains("port 22");
      assertThat(proxy.heads).isEmpty();
    }
  }

  @Test
  void reachesACrawlsOwnProxyOnlyWhereTheCrawlMayGo() throws Exception {
    try (SmallProxy proxy = new SmallProxy("");
        HttpPageFetcher fetcher = fetcher(List.of(), null)) {
      FetchAccess through = new FetchAccess(Map.of(), address(proxy, ""));
      FetchRequest opened = request(siteUrl("/"), Map.of()).withAccess(through);
      FetchRequest closed =
          new FetchRequest(WebUrl.of("http://93.184.215.14/"), null, null, List.of(), 1_000)
              .withAccess(through);

      assertThat(rule(fetcher.fetch(closed))).startsWith("the proxy's address refused: 127.0.0.1");
      assertThat(proxy.heads).isEmpty();
      assertThat(text(fetcher.fetch(opened))).startsWith("/ ");
      assertThat(proxy.heads).hasSize(1);
    }
  }

  @Test
  void goesThroughTheCrawlsProxyBeforeTheOperators() throws Exception {
    try (SmallProxy operators = new SmallProxy("");
        SmallProxy crawls = new SmallProxy("");
        HttpPageFetcher fetcher = fetcher(List.of(), address(operators, ""))) {
      FetchAccess own = new FetchAccess(Map.of(), address(crawls, ""));

      text(fetcher.fetch(request(siteUrl("/own"), Map.of()).withAccess(own)));
      text(fetcher.fetch(request(siteUrl("/all"), Map.of())));

      assertThat(crawls.heads).singleElement().asString().contains("/own");
      assertThat(operators.heads).singleElement().asString().contains("/all");
    }
  }

  @Test
  void aProxyThatIsNotThereIsAValue() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0)) {
      port = closed.getLocalPort();
    }
    ProxyAddress gone = ProxyAddress.parse("http://user:s3cret@127.0.0.1:" + port);
    try (HttpPageFetcher fetcher = fetcher(List.of(), gone)) {
      FetchResponse response = fetcher.fetch(request(siteUrl("/"), Map.of()));

      assertThat(response.toString()).contains("Connect").doesNotContain("s3cret");
    }
  }
}
