package lode.standalone.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Crawls that bring credentials along: where they go, and that they are found nowhere else. */
@ExtendWith(SharedLode.class)
class AccessEndToEndTest {

  private static final String PASSWORD = "pw-Xk93-hunter2";
  private static final String KEY = "key-Zq71-sesame";
  private static final String BASIC =
      "Basic "
          + Base64.getEncoder()
              .encodeToString(("reader:" + PASSWORD).getBytes(StandardCharsets.UTF_8));

  /** Each form in which a secret could stand somewhere. */
  private static final List<String> SECRETS =
      List.of(
          PASSWORD,
          KEY,
          BASIC.substring("Basic ".length()),
          HexFormat.of().formatHex(PASSWORD.getBytes(StandardCharsets.UTF_8)),
          HexFormat.of().formatHex(KEY.getBytes(StandardCharsets.UTF_8)),
          Base64.getEncoder().encodeToString(PASSWORD.getBytes(StandardCharsets.UTF_8)));

  private final RunningLode lode;
  private final String project;

  AccessEndToEndTest(RunningLode lode) {
    this.lode = lode;
    this.project = lode.projectOfSchema(SmallSite.schema());
  }

  private String in(String path) {
    return "/projects/" + project + path;
  }

  private static ObjectNode withSecrets(ObjectNode crawl) {
    crawl.putObject("headers").put("X-Key", KEY);
    crawl.putObject("basicAuth").put("username", "reader").put("password", PASSWORD);
    return crawl;
  }

  @Test
  void crawlsAPipelineBehindCredentialsAndTellsThemNobody() throws Exception {
    try (GuardedSite site = new GuardedSite("reader:" + PASSWORD, KEY);
        GuardedSite foreign = new GuardedSite("no:body", "none")) {
      site.page(
              "/",
              "<title>Drives</title><a href=/a>A</a> <a href=/member>m</a> <a href=/away>x</a>")
          .page("/a", "<title>Drive A</title><h1>Drive A</h1>" + SmallSite.drive("7.5 kW", "31 kg"))
          .page("/member", "<title>Members</title><p>For those with a cookie.")
          .redirect("/away", foreign.url() + "/trap");
      ConcurrentLinkedQueue<Long> sealedMeanwhile = new ConcurrentLinkedQueue<>();
      site.atEachPage(() -> sealedMeanwhile.add(rows("crawl_secrets")));
      ObjectNode body = withSecrets(SmallSite.crawl(site.url() + "/"));

      JsonNode job = lode.run(in("/crawls"), body);

      assertThat(SmallSite.status(job)).as(job.toString()).isEqualTo("completed");
      assertThat(job.at("/progress/pagesFetched").asLong()).isEqualTo(3);
      assertThat(site.requests)
          .isNotEmpty()
          .allSatisfy(request -> assertThat(request).contains(BASIC, KEY));
      assertThat(site.requests)
          .anySatisfy(r -> assertThat(r).startsWith("/member").endsWith("session=abc"));
      assertThat(foreign.requests)
          .allSatisfy(request -> assertThat(request).doesNotContain(BASIC, KEY));
      assertThat(sealedMeanwhile).contains(1L);
      assertThat(rows("crawl_secrets")).isZero();
      assertFoundNowhere(job);
    }
  }

  @Test
  void scrapesAListBehindCredentials() throws Exception {
    try (GuardedSite site = new GuardedSite("reader:" + PASSWORD, KEY);
        GuardedSite foreign = new GuardedSite("no:body", "none")) {
      site.page("/a", "<title>Drive A</title><h1>Drive A</h1>" + SmallSite.drive("7.5 kW", "31 kg"))
          .redirect("/away", foreign.url() + "/trap");
      ObjectNode body = withSecrets(RunningLode.JSON.createObjectNode());
      body.put("urls", site.url() + "/a\n" + site.url() + "/away").put("minDelayMs", 0);
      body.putArray("allowedNetworks").add("127.0.0.0/8");

      JsonNode job = lode.run(in("/scrapes"), body);

      assertThat(job.at("/progress/pagesFetched").asLong()).as(job.toString()).isOne();
      assertThat(foreign.requests)
          .allSatisfy(request -> assertThat(request).doesNotContain(BASIC, KEY));
      assertThat(rows("crawl_secrets")).isZero();
      assertFoundNowhere(job);
    }
  }

  @Test
  void sendsNothingToAHostThatASeedRedirectsTo() {
    try (GuardedSite site = new GuardedSite("reader:" + PASSWORD, KEY);
        GuardedSite foreign = new GuardedSite("no:body", "none")) {
      site.redirect("/", foreign.url() + "/");
      ObjectNode body = withSecrets(SmallSite.crawlOnly(site.url() + "/"));

      JsonNode job = lode.run(in("/crawls"), body);

      assertThat(foreign.requests)
          .isNotEmpty()
          .allSatisfy(request -> assertThat(request).contains(" - - "));
      assertThat(job.at("/result/reason").asString())
          .contains("status 401: the site wants credentials, or others");
    }
  }

