package lode.standalone.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import lode.standalone.embedded.LodeHome;
import lode.standalone.embedded.StackFile;

/**
 * Kills {@code lode serve} in the middle of a crawl and starts it again in the same home: its
 * database outlives it and is attached to.
 */
final class RestartBench {

  private static final Duration READY_WITHIN = Duration.ofMinutes(3);
  private static final Duration COMMITS_WITHIN = Duration.ofMinutes(1);
  private static final Duration ENDS_WITHIN = Duration.ofMinutes(3);
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  private final PrintStream progress;

  RestartBench(PrintStream progress) {
    this.progress = progress;
  }

  /**
   * What a kill of everything came to.
   *
   * @param attached whether the database of the first process was still there
   * @param ready from the start of the second process to its readiness
   * @param commits from the start of the second process to the first commit of the crawl
   */
  record Restart(
      int pages,
      String status,
      List<String> faults,
      int askedAgain,
      boolean attached,
      Duration ready,
      Duration commits) {

    String table() {
      StringBuilder table =
          new StringBuilder("| killed `lode serve`, started again | |\n|---|--:|\n");
      ChaosResult.row(table, "pages of the site", Integer.toString(pages));
      ChaosResult.row(table, "job", status);
      ChaosResult.row(
          table,
          "pages lost or twice, counters beside the rows",
          faults.isEmpty() ? "none" : String.join("; ", faults));
      ChaosResult.row(table, "pages asked for again", Integer.toString(askedAgain));
      ChaosResult.row(table, "the database outlived the kill", attached ? "yes" : "no");
      ChaosResult.row(table, "ready after the start, s", ChaosResult.seconds(ready));
      ChaosResult.row(table, "commits after the start, s", ChaosResult.seconds(commits));
      return table.toString();
    }
  }

  Restart run(int pages, Duration pause) throws IOException, InterruptedException, SQLException {
    Path home = Files.createTempDirectory("lode-restart");
    progress.println("files in " + home);
    LodeHome lodeHome = LodeHome.at(home);
    try (ChaosSite site = ChaosSite.start(pages, pause)) {
      UUID crawl;
      try (ChildJvm first = serve(home)) {
        ApiCalls api = awaitReady(lodeHome, first);
        crawl = api.crawl(site.url(), 2 * pages);
        if (!site.awaitRequests(pages / 2, READY_WITHIN)) {
          throw new IOException("the crawl stands still at " + site.requests() + " requests");
        }
        first.kill();
      }
      return restarted(lodeHome, site, crawl);
    } finally {
      leftIn(home).forEach(ProcessHandle::destroyForcibly);
      BenchFolder.delete(home);
    }
  }

  private Restart restarted(LodeHome home, ChaosSite site, UUID crawl)
      throws IOException, InterruptedException, SQLException {
    String database = Files.readAllLines(home.resolve("postgres/data/postmaster.pid")).get(0);
    boolean outlived =
        ProcessHandle.of(Long.parseLong(database.strip()))
            .filter(ProcessHandle::isAlive)
            .isPresent();
    CrawlLedger ledger = ledger(home);
    int before = ledger.committed(crawl).size();
    long began = System.nanoTime();
    try (ChildJvm second = serve(home.root())) {
      ApiCalls api = awaitReady(home, second);
      Duration ready = Duration.ofNanos(System.nanoTime() - began);
      while (ledger.committed(crawl).size() == before
          && System.nanoTime() - began < COMMITS_WITHIN.toNanos()) {
        TimeUnit.MILLISECONDS.sleep(LOOK_EVERY.toMillis());
      }
      Duration commits = Duration.ofNanos(System.nanoTime() - began);
      progress.println("commits again after " + commits.toMillis() + " ms");
      String status = api.awaitEnd(crawl, ENDS_WITHIN).path("status").asString("");
      List<String> faults = ledger.faults(crawl, site.urls());
      boolean attached =
          outlived
              && Files.readAllLines(home.resolve("postgres/data/postmaster.pid"))
                  .get(0)
                  .equals(database);
      int again = site.requests() - site.asked().size();
      second.end();
      return new Restart(site.urls().size(), status, faults, again, attached, ready, commits);
    }
  }

  private static CrawlLedger ledger(LodeHome home) throws IOException {
    String port = Files.readAllLines(home.resolve("postgres/data/postmaster.pid")).get(3).strip();
    String password = Files.readString(home.resolve("postgres/password")).strip();
    return new CrawlLedger("jdbc:postgresql://127.0.0.1:" + port + "/lode", "lode", password);
  }

  private static ChildJvm serve(Path home) throws IOException {
    Map<String, String> settings = new HashMap<>(SeparateLode.environment());
    settings.put("LODE_HOME", home.toString());
    return ChildJvm.start(
        "lode.standalone.cli.Lode",
        List.of("serve", "--port", "0"),
        settings,
        home.resolve("serve.log"));
  }

  private static ApiCalls awaitReady(LodeHome home, ChildJvm process)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + READY_WITHIN.toNanos();
    while (System.nanoTime() < deadline && process.isAlive()) {
      Optional<StackFile> stack = StackFile.read(home).filter(file -> file.pid() == process.pid());
      if (stack.isPresent()) {
        ApiCalls api = new ApiCalls(stack.get().apiUrl());
        api.awaitReady(process::isAlive, READY_WITHIN);
        return api;
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY.toMillis());
    }
    throw new IOException("lode serve is not ready; see " + home.resolve("serve.log"));
  }

  /** Live servers whose command line names the home. */
  private static List<ProcessHandle> leftIn(Path home) {
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").contains(home + "/"))
        .toList();
  }
}
