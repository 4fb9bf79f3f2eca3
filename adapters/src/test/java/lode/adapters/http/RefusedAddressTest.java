package lode.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import lode.domain.crawl.FetchRequest;
import lode.domain.crawl.FetchResponse;
import lode.domain.url.Cidr;
import lode.domain.url.WebUrl;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No spelling of a URL and no answer of a name server leads to an address that is not open. */
class RefusedAddressTest {

  private static final Cidr OPEN = Cidr.parse("127.0.0.2/32");
  private static final String PUBLIC = "93.184.215.14";

  private static HttpServer server;
  private static final AtomicInteger REQUESTS = new AtomicInteger();

  private final ScriptedNames names = new ScriptedNames();
  private final HttpPageFetcher fetcher =
      new HttpPageFetcher(
          new FetchSettings(
              "LodeBot/0.1",
              Duration.ofSeconds(2),
              Duration.ofSeconds(2),
              Duration.ofSeconds(4),
              List.of(),
              Set.of(80, 443)),
          Clock.systemUTC(),
          names);

  @BeforeAll
  static void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress("0.0.0.0", 0), 0);
    server.createContext(
        "/",
        exchange -> {
          REQUESTS.incrementAndGet();
          exchange.getResponseHeaders().set("Connection", "close");
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterAll
  static void end() {
    server.stop(0);
  }

  @AfterEach
  void close() throws IOException {
    fetcher.close();
  }

  private FetchResponse fetch(String url, Cidr... opened) {
    return fetcher.fetch(new FetchRequest(WebUrl.of(url), null, null, List.of(opened), 1_000));
  }

  private static String site(String host) {
    return "http://" + host + ":" + server.getAddress().getPort() + "/";
  }

  private static String refusal(FetchResponse response) {
    assertThat(response).isInstanceOf(FetchResponse.Refused.class);
    return ((FetchResponse.Refused) response).rule();
  }

  @ParameterizedTest
  @CsvFileSource(
      resources = "refused-urls.csv",
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = true)
  void refusesTheAddressHoweverItIsSpelt(String text, String address, String reason) {
    String url = text.replace("\\t", "\t").replace("\\n", "\n").replace("\\\\", "\\");
    Optional<WebUrl> parsed = WebUrl.parse(url);
    if (address.equals("-")) {
      assertThat(parsed).as(url).isEmpty();
      return;
    }

    assertThat(refusal(fetch(parsed.orElseThrow().href())))
        .contains("address refused")
        .contains(address)
        .contains(reason);
    assertThat(names.asked).as("names asked for").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "10.0.0.1",
        "169.254.169.254",
        "::1",
        "fd00:ec2::254",
        "::ffff:192.168.0.1",
        "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::"
      })
  void refusesANameThatAnswersWithAnyAddressThatIsNotOpen(String refused) throws Exception {
    names.answer("alone.example", refused);
    names.answer("first.example", refused, PUBLIC);
    names.answer("last.example", PUBLIC, "2606:4700:4700::1111", refused);

    for (String host : List.of("alone", "first", "last")) {
      assertThat(refusal(fetch("http://" + host + ".example/"))).contains("address refused");
    }
  }

  @Test
  void refusesANameThatMovesToAnotherAddressBetweenTwoRequests() throws Exception {
    names.answer("rebinding.example", "127.0.0.2");
    int before = REQUESTS.get();
    assertThat(fetch(site("rebinding.example"), OPEN)).isInstanceOf(FetchResponse.Answered.class);

    names.answer("rebinding.example", "127.0.0.1");

    assertThat(refusal(fetch(site("rebinding.example"), OPEN))).contains("127.0.0.1 is loopback");
    assertThat(REQUESTS.get() - before).isEqualTo(1);
  }

  @Test
  void connectsToTheAddressThatWasCheckedWithoutAskingAgain() throws Exception {
    names.answerOnceThen("rebinding.example", "127.0.0.2", "127.0.0.1");

    assertThat(fetch(site("rebinding.example"), OPEN)).isInstanceOf(FetchResponse.Answered.class);

    assertThat(names.asked).containsExactly("rebinding.example");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "LOCALHOST", "localhost.", "loc%61lhost", "ｌｏｃａｌｈｏｓｔ"})
  void refusesLoopbackByName(String host) throws Exception {
    names.answer("localhost", "127.0.0.1", "::1");
    names.answer("localhost.", "127.0.0.1", "::1");

    assertThat(refusal(fetch("http://" + host + "/"))).contains("loopback");
  }

  /** Names with the addresses that a test gives them. */
  private static final class ScriptedNames implements DnsResolver {

    private final Map<String, Queue<InetAddress[]>> answers = new ConcurrentHashMap<>();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();

    void answer(String host, String... addresses) throws UnknownHostException {
      answers.put(host, new ConcurrentLinkedQueue<>(List.<InetAddress[]>of(parsed(addresses))));
    }

    void answerOnceThen(String host, String first, String then) throws UnknownHostException {
      answers.put(host, new ConcurrentLinkedQueue<>(List.of(parsed(first), parsed(then))));
    }

    /** Literals only: nothing is looked up. */
    private static InetAddress[] parsed(String... addresses) throws UnknownHostException {
      InetAddress[] parsed = new InetAddress[addresses.length];
      for (int i = 0; i < addresses.length; i++) {
        parsed[i] = InetAddress.getByName(addresses[i]);
      }
      return parsed;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      asked.add(host);
      Queue<InetAddress[]> queue = answers.get(host);
      if (queue == null) {
        throw new UnknownHostException(host);
      }
      InetAddress[] next = queue.size() > 1 ? queue.remove() : queue.element();
      return next.clone();
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
  }
}
