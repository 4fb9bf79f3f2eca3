package lode.adapters.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import lode.adapters.http.FetchSettings;
import lode.domain.url.Cidr;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class GuardedProxyTest {

  private static final FetchSettings FETCHES =
      new FetchSettings(
          "LodeBot/0.1",
          Duration.ofSeconds(2),
          Duration.ofSeconds(2),
          Duration.ofSeconds(5),
          List.of(),
          Set.of(80, 443));

  private final ScriptedSite site =
      new ScriptedSite("127.0.0.1").with("/data", "text/plain", "the data");
  private final ScriptedSite canary = new ScriptedSite("127.0.0.2");
  private final PageBudget budget = new PageBudget(10, 1_000_000);
  private final GuardedProxy proxy = open(budget, "127.0.0.1/32");

  private static GuardedProxy open(PageBudget budget, String network) {
    try {
      Reach reach = Reach.of(FETCHES, List.of(Cidr.parse(network)));
      return GuardedProxy.open(reach, budget, 2_000, 2_000);
    } catch (IOException unusable) {
      throw new java.io.UncheckedIOException(unusable);
    }
  }

  @AfterEach
  void close() {
    proxy.close();
    site.close();
    canary.close();
  }

  private String credential() {
    return "Proxy-Authorization: Basic "
        + Base64.getEncoder()
            .encodeToString(
                (GuardedProxy.USER + ":" + proxy.password()).getBytes(StandardCharsets.US_ASCII))
        + "\r\n";
  }

  /** All that comes back until the proxy closes. */
  private String send(String text) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private String get(String url, String fields) throws IOException {
    return send("GET " + url + " HTTP/1.1\r\nHost: x\r\n" + fields + "\r\n");
  }

  private String connect(String authority) throws IOException {
    return send("CONNECT " + authority + " HTTP/1.1\r\n" + credential() + "\r\n");
  }

  @Test
  void passesARequestOnWithoutWhatIsMeantForTheProxy() throws IOException {
    String answer =
        get(site.url("/data?a=b"), credential() + "Proxy-Connection: keep-alive\r\nX-Own: 1\r\n");

    assertThat(answer)
        .startsWith("HTTP/1.1 200")
        .contains("Connection: close")
        .endsWith("the data");
    assertThat(site.asked).containsExactly("/data");
  }

  @Test
  void passesABodyOn() throws IOException {
    String answer =
        send(
            "POST "
                + site.url("/data")
                + " HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n"
                + credential()
                + "\r\nabcd");

    assertThat(answer).startsWith("HTTP/1.1 200").endsWith("the data");
  }

  @Test
  void tunnels() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
      socket
          .getOutputStream()
          .write(
              ("CONNECT " + site.authority() + " HTTP/1.1\r\n" + credential() + "\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      assertThat(head(socket.getInputStream())).startsWith("HTTP/1.1 200");
      socket
          .getOutputStream()
          .write(
              "GET /data HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));

      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
          .startsWith("HTTP/1.1 200")
          .endsWith("the data");
    }
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
      head.write(in.read());
    }
    return head.toString(StandardCharsets.US_ASCII);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CANARY",
        "169.254.169.254:80",
        "10.0.0.1:443",
        "[::1]:443",
        "[::ffff:127.0.0.2]:443",
        "0.0.0.0:80",
        "2130706434:443",
        "localhost:0"
      })
  void reachesNoRefusedAddress(String authority) throws IOException {
    String target = authority.replace("CANARY", canary.authority());

    assertThat(connect(target)).doesNotContain("200");
    assertThat(get("http://" + target + "/secret", credential())).doesNotContain("200");
    assertThat(canary.asked).isEmpty();
  }

  @Test
  void aPolicyOfOneCrawlIsNotThatOfAnother() throws IOException {
    try (GuardedProxy other = open(budget, "127.0.0.2/32")) {
      assertThat(get(canary.url("/secret"), credential())).isEmpty();
      assertThat(other.password()).isNotEqualTo(proxy.password());
      assertThat(other.port()).isNotEqualTo(proxy.port());
    }
    assertThat(canary.asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Proxy-Authorization: Basic cGFnZTpwYWdl\r\n"})
  void servesNobodyWithoutThePassword(String fields) throws IOException {
    assertThat(get(site.url("/data"), fields))
        .startsWith("HTTP/1.1 407")
        .contains("Proxy-Authenticate: Basic");
    assertThat(site.asked).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "GET / HTTP/1.1, 400",
    "GET https://example.com/ HTTP/1.1, 400",
    "GET file:///etc/passwd HTTP/1.1, 400",
    "nonsense, 400",
    "GET http://x/ HTTP/2, 400"
  })
  void refusesWhatIsNoRequestToAProxy(String line, String status) throws IOException {
    assertThat(send(line + "\r\n" + credential() + "\r\n")).startsWith("HTTP/1.1 " + status);
  }

  @Test
  void refusesOtherPortsOfPublicAddresses() throws Exception {
    // An address of a public network, which a guard lets through and nobody asks here.
    Reach reach = Reach.of(FETCHES, List.of());
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> reach.resolve("8.8.8.8", 25))
        .isInstanceOf(Reach.NotReachable.class)
        .hasMessageContaining("port 25");
    assertThat(reach.resolve("8.8.8.8", 443).getHostAddress()).isEqualTo("8.8.8.8");
  }

  @Test
  void stopsWhereThePageMovedMoreThanItMay() throws IOException {
    site.with("/long", "text/plain", "x".repeat(2_000_000));

    assertThat(get(site.url("/long"), credential()).length()).isLessThan(1_100_000);
    assertThat(budget.isSpent()).isTrue();
    assertThat(get(site.url("/data"), credential())).startsWith("HTTP/1.1 403");
  }

  @Test
  void endsAllConnectionsWithThePage() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
      socket
          .getOutputStream()
          .write(
              ("GET " + site.url("/endless") + " HTTP/1.1\r\nHost: x\r\n" + credential() + "\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      assertThat(head(socket.getInputStream())).startsWith("HTTP/1.1 200");
      proxy.close();

      assertThat(ended(socket)).isTrue();
    }
  }

  private static boolean ended(Socket socket) {
    try {
      socket.setSoTimeout(10_000);
      socket.getInputStream().readAllBytes();
      return true;
    } catch (java.net.SocketTimeoutException open) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }
}