  @Test
  void sendsNothingToSeedsThatComeLater() {
    try (GuardedSite site = new GuardedSite("reader:" + PASSWORD, KEY);
        GuardedSite foreign = new GuardedSite("no:body", "none")) {
      site.page("/", "<title>Home</title><a href=/a>a</a>").page("/a", "<title>A</title>a");
      ObjectNode body = withSecrets(SmallSite.crawlOnly(site.url() + "/"));
      String id = lode.start(in("/crawls"), body);
      ObjectNode change = RunningLode.JSON.createObjectNode();
      change.putArray("addSeeds").add(foreign.url() + "/");
      lode.patch("/jobs/" + id, change);

      lode.await(id);

      assertThat(foreign.requests).allSatisfy(r -> assertThat(r).doesNotContain(BASIC, KEY));
    }
  }

  @Test
  void saysWhatIsWrongWithoutRepeatingIt() {
    ObjectNode body = SmallSite.crawlOnly("https://acme.example/");
    body.putObject("headers").put("Host", KEY);
    body.put("proxy", "ftp://user:" + PASSWORD + "@proxy.example");

    RunningLode.Answer answer = lode.post(in("/crawls"), body);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text()).contains("/headers/Host", "/proxy").doesNotContain(KEY, PASSWORD);
  }

  @Test
  void failsWithTheProxysAnswer() {
    try (ChangingSite proxy = ChangingSite.start().answering("/", 407, "")) {
      proxy.answering("/robots.txt", 407, "");
      ObjectNode body = SmallSite.crawlOnly("http://127.0.0.1:8080/").put("sitemap", "skip");
      body.put("proxy", proxy.url().replace("://", "://user:" + PASSWORD + "@"));

      JsonNode job = lode.run(in("/crawls"), body);

      assertThat(SmallSite.status(job)).isEqualTo("failed");
      String urls = lode.get("/jobs/" + job.path("id").asString() + "/urls").text();
      assertThat(urls).contains("the proxy answered 407").doesNotContain(PASSWORD);
    }
  }

  @Test
  void heedsTheFirstHalfMebibyteOfALongRobotsFile() {
    String rules = "User-agent: *\nDisallow: /private\n" + "# filler\n".repeat(70_000);
    try (ChangingSite site = ChangingSite.start().answering("/robots.txt", 200, rules)) {
      site.page("/", "Home", "<a href=/private/a>a</a> <a href=/open>b</a>")
          .page("/private/a", "Private", "<p>secret</p>")
          .page("/open", "Open", "<p>open</p>");

      lode.run(in("/crawls"), SmallSite.crawlOnly(site.url() + "/"));

      assertThat(site.requestCount("/private/a")).isZero();
      assertThat(site.requestCount("/open")).isOne();
    }
  }

  private void assertFoundNowhere(JsonNode job) throws Exception {
    List<String> places = new ArrayList<>();
    for (String path :
        List.of("/jobs?projectId=" + project, "/jobs/" + job.path("id").asString() + "/urls")) {
      places.add(lode.get(path).text());
    }
    places.add(lode.get("/../../actuator/prometheus").text());
    for (String kind : List.of("pipeline/" + job.path("id").asString(), crawlWorkflow(job))) {
      places.add(history(kind));
    }
    places.addAll(tables());
    for (String secret : SECRETS) {
      for (String place : places) {
        assertThat(place.contains(secret)).as("a secret in " + start(place)).isFalse();
      }
    }
  }

  private static String start(String place) {
    return place.substring(0, Math.min(200, place.length()));
  }

  private static String crawlWorkflow(JsonNode job) {
    return "crawl/" + job.at("/result/crawlJobId").asString();
  }

  private String history(String workflowId) {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(lode.address("temporal")).build());
    try {
      String history = WorkflowClient.newInstance(stubs).fetchHistory(workflowId).toJson(false);
      assertThat(history).contains("eventType");
      byte[] raw =
          WorkflowClient.newInstance(stubs).fetchHistory(workflowId).getEvents().stream()
              .map(event -> event.toByteString().toString(StandardCharsets.ISO_8859_1))
              .reduce("", String::concat)
              .getBytes(StandardCharsets.ISO_8859_1);
      return history + new String(raw, StandardCharsets.ISO_8859_1);
    } finally {
      stubs.shutdownNow();
    }
  }

  private List<String> tables() throws IOException, SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection database = database();
        Statement statement = database.createStatement()) {
      List<String> names = new ArrayList<>();
      try (ResultSet tables =
          statement.executeQuery("select tablename from pg_tables where schemaname = 'public'")) {
        while (tables.next()) {
          names.add(tables.getString(1));
        }
      }
      assertThat(names).contains("jobs", "crawl_secrets", "frontier");
      for (String name : names) {
        try (ResultSet table = statement.executeQuery("select t::text from " + name + " t")) {
          while (table.next()) {
            rows.add(name + ": " + table.getString(1));
          }
        }
      }
    }
    return rows;
  }

  private long rows(String table) {
    try (Connection database = database();
        Statement statement = database.createStatement();
        ResultSet count = statement.executeQuery("select count(*) from " + table)) {
      count.next();
      return count.getLong(1);
    } catch (IOException | SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private Connection database() throws IOException, SQLException {
    String password = Files.readString(lode.home().resolve("postgres/password")).strip();
    try {
      return DriverManager.getConnection(lode.address("postgres"), "lode", password);
    } catch (SQLException unusual) {
      return DriverManager.getConnection(lode.address("postgres"), "postgres", password);
    }
  }
}
