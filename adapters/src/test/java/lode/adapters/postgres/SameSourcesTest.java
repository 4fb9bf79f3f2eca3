package lode.adapters.postgres;

import static lode.adapters.postgres.Pages.LONG;
import static lode.adapters.postgres.Pages.canonical;
import static lode.adapters.postgres.Pages.page;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lode.domain.crawl.FrontierEntry;
import lode.domain.crawl.NewEntry;
import lode.domain.crawl.PageOutcome;
import lode.domain.job.JobId;
import lode.domain.job.PageRequest;
import lode.domain.project.ProjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which sources of a project are linked to which, whatever comes first. */
class SameSourcesTest {

  private static final String A = "http://a.com/a";
  private static final String B = "http://a.com/b";
  private static final String C = "http://a.com/c";
  private static final String D = "http://a.com/d";
  private static final String TEXT =
      page("Drive", "A drive for conveyors that runs for many years.");
  private static final String OTHER =
      page("Pump", "A pump for wells that nobody has to look after.");
  private static final String LONG_TEXT = page("Drive", LONG);

  private static World world;

  private ProjectId project;

  @BeforeAll
  static void start() {
    world = new World();
  }

  @AfterAll
  static void end() {
    world.close();
  }

  @BeforeEach
  void begin() {
    project = world.project();
  }

  /** Stores pages one by one, each in a commit of its own, in a crawl of its own. */
  private JobId store(Map<String, String> pages) {
    return store(pages, Map.of());
  }

  private JobId store(Map<String, String> pages, Map<String, Integer> depths) {
    JobId crawl = world.crawl(project, 1_000);
    pages.forEach(
        (url, html) -> {
          int depth = depths.getOrDefault(url, 1);
          world.frontier.add(crawl, List.of(World.entry(url, depth, null)));
          FrontierEntry entry = world.claim(crawl, "a", 1).get(0);
          world.commit(crawl, "a", Pages.stored(entry, html));
          assertNoChains();
        });
    return crawl;
  }

  private void store(String url, String html) {
    store(Map.of(url, html));
  }

  private static void assertNoChains() {
    assertThat(
            world.database.number(
                "select count(*) from source_identities k join source_identities m on m.source_id = k.same_as"
                    + " where m.same_as is not null"))
        .as("links longer than one step")
        .isZero();
  }

  /** URL of each linked source to "URL of its main source, reason". */
  private Map<String, String> links() {
    return links(project);
  }

  private static Map<String, String> links(ProjectId project) {
    Map<String, String> links = new TreeMap<>();
    world
        .database
        .client()
        .sql(
            """
            select s.url, m.url as main, i.same_reason from source_identities i
              join sources s on s.id = i.source_id join sources m on m.id = i.same_as
             where s.project_id = :project
            """)
        .param("project", project.value())
        .query(
            (row, number) ->
                links.put(
                    row.getString("url"),
                    row.getString("main") + " " + row.getString("same_reason")))
        .list();
    return links;
  }

  private static List<List<String>> permutations(List<String> urls) {
    if (urls.isEmpty()) {
      return List.of(List.of());
    }
    List<List<String>> all = new ArrayList<>();
    for (String first : urls) {
      List<String> others = new ArrayList<>(urls);
      others.remove(first);
      for (List<String> rest : permutations(others)) {
        List<String> one = new ArrayList<>(List.of(first));
        one.addAll(rest);
        all.add(one);
      }
    }
    return all;
  }

  /** The links that every order of arrival gives. */
  private Map<String, String> linksInAnyOrder(
      Map<String, String> pages, Map<String, Integer> depths) {
    Map<String, String> expected = null;
    for (List<String> order : permutations(List.copyOf(pages.keySet()))) {
      project = world.project();
      Map<String, String> ordered = new LinkedHashMap<>();
      order.forEach(url -> ordered.put(url, pages.get(url)));
      store(ordered, depths);
      if (expected == null) {
        expected = links();
      }
      assertThat(links()).as("order " + order).isEqualTo(expected);
    }
    return expected;
  }

  @Test
  void linksDuplicatesToTheCanonicalOneInAnyOrder() {
    assertThat(
            linksInAnyOrder(Map.of(A, canonical(D, TEXT), B, TEXT, C, TEXT, D, TEXT), Map.of(D, 3)))
        .isEqualTo(Map.of(A, D + " canonical", B, D + " duplicate", C, D + " duplicate"));
  }

