package lode.standalone.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import lode.adapters.http.FetchSettings;
import lode.adapters.http.HttpPageFetcher;
import lode.domain.crawl.FetchRequest;
import lode.domain.crawl.FetchResponse;
import lode.domain.url.Cidr;
import lode.domain.url.WebUrl;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import tools.jackson.databind.json.JsonMapper;

/**
 * What this machine can do at most: the same HTTP client, as many fetches at once, each page parsed and
 * its links followed, what was seen kept in memory, nothing stored.
 */
final class BareLoop {

  private static final List<Cidr> LOOPBACK = List.of(Cidr.parse("127.0.0.0/8"));
  private static final int CONCURRENCY = 16;
  private static final int MOST_BYTES = 10 << 20;
  private static final int MOST_REDIRECTS = 10;
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpPageFetcher fetcher;
  private final Set<String> seen = ConcurrentHashMap.newKeySet();
  private final LinkedBlockingQueue<WebUrl> waiting = new LinkedBlockingQueue<>();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger pages = new AtomicInteger();
  private final CountDownLatch done = new CountDownLatch(1);

  private BareLoop(HttpPageFetcher fetcher) {
    this.fetcher = fetcher;
  }

  /** In a process of its own: port file. */
  public static void main(String[] arguments) throws IOException {
    ControlServer.serve(
        Path.of(arguments[0]),
        Map.of("run", seeds -> JSON.writeValueAsString(run(List.of(seeds.split("\n"))))));
  }

  /** A run from these seeds. */
  static Figures run(List<String> seeds) {
    FetchSettings settings =
        new FetchSettings(
            "LodeBench/0.1",
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            Duration.ofSeconds(60),
            LOOPBACK,
            Set.of(80));
    long began = System.nanoTime();
    double cpu = cpuSeconds();
    try (HttpPageFetcher fetcher = new HttpPageFetcher(settings, Clock.systemUTC())) {
      BareLoop loop = new BareLoop(fetcher);
      loop.run(seeds.stream().map(WebUrl::of).toList(), CONCURRENCY);
      return new Figures(loop.pages.get(), (System.nanoTime() - began) / 1e9, cpuSeconds() - cpu);
    } catch (IOException broken) {
      throw new IllegalStateException(broken);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private static double cpuSeconds() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
  }

  private void run(List<WebUrl> seeds, int threads) throws InterruptedException {
    // Held open until all seeds are in.
    open.incrementAndGet();
    seeds.forEach(this::add);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    for (int i = 0; i < threads; i++) {
      pool.execute(this::work);
    }
    closeOne();
    done.await();
    pool.shutdownNow();
  }

  private void add(WebUrl url) {
    if (seen.add(withoutFragment(url))) {
      open.incrementAndGet();
      waiting.add(url);
    }
  }

  private static String withoutFragment(WebUrl url) {
    int hash = url.href().indexOf('#');
    return hash < 0 ? url.href() : url.href().substring(0, hash);
  }

  private void closeOne() {
    if (open.decrementAndGet() == 0) {
      done.countDown();
    }
  }

  private void work() {
    try {
      while (true) {
        WebUrl url = waiting.take();
        try {
          visit(url, 0);
        } finally {
          closeOne();
        }
      }
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }

  private void visit(WebUrl url, int hops) {
    FetchResponse response = fetcher.fetch(new FetchRequest(url, null, null, LOOPBACK, MOST_BYTES));
    if (response instanceof FetchResponse.Redirected redirected && hops < MOST_REDIRECTS) {
      WebUrl.parse(redirected.location(), url)
          .filter(target -> seen.add(withoutFragment(target)))
          .ifPresent(target -> visit(target, hops + 1));
    } else if (response instanceof FetchResponse.Answered answered && answered.status() == 200) {
      follow(url, answered);
    }
  }

  private void follow(WebUrl url, FetchResponse.Answered answered) {
    pages.incrementAndGet();
    String type = answered.contentType() == null ? "" : answered.contentType();
    int charset = type.indexOf("charset=");
    String text =
        new String(
            answered.body(),
            charset < 0
                ? StandardCharsets.UTF_8
                : java.nio.charset.Charset.forName(type.substring(charset + 8).strip()));
    Document page = Jsoup.parse(text, url.href());
    for (Element link : page.select("a[href]")) {
      WebUrl.parse(link.attr("href"), url)
          .filter(target -> target.isHttp() && target.origin().equals(url.origin()))
          .ifPresent(this::add);
    }
  }

  /** What a run came to; processor seconds are those of the whole process. */
  record Figures(int pages, double seconds, double cpuSeconds) {

    double pagesPerSecond() {
      return seconds == 0 ? 0 : pages / seconds;
    }
  }
}
