package lode.adapters.postgres;

import static lode.adapters.postgres.World.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import lode.domain.boilerplate.BlockCounts;
import lode.domain.boilerplate.BoilerplateRule;
import lode.domain.boilerplate.BoilerplateSet;
import lode.domain.boilerplate.BoilerplateSurvey;
import lode.domain.boilerplate.Boilerplates.Decision;
import lode.domain.boilerplate.HostBoilerplate;
import lode.domain.boilerplate.KeptText;
import lode.domain.boilerplate.LeftOut;
import lode.domain.boilerplate.RepeatedBlock;
import lode.domain.boilerplate.SitePlace;
import lode.domain.boilerplate.SurveyedPage;
import lode.domain.crawl.FrontierEntry;
import lode.domain.document.ContentHash;
import lode.domain.document.Document;
import lode.domain.document.DocumentId;
import lode.domain.document.HtmlConverter;
import lode.domain.document.SourceId;
import lode.domain.extraction.ExtractRequest;
import lode.domain.extraction.ExtractionUnit;
import lode.domain.extraction.ModelUsage;
import lode.domain.extraction.UnitResult;
import lode.domain.extraction.UnitStatus;
import lode.domain.job.JobId;
import lode.domain.job.JobKind;
import lode.domain.job.PageRequest;
import lode.domain.project.ProjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a host repeats, from its pages to what each extraction leaves out. */
class PostgresBoilerplatesTest {

  private static final String HOST = "shop.example";
  private static final String HOME = "http://shop.example/";
  private static final BoilerplateRule RULE = new BoilerplateRule(true, 5, 0.7, 50);
  private static final PageRequest ALL = new PageRequest(200, null);
  private static final String FOOTER =
      "Northwind Pumps, 12 Harbour Road, Bristol, phone +44 117 496 0123, open on weekdays.";
  private static final String WHY =
      "Our pumps run for thirty years, and spare parts are in stock for all of them.";

  private static World world;
  private static PostgresExtractionPlans plans;
  private static PostgresBoilerplates boilerplates;
  private static PostgresDocuments documents;

  private ProjectId project;

  @BeforeAll
  static void start() {
    world = new World();
    plans = new PostgresExtractionPlans(world.database.client(), world.database.transaction());
    boilerplates = new PostgresBoilerplates(world.database.client(), world.database.transaction());
    documents = new PostgresDocuments(world.database.client());
  }

  @AfterAll
  static void end() {
    world.close();
  }

  @BeforeEach
  void begin() {
    project = world.project();
  }

  /** Text of page i that no other page has. */
  private static String own(int i) {
    return "Pump number " + i + " moves " + (i * 13 + 5) + " litres of water in a minute.";
  }

  private static String html(String... paragraphs) {
    return "<html><body><main><h1>Northwind</h1><p>"
        + String.join("</p><p>", paragraphs)
        + "</p></main></body></html>";
  }

  private static Map<String, String> shop(int products) {
    Map<String, String> pages = new TreeMap<>();
    pages.put(HOME, html("We make pumps for wells and for ponds, since 1950.", FOOTER));
    for (int i = 0; i < products; i++) {
      pages.put(HOME + "products/" + i, html(own(i), WHY, FOOTER));
      pages.put(HOME + "news/" + i, html(own(1_000 + i), FOOTER));
    }
    return pages;
  }

  private void crawl(Map<String, String> pages) {
    JobId crawl = world.crawl(project, 1_000);
    pages.forEach(
        (url, html) -> {
          world.frontier.add(crawl, List.of(World.entry(url)));
          FrontierEntry entry = world.claim(crawl, "a", 1).get(0);
          world.commit(crawl, "a", Pages.stored(entry, html));
        });
  }

  private JobId plan() {
    JobId job = world.job(JobKind.EXTRACT, project);
    plans.plan(job, everything(), "extractor 1", NOW);
    return job;
  }

  private static ExtractRequest everything() {
    return new ExtractRequest(List.of(), List.of(), List.of(), false, null);
  }