  @Test
  void linksDuplicatesToTheShallowestInAnyOrder() {
    assertThat(linksInAnyOrder(Map.of(A, TEXT, B, TEXT, C, TEXT), Map.of(B, 0)))
        .isEqualTo(Map.of(A, B + " duplicate", C, B + " duplicate"));
    assertThat(linksInAnyOrder(Map.of(A, TEXT, B, TEXT, C, TEXT), Map.of()))
        .isEqualTo(Map.of(B, A + " duplicate", C, A + " duplicate"));
  }

  @Test
  void followsCanonicalsToTheirEndInAnyOrder() {
    assertThat(
            linksInAnyOrder(
                Map.of(A, canonical(B, TEXT), B, canonical(C, TEXT), C, TEXT), Map.of(C, 2)))
        .isEqualTo(Map.of(A, C + " duplicate", B, C + " canonical"));
  }

  @Test
  void settlesOnOneOfTwoThatNameEachOther() {
    assertThat(linksInAnyOrder(Map.of(A, canonical(B, TEXT), B, canonical(A, TEXT)), Map.of()))
        .isEqualTo(Map.of(B, A + " canonical"));
  }

  @Test
  void linksNearDuplicatesInAnyOrder() {
    String near = LONG_TEXT.replaceFirst("this drive", "the drive");
    String far = page("Drive", LONG.replace("drive", "pump").replace("mills", "wells"));
    assertThat(linksInAnyOrder(Map.of(A, LONG_TEXT, B, near, C, LONG_TEXT, D, far), Map.of(B, 0)))
        .isEqualTo(Map.of(A, B + " near-duplicate", C, B + " near-duplicate"));
  }

  @Test
  void linksANearDuplicateToItsCanonicalInAnyOrder() {
    String near = canonical(B, LONG_TEXT.replaceFirst("this drive", "the drive"));
    assertThat(linksInAnyOrder(Map.of(A, near, B, LONG_TEXT, C, LONG_TEXT), Map.of()))
        .isEqualTo(Map.of(A, B + " canonical", C, B + " duplicate"));
  }

  @Test
  void keepsApartWhatDiffersInANumberOrTheTitle() {
    String small = page("Drive", LONG + " rated power 5.5 kW");
    Map<String, String> pages =
        Map.of(
            A, small,
            B, small.replace("5.5", "7.5"),
            C, small.replace("Drive", "Drive X"),
            D, canonical(A, small.replace("5.5", "9.2")));
    assertThat(linksInAnyOrder(pages, Map.of())).isEmpty();
  }

  @Test
  void keepsApartWhatDiffersInStructuredDataAlone() {
    String script = "<script type=application/ld+json>{\"sku\":\"%s\"}</script>";
    store(
        Map.of(
            A, TEXT.replace("<h1>", script.formatted("A1") + "<h1>"),
            B, TEXT.replace("<h1>", script.formatted("A2") + "<h1>")));
    assertThat(links()).isEmpty();
  }

  @Test
  void doesNotBelieveAWrongCanonical() {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put(A, page("Home", "Welcome to the shop for drives and pumps of all kinds."));
    pages.put(B, canonical(A, TEXT));
    pages.put(C, canonical(A, OTHER));
    pages.put(D, canonical("http://a.com/404", LONG_TEXT));
    assertThat(linksInAnyOrder(pages, Map.of())).isEmpty();
  }

  @Test
  void doesNotLinkPagesWithNextToNothing() {
    store(Map.of(A, page("App", "Loading, please wait"), B, page("App", "Loading, please wait")));
    assertThat(links()).isEmpty();
  }

  @Test
  void doesNotLinkShortTextsThatAreOnlyNearlyEqual() {
    store(Map.of(A, TEXT, B, TEXT.replace("conveyors", "elevators")));
    assertThat(links()).isEmpty();
  }

  @Test
  void doesNotLinkAcrossSourceGroupsOrProjects() {
    store(A, TEXT);
    JobId crawl = world.crawl(project, 10);
    NewEntry entry = World.entry(B);
    world.frontier.add(
        crawl, List.of(new NewEntry(entry.url(), entry.pattern(), 0, 0, 0, "another group", null)));
    world.commit(crawl, "a", Pages.stored(world.claim(crawl, "a", 1).get(0), TEXT));
    assertThat(links()).isEmpty();

    project = world.project();
    store(C, TEXT);
    assertThat(links()).isEmpty();
  }

