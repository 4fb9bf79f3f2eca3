package lode.standalone.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lode.standalone.embedded.StackFile;
import lode.standalone.embedded.WorkflowEvents;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Crawls generated sites with {@code lode serve} as a user would, and beside each crawl, in the same
 * minute, runs the {@link BareLoop} on the same site. Sites, loop and server are processes of their own.
 */
public final class CrawlBench {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration COMMAND_WITHIN = Duration.ofMinutes(20);

  /** A tenth of what is to be crawled shows whether memory grows with it. */
  private static final int TENTH = 10;

  private static final int DOCS_PAGES = 1_211;
  private static final int MOST_MIXED = 5_000;
  private static final int MOST_GIVEN = 1_000_000;

  /** What was alive at a full collection, as {@code -Xlog:gc} tells: "Pause Full (...) 94M->61M(120M)". */
  private static final Pattern COLLECTED =
      Pattern.compile("Pause Full[^\\n]* \\d+M->(\\d+)M\\(\\d+M\\)");

  private final PrintStream progress;
  private final Options options;
  private final List<Row> rows = new ArrayList<>();

  /**
   * What to crawl.
   *
   * @param pages of the large site
   * @param hosts that they are spread over
   * @param singleHost only the documentation site of one host
   * @param site crawled instead, three times: a site on loopback that somebody serves; or null
   */
  public record Options(int pages, int hosts, boolean singleHost, @Nullable String site) {}

  /** Tells its progress there. */
  public CrawlBench(Options options, PrintStream progress) {
    this.options = options;
    this.progress = progress;
  }

  /** One crawl and the loop beside it. */
  private record Row(
      String name,
      BareLoop.Figures bare,
      long pages,
      double seconds,
      Map<String, Double> cpu,
      double eventsPerPage,
      long heapMiB,
      long residentMiB,
      JsonNode asked) {}

  /** Measures; the answer is a table in Markdown. */
  public String run() throws IOException, InterruptedException {
    try (LodeProcesses lode = new LodeProcesses("lode-bench")) {
      Path gcLog = lode.home().resolve("gc.log");
      Process server =
          lode.start(
              "-XX:+UseSerialGC -Xlog:gc:file=" + gcLog + "::filecount=0", "serve", "--port", "0");
      try (BenchProcess bare = BenchProcess.start(lode.home(), BareLoop.class)) {
        StackFile stack = lode.awaitReady(server, System.nanoTime());
        Session session = new Session(lode, stack, gcLog, bare);
        if (options.site != null) {
          for (String which : List.of("first", "second", "third")) {
            session.given(which + " crawl", options.site);
          }
          return "Temporal: " + temporal(lode.home()) + "\n\n" + table();
        }
        if (!options.singleHost) {
          session.crawl("hosts", SiteKind.HOSTS, options.pages / TENTH, options.hosts);
          session.crawl("hosts", SiteKind.HOSTS, options.pages, options.hosts);
          session.crawl(
              "mixed", SiteKind.MIXED, Math.min(options.pages / 2, MOST_MIXED), options.hosts);
        }
        session.crawl("one host", SiteKind.DOCS, DOCS_PAGES, 1);
        session.crawl("one host", SiteKind.DOCS, DOCS_PAGES, 1);
        session.command("one host, ./lode run", DOCS_PAGES);
        return "Temporal: " + temporal(lode.home()) + "\n\n" + table();
      } finally {
        lode.stop(server);
      }
    }
  }

  private static String temporal(Path home) throws IOException {
    return Files.readAllLines(home.resolve("bench.log")).stream()
        .map(String::strip)
        .filter(line -> line.startsWith("temporal "))
        .findFirst()
        .orElse("as configured");
  }

  /** The running server with what is measured on it. */
  private final class Session {

    private final LodeProcesses lode;
    private final StackFile stack;
    private final Path gcLog;
    private final BenchProcess bare;

    Session(LodeProcesses lode, StackFile stack, Path gcLog, BenchProcess bare) {
      this.lode = lode;
      this.stack = stack;
      this.gcLog = gcLog;
      this.bare = bare;
    }

    void crawl(String name, SiteKind kind, int pages, int hosts)
        throws IOException, InterruptedException {
      measure(
          name + ", " + pages + " addresses on " + hosts,
          kind,
          pages,
          hosts,
          seeds -> {
            CrawlRun.Crawled crawled =
                new CrawlRun(stack.apiUrl()).run(seeds, Math.max(1_000, 2 * pages));
            return new Ended(crawled.pages(), crawled.seconds(), events(crawled.jobId()));
          });
    }

    void given(String name, String url) throws IOException, InterruptedException {
      progress.println(name + " …");
      measured(
          name,
          url,
          () -> "{}",
          seeds -> {
            CrawlRun.Crawled crawled = new CrawlRun(stack.apiUrl()).run(seeds, MOST_GIVEN);
            return new Ended(crawled.pages(), crawled.seconds(), events(crawled.jobId()));
          });
    }