  private static List<ExtractionUnit> units(JobId job) {
    return plans.units(job, 0, 10_000, UnitStatus.PLANNED);
  }

  private void survey(JobId job) {
    for (ExtractionUnit unit : units(job)) {
      Document document = HtmlConverter.convert(unit.body(), unit.contentType());
      documents.keep(unit.bodyHash(), HtmlConverter.VERSION, document);
      boilerplates.keep(
          project,
          SurveyedPage.of(
              unit.source().id(),
              unit.source().url(),
              DocumentId.of(unit.bodyHash(), HtmlConverter.VERSION),
              document));
    }
  }

  private void decide(JobId job, BoilerplateRule rule) {
    BoilerplateSurvey decisions = new BoilerplateSurvey(boilerplates, documents, rule);
    for (String host : boilerplates.undecidedHosts(job, null, 100)) {
      decisions.decide(job, project, host);
    }
  }

  /** Reads what is planned; gives what was read, by URL. */
  private Map<String, String> read(JobId job) {
    Map<String, String> read = new TreeMap<>();
    for (ExtractionUnit unit : units(job)) {
      Document document = HtmlConverter.convert(unit.body(), unit.contentType());
      SitePlace place = SitePlace.of(unit.source().url());
      LeftOut leftOut =
          boilerplates.pinned(job, place.host()).leftOut(document, place, unit.source().id());
      read.put(unit.source().url(), KeptText.of(document, leftOut).text());
      plans.commit(job, result(unit, document, leftOut), NOW);
    }
    return read;
  }

  private static UnitResult result(ExtractionUnit unit, Document document, LeftOut leftOut) {
    return new UnitResult(
        unit,
        UnitStatus.EXTRACTED,
        document,
        ContentHash.ofMainContent(leftOut.blanked(document)),
        leftOut,
        HtmlConverter.VERSION,
        "extractor 1",
        List.of(),
        null,
        null,
        ModelUsage.NONE);
  }

  /** A whole extraction; gives what was read, by URL. */
  private Map<String, String> extract(BoilerplateRule rule) {
    JobId job = plan();
    survey(job);
    decide(job, rule);
    plans.planAgain(job, everything());
    return read(job);
  }

  private HostBoilerplate figures() {
    return boilerplates.list(project, HOST, ALL).items().get(0);
  }

  private static long with(Map<String, String> read, String text) {
    return read.values().stream().filter(one -> one.contains(text)).count();
  }

  @Test
  void readsRepeatedBlocksOnOnePageAndTheRestEverywhere() {
    crawl(shop(20));
    Map<String, String> read = extract(RULE);

    assertThat(read).hasSize(41);
    assertThat(with(read, FOOTER)).isOne();
    assertThat(with(read, WHY)).isOne();
    assertThat(read.get(HOME)).contains(FOOTER);
    assertThat(read.get(HOME + "products/0")).contains(WHY);
    IntStream.range(0, 20).forEach(i -> assertThat(with(read, own(i))).isOne());
    IntStream.range(0, 20).forEach(i -> assertThat(with(read, own(1_000 + i))).isOne());
  }

  @Test
  void tellsFigures() {
    crawl(shop(20));
    extract(RULE);
    HostBoilerplate figures = figures();

    assertThat(figures.pages()).isEqualTo(41);
    assertThat(figures.blocks()).as("heading, footer, reasons, one a page").isEqualTo(44);
    assertThat(figures.boilerplateBlocks()).as("the heading is one, and stays").isEqualTo(3);
    assertThat(figures.charactersLeftOut())
        .isBetween(40L * FOOTER.length() + 19 * WHY.length(), figures.characters() * 2 / 3);
    assertThat(figures.share())
        .isEqualTo(
            Math.round(1000.0 * figures.charactersLeftOut() / figures.characters()) / 1000.0);
    assertThat(figures.pagesToReadAgain()).isZero();
    assertThat(figures.examples())
        .contains(
            new HostBoilerplate.Example(FOOTER, FOOTER.length(), 41, "", HOME),
            new HostBoilerplate.Example(WHY, WHY.length(), 20, "products", HOME + "products/0"));
    assertThat(boilerplates.list(project, "other.example", ALL).items()).isEmpty();
  }