  @Test
  void linksPagesOfOneCommit() {
    JobId crawl = world.crawl(project, 10);
    world.frontier.add(crawl, List.of(World.entry(A), World.entry(B), World.entry(C)));
    List<FrontierEntry> claimed = world.claim(crawl, "a", 3);
    world.commit(
        crawl,
        "a",
        claimed.stream().map(entry -> Pages.stored(entry, TEXT)).toArray(PageOutcome[]::new));
    assertThat(links()).isEqualTo(Map.of(B, A + " duplicate", C, A + " duplicate"));
    assertThat(rules(crawl))
        .containsEntry(A, "status 200")
        .containsEntry(B, "status 200, same content as " + A);
  }

  private static Map<String, String> rules(JobId crawl) {
    Map<String, String> rules = new TreeMap<>();
    world
        .frontier
        .decisions(crawl, null, null, new PageRequest(200, null))
        .items()
        .forEach(decision -> rules.put(decision.url(), decision.rule()));
    return rules;
  }

  @Test
  void letsGoALinkedSourceThatChanged() {
    store(Map.of(A, TEXT, B, TEXT, C, TEXT));
    store(B, OTHER);
    assertThat(links()).isEqualTo(Map.of(C, A + " duplicate"));
    store(B, TEXT);
    assertThat(links()).isEqualTo(Map.of(B, A + " duplicate", C, A + " duplicate"));
  }

  @Test
  void givesAnHeirToWhoWasLinkedToAMainSourceThatChanged() {
    store(Map.of(A, TEXT, B, TEXT, C, TEXT));
    store(A, OTHER);
    assertThat(links()).isEqualTo(Map.of(C, B + " duplicate"));
    store(A, TEXT);
    assertThat(links()).isEqualTo(Map.of(B, A + " duplicate", C, A + " duplicate"));
  }

  @Test
  void keepsNearDuplicatesOfAMainSourceThatChangedALittle() {
    String near = LONG_TEXT.replaceFirst("this drive", "the drive");
    store(Map.of(A, LONG_TEXT, B, LONG_TEXT, C, near));
    assertThat(links()).isEqualTo(Map.of(B, A + " duplicate", C, A + " near-duplicate"));
    store(A, near);
    assertThat(links()).isEqualTo(Map.of(B, A + " near-duplicate", C, A + " duplicate"));
  }

  @Test
  void letsGoWhenTheStructuredDataAloneChanged() {
    store(Map.of(A, TEXT, B, TEXT));
    store(
        B, TEXT.replace("<h1>", "<script type=application/ld+json>{\"sku\":\"A2\"}</script><h1>"));
    assertThat(links()).isEmpty();
  }

  @Test
  void linksAPageWhoseCanonicalIsStoredOnlyNow() {
    store(Map.of(A, canonical(D, TEXT), B, TEXT));
    assertThat(links()).hasSize(1);
    store(D, TEXT);
    assertThat(links()).isEqualTo(Map.of(A, D + " canonical", B, D + " duplicate"));
  }

  @Test
  void leavesAMainSourceThatWasExtractedWhereItIs() {
    store(B, TEXT);
    world
        .database
        .client()
        .sql("update sources set status = 'extracted', extracted_version = 1 where url = :url")
        .param("url", B)
        .update();
    store(Map.of(A, TEXT), Map.of(A, 0));
    assertThat(links()).isEqualTo(Map.of(A, B + " duplicate"));
    store(C, canonical(A, TEXT));
    assertThat(links()).isEqualTo(Map.of(B, A + " duplicate", C, A + " canonical"));
  }

  @Test
  void changesNothingWhenAllIsStoredAgain() {
    Map<String, String> pages = Map.of(A, canonical(D, TEXT), B, TEXT, C, LONG_TEXT, D, TEXT);
    store(pages);
    Map<String, String> before = links();
    long writes = writes();
    JobId again = store(pages);
    assertThat(links()).isEqualTo(before).hasSize(2);
    assertThat(writes()).isEqualTo(writes);
    assertThat(rules(again))
        .containsEntry(A, "status 200, same visible text, same content as " + D)
        .containsEntry(C, "status 200, same visible text");
  }

  /** Changes with each write to the project's identities. */
  private long writes() {
    return world.database.number(
        "select sum(xmin::text::bigint) from source_identities where project_id = '"
            + project
            + "'");
  }

