package lode.standalone.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import lode.standalone.bench.ChaosBench;
import lode.standalone.bench.CrawlBench;
import lode.standalone.bench.FrontierBench;
import lode.standalone.bench.ProductsBench;
import lode.standalone.bench.SmokeBench;
import lode.standalone.bench.documents.DocumentsBench;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lode bench NAME}: measurements on this machine. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description =
        "Measure Lode on this machine: smoke (start-up, memory, demo crawl), crawl (pages per second"
            + " beside a bare loop), frontier (claims and commits up to a million URLs), chaos (a crawl whose worker is killed"
            + " and whose database is cut off), documents (main content, metadata and speed on pages"
            + " with known content), products (answers from markup on product pages with known answers).")
final class BenchCommand implements Callable<Integer> {

  private static final Pattern LOOPBACK =
      Pattern.compile("^http://(127\\.\\d+\\.\\d+\\.\\d+|localhost)(:\\d+)?(/|$)");

  @Parameters(
      paramLabel = "NAME",
      description = "smoke, crawl, frontier, chaos, documents or products")
  private String name = "";

  @Option(
      names = "--pages",
      paramLabel = "N",
      description = "crawl: pages of the large site (default: 10000).")
  private int pages = 10_000;

  @Option(
      names = "--hosts",
      paramLabel = "N",
      description = "crawl: hosts that they are spread over (default: 50).")
  private int hosts = 50;

  @Option(names = "--single-host", description = "crawl: only the documentation site of one host.")
  private boolean singleHost;

  @Option(
      names = "--site",
      paramLabel = "URL",
      description = "crawl: all of this site instead, on loopback, three times.")
  private @Nullable String site;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "documents: html/ID.html.gz and gold/ID.json.gz of each page; products: html/ID.html.gz and"
              + " one gold.json.")
  private @Nullable Path data;

  @Option(
      names = "--cross-validate",
      description =
          "documents: train on four fifths of the sites, measure on the rest, five times.")
  private boolean crossValidates;

  @Option(
      names = "--train",
      paramLabel = "FILE",
      description = "documents: train the model of main content on all pages and write it there.")
  private @Nullable Path trainedModel;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of the moments of chaos (default: a random one, which is printed).")
  private long seed = System.nanoTime() % 1_000_000;

  @Option(names = "--errors", description = "products: list the wrong and the missing answers.")
  private boolean errors;

  private final Console console;

  BenchCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    switch (name) {
      case "smoke" -> console.result(new SmokeBench(console.err()).run());
      case "crawl" -> console.result(crawl().run());
      case "frontier" -> console.result(new FrontierBench(console.err()).run());
      case "documents" -> console.result(measured(documents()));
      case "chaos" -> console.result(chaos());
      case "products" -> console.result(products().run());
      default ->
          throw CommandFailed.badArguments(
              "there is no benchmark called "
                  + name
                  + "; there are: smoke, crawl, frontier, chaos, documents, products");
    }
    return ExitCode.DONE;
  }

  private CrawlBench crawl() {
    if (pages < 100 || hosts < 1 || hosts > 100 || pages < 10 * hosts) {
      throw CommandFailed.badArguments(
          "--pages must be at least 100 and ten for each host, --hosts 1 to 100");
    }
    if (site != null && !LOOPBACK.matcher(site).find()) {
      throw CommandFailed.badArguments(
          "--site must begin with http://127.0.0.1 or http://localhost: a benchmark has no manners");
    }
    return new CrawlBench(new CrawlBench.Options(pages, hosts, singleHost, site), console.err());
  }

  private DocumentsBench documents() {
    if (data == null || !Files.isDirectory(data.resolve("html"))) {
      throw CommandFailed.badArguments(
          "documents needs --data DIR, a folder with html/ID.html.gz and gold/ID.json.gz");
    }
    return new DocumentsBench(
        new DocumentsBench.Options(data, crossValidates, trainedModel), console.err());
  }

  private static String measured(DocumentsBench bench) {
    try {
      return bench.run();
    } catch (IOException | UncheckedIOException e) {
      throw CommandFailed.failed(e.getMessage());
    }
  }

  private ProductsBench products() {
    if (data == null || !Files.isRegularFile(data.resolve("gold.json"))) {
      throw CommandFailed.badArguments("products needs --data DIR, a folder with a gold.json");
    }
    return new ProductsBench(data, errors, console.err());
  }

  private String chaos() throws Exception {
    if (!ChaosBench.isPossible()) {
      throw CommandFailed.failed(
          "chaos needs Temporal's development server; ./lode setup temporal installs it");
    }
    return new ChaosBench(console.err()).run(seed);
  }
}