  @Test
  void repeatingAStepChangesNothing() {
    crawl(shop(10));
    JobId job = plan();
    survey(job);
    survey(job);
    decide(job, RULE);
    BoilerplateSet pinned = boilerplates.pinned(job, HOST);
    new BoilerplateSurvey(boilerplates, documents, RULE).decide(job, project, HOST);

    assertThat(boilerplates.undecidedHosts(job, null, 100)).isEmpty();
    assertThat(boilerplates.newest(project, HOST)).isEqualTo(pinned);
    assertThat(pinned.version()).isOne();
    assertThat(plans.planAgain(job, everything())).isEqualTo(21);
    assertThat(plans.planAgain(job, everything())).isEqualTo(21);
    assertThat(boilerplates.counts(project, HOST, RULE).pages()).isEqualTo(21);
  }

  @Test
  void aPageMoreMakesNoOtherPageStale() {
    crawl(shop(10));
    extract(RULE);
    crawl(Map.of(HOME + "products/x", html(own(77), WHY, FOOTER)));

    assertThat(extract(RULE)).containsOnlyKeys(HOME + "products/x");
    assertThat(boilerplates.newest(project, HOST).version()).isOne();
    assertThat(plans.counters(plan()).planned()).isZero();
  }

  @Test
  void readsAgainWhatGotTextBack() {
    crawl(shop(10));
    extract(RULE);
    crawl(Map.of(HOME, html("We make pumps for wells and for ponds, since 1951.")));

    Map<String, String> read = extract(RULE);

    assertThat(read).as("the home page, and the one that keeps its footer now").hasSize(2);
    assertThat(read.get(HOME)).doesNotContain(FOOTER);
    assertThat(read.get(HOME + "news/0")).contains(FOOTER);
    assertThat(figures().pagesToReadAgain()).isZero();
    assertThat(extract(RULE)).isEmpty();
  }

  @Test
  void readsEverythingAgainThatTheRuleLeavesOutNoMore() {
    crawl(shop(10));
    extract(RULE);
    crawl(Map.of(HOME, html("We make pumps for wells and for ponds, since 1951.", FOOTER)));

    JobId job = plan();
    survey(job);
    decide(job, BoilerplateRule.OFF);
    assertThat(figures().pagesToReadAgain()).isEqualTo(20);
    assertThat(plans.planAgain(job, everything())).isEqualTo(21);

    assertThat(with(read(job), FOOTER)).isEqualTo(21);
    assertThat(figures().charactersLeftOut()).isZero();
    assertThat(figures().boilerplateBlocks()).isZero();
  }

  @Test
  void anExtractionKeepsTheDecisionThatItBeganWith() {
    crawl(shop(10));
    extract(RULE);
    JobId first = world.job(JobKind.EXTRACT, project);
    plans.plan(first, new ExtractRequest(List.of(), List.of(), List.of(), true, null), "e", NOW);
    decide(first, RULE);
    BoilerplateSet pinned = boilerplates.pinned(first, HOST);
    JobId second = world.job(JobKind.EXTRACT, project);
    plans.plan(second, new ExtractRequest(List.of(), List.of(), List.of(), true, null), "e", NOW);
    decide(second, BoilerplateRule.OFF);
    read(second);

    assertThat(boilerplates.pinned(first, HOST)).isEqualTo(pinned);
    assertThat(with(read(first), FOOTER)).isOne();
    assertThat(figures().pagesToReadAgain())
        .as("a decision was made meanwhile that leaves nothing out")
        .isEqualTo(20);
    assertThat(with(extract(BoilerplateRule.OFF), FOOTER)).isEqualTo(20);
  }