  @Test
  void letsGoOfAMainSourceThatIsDeletedAndLinksTheOthersLater() {
    store(Map.of(A, TEXT, B, TEXT, C, TEXT));
    world
        .database
        .client()
        .sql("delete from sources where url = :url and project_id = :project")
        .param("url", A)
        .param("project", project.value())
        .update();
    assertThat(links()).isEmpty();
    store(C, TEXT);
    assertThat(links()).isEqualTo(Map.of(C, B + " duplicate"));
  }

  @Test
  void goesWithItsProject() {
    store(Map.of(A, TEXT, B, TEXT));
    world
        .database
        .client()
        .sql("delete from projects where id = :id")
        .param("id", project.value())
        .update();
    assertThat(
            world.database.number(
                "select count(*) from source_identities where project_id = '" + project + "'"))
        .isZero();
  }

  @Test
  void twoCrawlsAtOnceLinkAsOneWould() throws Exception {
    List<String> urls = IntStream.range(0, 24).mapToObj(i -> "http://a.com/" + i).toList();
    for (int round = 0; round < 5; round++) {
      project = world.project();
      List<JobId> crawls = List.of(world.crawl(project, 100), world.crawl(project, 100));
      List<String> shuffled = new ArrayList<>(urls);
      Collections.shuffle(shuffled, new Random(round));
      CyclicBarrier together = new CyclicBarrier(2);
      Threads.run(
          2,
          number -> {
            // Half of the URLs are crawled by both.
            List<String> own = shuffled.subList(number * 8, number * 8 + 16);
            crawlInSteps(crawls.get(number), "owner" + number, own, together);
          });
      assertNoChains();
      assertThat(links()).as("round " + round).isEqualTo(expected(urls));
    }
  }

  private static void crawlInSteps(
      JobId crawl, String owner, List<String> urls, CyclicBarrier together) throws Exception {
    world.frontier.add(crawl, urls.stream().map(World::entry).toList());
    for (int step = 0; step < 4; step++) {
      List<PageOutcome> outcomes = new ArrayList<>();
      for (FrontierEntry entry : world.claim(crawl, owner, 4)) {
        outcomes.add(Pages.stored(entry, content(entry.url().value())));
      }
      together.await();
      world.frontier.commit(crawl, owner, outcomes, World.NOW);
    }
  }

  /** Three contents; those of 0 to 11 name 12 as canonical, which has the same as they only if even. */
  private static String content(String url) {
    int number = Integer.parseInt(url.substring(url.lastIndexOf('/') + 1));
    String text = number % 3 == 0 ? TEXT : number % 3 == 1 ? OTHER : LONG_TEXT;
    return number < 12 ? canonical("http://a.com/12", text) : text;
  }

  private static Map<String, String> expected(List<String> urls) {
    Map<String, List<String>> byContent =
        urls.stream()
            .collect(Collectors.groupingBy(url -> content(url).replaceAll("<link[^>]*>", "")));
    Map<String, String> expected = new TreeMap<>();
    for (List<String> same : byContent.values()) {
      // Who names no other goes before who does, then the URL decides.
      String main =
          same.contains("http://a.com/12")
              ? "http://a.com/12"
              : same.stream()
                  .filter(url -> !content(url).contains("<link"))
                  .min(String::compareTo)
                  .orElseThrow();
      for (String url : same) {
        boolean named = main.equals("http://a.com/12") && content(url).contains("<link");
        if (!url.equals(main)) {
          expected.put(url, main + (named ? " canonical" : " duplicate"));
        }
      }
    }
    return expected;
  }

  @Test
  void doesNotReadAllCopiesOfAPageThatHasThousands() {
    JobId crawl = world.crawl(project, 10_000);
    int copies = 1_000;
    world.frontier.add(
        crawl, IntStream.range(0, copies).mapToObj(i -> World.entry("http://a.com/" + i)).toList());
    long began = System.nanoTime();
    List<FrontierEntry> claimed = world.claim(crawl, "a", 16);
    while (!claimed.isEmpty()) {
      world.commit(
          crawl,
          "a",
          claimed.stream().map(entry -> Pages.stored(entry, TEXT)).toArray(PageOutcome[]::new));
      claimed = world.claim(crawl, "a", 16);
    }
    double millis = (System.nanoTime() - began) / 1e6 / copies;
    assertThat(links()).hasSize(copies - 1);
    assertThat(Arrays.asList(links().values().toArray())).containsOnly("http://a.com/0 duplicate");
    assertThat(millis).as("milliseconds per page").isLessThan(50);
  }
}