    private long events(String jobId) {
      Integer port = stack.ports().get("temporal");
      return port == null ? 0 : WorkflowEvents.count("127.0.0.1:" + port, "crawl/" + jobId);
    }

    /** The whole command, with the start of its own process. */
    void command(String name, int pages) throws IOException, InterruptedException {
      measure(
          name,
          SiteKind.DOCS,
          pages,
          1,
          seeds -> {
            long began = System.nanoTime();
            lode.run(
                COMMAND_WITHIN,
                "run",
                seeds.get(0),
                "--allow-network",
                "127.0.0.0/8",
                "--delay",
                "0",
                "--max-pages",
                Integer.toString(2 * pages),
                "--no-extract");
            return new Ended(pages, (System.nanoTime() - began) / 1e9, 0);
          });
    }

    private void measure(String name, SiteKind kind, int pages, int hosts, Crawl crawl)
        throws IOException, InterruptedException {
      progress.println(name + " …");
      try (BenchProcess site =
          BenchProcess.start(
              lode.home(),
              SiteServer.class,
              kind.name(),
              Integer.toString(pages),
              Integer.toString(hosts))) {
        measured(name, site.ask("seeds", ""), () -> site.ask("counts", ""), crawl);
      }
    }

    private void measured(String name, String seeds, Counts counts, Crawl crawl)
        throws IOException, InterruptedException {
      BareLoop.Figures limit = JSON.readValue(bare.ask("run", seeds), BareLoop.Figures.class);
      counts.ask();
      long collected = Files.size(gcLog);
      Map<String, Double> before = ProcessCosts.cpuSeconds(stack.pid());
      ResidentPeak resident = new ResidentPeak(stack.pid());
      Ended ended = crawl.run(List.of(seeds.split("\n")));
      Map<String, Double> spent = difference(before, ProcessCosts.cpuSeconds(stack.pid()));
      collect(stack.pid());
      rows.add(
          new Row(
              name,
              limit,
              ended.pages,
              ended.seconds,
              spent,
              (double) ended.events / ended.pages,
              heapPeak(collected),
              resident.end(),
              JSON.readTree(counts.ask())));
    }

    /** Asks for a full collection, so that the log tells what is alive. */
    private static void collect(long pid) throws IOException, InterruptedException {
      Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
      if (Files.isExecutable(jcmd)) {
        new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.run")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor(1, TimeUnit.MINUTES);
      }
    }

    private long heapPeak(long from) throws IOException {
      byte[] log = Files.readAllBytes(gcLog);
      Matcher collections =
          COLLECTED.matcher(
              new String(
                  log,
                  (int) from,
                  log.length - (int) from,
                  java.nio.charset.StandardCharsets.UTF_8));
      long peak = 0;
      while (collections.find()) {
        peak = Math.max(peak, Long.parseLong(collections.group(1)));
      }
      return peak;
    }
  }

  /** What a site was asked for since it was asked this last. */
  private interface Counts {
    String ask() throws IOException, InterruptedException;
  }

  private interface Crawl {
    Ended run(List<String> seeds) throws IOException, InterruptedException;
  }

  private record Ended(long pages, double seconds, long events) {}

  private static Map<String, Double> difference(
      Map<String, Double> before, Map<String, Double> after) {
    Map<String, Double> spent = new java.util.TreeMap<>(after);
    before.forEach((part, seconds) -> spent.merge(part, -seconds, Double::sum));
    return spent;
  }

  /** Looks at resident memory a few times a second. */
  private static final class ResidentPeak {

    private final AtomicLong peak = new AtomicLong();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    ResidentPeak(long pid) {
      clock.scheduleAtFixedRate(
          () -> peak.accumulateAndGet(ProcessCosts.residentMiB(pid), Math::max),
          0,
          250,
          TimeUnit.MILLISECONDS);
    }

    long end() {
      clock.shutdownNow();
      return peak.get();
    }
  }

  private String table() {
    StringBuilder table =
        new StringBuilder(
            "| site | pages | asked for again | pages/s | bare loop pages/s | share | CPU s: lode | postgres"
                + " | redis | temporal | bare loop | events a page | heap MiB | resident MiB |\n"
                + "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n");
    for (Row row : rows) {
      double rate = row.pages / row.seconds;
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %d | %s | %.0f | %.0f | %.2f | %.1f | %.1f | %.1f | %.1f | %.1f | %s | %d | %d |%n",
              row.name,
              row.pages,
              row.asked.path("again").asString(""),
              rate,
              row.bare.pagesPerSecond(),
              rate / row.bare.pagesPerSecond(),
              row.cpu.getOrDefault("lode", 0.0),
              row.cpu.getOrDefault("postgres", 0.0),
              row.cpu.getOrDefault("redis", 0.0),
              row.cpu.getOrDefault("temporal", 0.0),
              row.bare.cpuSeconds(),
              row.eventsPerPage == 0 ? "" : String.format(Locale.ROOT, "%.3f", row.eventsPerPage),
              row.heapMiB,
              row.residentMiB));
    }
    return table.toString();
  }
}