  @Test
  void forgetsDecisionsThatNobodyWorksBy() {
    crawl(shop(10));
    extract(RULE);
    world.database.client().sql("update jobs set status = 'completed'").update();
    JobId job = world.job(JobKind.EXTRACT, project);
    plans.plan(job, new ExtractRequest(List.of(), List.of(), List.of(), true, null), "e", NOW);
    decide(job, BoilerplateRule.OFF);

    assertThat(
            world
                .database
                .client()
                .sql("select version from boilerplate_sets where project_id = :project")
                .param("project", project.value())
                .query(Integer.class)
                .list())
        .containsExactly(2);
  }

  @Test
  void linkedDuplicatesAreNoPagesOfTheirOwn() {
    Map<String, String> pages = new TreeMap<>();
    for (int i = 0; i < 4; i++) {
      pages.put(HOME + i, html(own(i), FOOTER));
    }
    pages.put(HOME + "9", html(own(9), FOOTER));
    crawl(pages);
    survey(plan());
    assertThat(boilerplates.counts(project, HOST, RULE).pages()).isEqualTo(5);
    crawl(Map.of(HOME + "9", html(own(3), FOOTER)));
    assertThat(boilerplates.counts(project, HOST, RULE).pages()).isEqualTo(4);
  }

  @Test
  void countsAsManyAsDecideAtOnce() throws Exception {
    crawl(shop(10));
    List<JobId> jobs = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      jobs.add(plan());
    }
    survey(jobs.get(0));
    CompletableFuture.allOf(
            jobs.stream()
                .map(job -> CompletableFuture.runAsync(() -> decide(job, RULE)))
                .toArray(CompletableFuture[]::new))
        .get();
    assertThat(boilerplates.newest(project, HOST).version()).isOne();
    for (JobId job : jobs) {
      assertThat(boilerplates.pinned(job, HOST)).isEqualTo(boilerplates.newest(project, HOST));
    }
  }

  @Test
  void refusesADecisionFromAnOlderOne() {
    crawl(shop(5));
    JobId job = plan();
    survey(job);
    decide(job, RULE);
    BoilerplateSet late = new BoilerplateSet(1, 50, List.of());
    assertThat(
            boilerplates.decide(
                job, project, HOST, new Decision(0, late, List.of(), 1, 1, List.of())))
        .isFalse();
    assertThat(boilerplates.newest(project, HOST).blocks()).isNotEmpty();
  }

  @Test
  void countsSectionsApart() {
    crawl(shop(10));
    JobId job = plan();
    survey(job);
    BlockCounts counts = boilerplates.counts(project, HOST, RULE);

    assertThat(counts.sectionPages()).isEqualTo(Map.of("products", 10, "news", 10));
    assertThat(counts.often())
        .extracting(count -> count.key().section() + " " + count.pages())
        .as("what the host repeats is not counted in its sections")
        .containsExactlyInAnyOrder(" 21", " 21", "products 10");
    decide(job, RULE);
    assertThat(boilerplates.pinned(job, HOST).blocks())
        .extracting(RepeatedBlock::section)
        .containsExactly("", "", "products");
  }

  @Test
  void readsBackWhatWasLeftOut() {
    crawl(shop(10));
    extract(RULE);
    UUID source =
        world
            .database
            .client()
            .sql("select id from sources where project_id = :project and url = :url")
            .param("project", project.value())
            .param("url", HOME + "news/3")
            .query(UUID.class)
            .single();
    UUID read =
        world
            .database
            .client()
            .sql("select document_id from sources where id = :id")
            .param("id", source)
            .query(UUID.class)
            .single();
    LeftOut leftOut = boilerplates.leftOut(new SourceId(source), new DocumentId(read));
    String text = documents.find(new DocumentId(read)).orElseThrow().text();
    assertThat(leftOut.intervals()).hasSize(1);
    assertThat(leftOut.intervals().get(0).of(text).strip()).isEqualTo(FOOTER);
    assertThat(boilerplates.leftOut(new SourceId(source), new DocumentId(UUID.randomUUID())))
        .as("another document of the source")
        .isEqualTo(LeftOut.NOTHING);
  }
}
