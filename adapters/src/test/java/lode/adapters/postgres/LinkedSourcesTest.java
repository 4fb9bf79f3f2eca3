package lode.adapters.postgres;

import static lode.adapters.postgres.Pages.canonical;
import static lode.adapters.postgres.Pages.page;
import static lode.adapters.postgres.World.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lode.domain.boilerplate.LeftOut;
import lode.domain.crawl.FrontierEntry;
import lode.domain.crawl.PageOutcome;
import lode.domain.document.CharInterval;
import lode.domain.document.ContentHash;
import lode.domain.document.Document;
import lode.domain.document.HtmlConverter;
import lode.domain.document.Source;
import lode.domain.document.SourceId;
import lode.domain.document.SourceQuery;
import lode.domain.document.SourceStatus;
import lode.domain.document.UrlRelation;
import lode.domain.extraction.ExtractRequest;
import lode.domain.extraction.ExtractedData;
import lode.domain.extraction.ExtractionCounters;
import lode.domain.extraction.ExtractionStatus;
import lode.domain.extraction.ExtractionUnit;
import lode.domain.extraction.FieldValue;
import lode.domain.extraction.GroupAnswer;
import lode.domain.extraction.Item;
import lode.domain.extraction.Match;
import lode.domain.extraction.ModelUsage;
import lode.domain.extraction.NewExtraction;
import lode.domain.extraction.Tier;
import lode.domain.extraction.UnitResult;
import lode.domain.extraction.UnitStatus;
import lode.domain.job.JobId;
import lode.domain.job.JobKind;
import lode.domain.job.PageRequest;
import lode.domain.project.FieldGroup;
import lode.domain.project.FieldType;
import lode.domain.project.ProjectId;
import lode.domain.search.Passage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.StringNode;

/** What readers and extractions make of sources that say the same. */
class LinkedSourcesTest {

  private static final String A = "http://a.com/a";
  private static final String B = "http://a.com/b";
  private static final String C = "http://a.com/c";
  private static final String TEXT =
      page("Drive", "A drive for conveyors that runs for many years.");
  private static final String OTHER = page("Pump", "A pump for wells that needs no care at all.");
  private static final PageRequest ALL = new PageRequest(200, null);
  private static final FieldGroup DRIVE = World.group("drive", World.field("use", FieldType.TEXT));

  private static World world;
  private static PostgresExtractionPlans plans;
  private static PostgresExtractions extractions;
  private static PostgresSources sources;
  private static PostgresPassages passages;

  private ProjectId project;

  @BeforeAll
  static void start() {
    world = new World();
    plans = new PostgresExtractionPlans(world.database.client(), world.database.transaction());
    extractions = new PostgresExtractions(world.database.client());
    sources = new PostgresSources(world.database.client());
    passages = new PostgresPassages(world.database.client(), world.database.transaction());
  }

  @AfterAll
  static void end() {
    world.close();
  }

  @BeforeEach
  void begin() {
    project = world.project(World.schema(DRIVE));
  }

  private JobId crawl(Map<String, String> pages) {
    JobId crawl = world.crawl(project, 100);
    new TreeMap<>(pages)
        .forEach((url, html) -> commit(crawl, url, entry -> Pages.stored(entry, html)));
    return crawl;
  }

  private static void commit(
      JobId crawl, String url, java.util.function.Function<FrontierEntry, PageOutcome> outcome) {
    world.frontier.add(crawl, List.of(World.entry(url)));
    world.commit(crawl, "a", outcome.apply(world.claim(crawl, "a", 1).get(0)));
  }

  private void redirect(String url, String target) {
    commit(
        world.crawl(project, 10),
        url,
        entry ->
            new PageOutcome.Skipped(
                entry, "redirect 301 to " + target, 301, List.of(), World.url(target)));
  }

  private List<Source> list(boolean duplicates) {
    return sources.list(new SourceQuery(project, null, null, null, null, duplicates), ALL).items();
  }

  private Source source(String url) {
    SourceId id =
        list(true).stream().filter(one -> one.url().equals(url)).findFirst().orElseThrow().id();
    return sources.find(project, id).orElseThrow();
  }

  private Map<String, UrlRelation> urls(String url) {
    return source(url).urls().stream()
        .collect(Collectors.toMap(one -> one.url(), one -> one.relation()));
  }

  @Test
  void listsUrlsThatRedirectOverOthersWhicheverIsSeenFirst() {
    redirect("http://a.com/2", B);
    redirect("http://a.com/1", "http://a.com/2");
    crawl(Map.of(B, TEXT));
    redirect("http://a.com/3", "http://a.com/1");
    assertThat(urls(B))
        .isEqualTo(
            Map.of(
                B,
                UrlRelation.OWN,
                "http://a.com/1",
                UrlRelation.REDIRECT,
                "http://a.com/2",
                UrlRelation.REDIRECT,
                "http://a.com/3",
                UrlRelation.REDIRECT));
    redirect("http://a.com/1", C);
    assertThat(urls(B)).containsOnlyKeys(B, "http://a.com/2");
  }

  @Test
  void endsInACircleOfRedirects() {
    redirect(A, B);
    redirect(B, C);
    redirect(C, A);
    crawl(Map.of("http://a.com/d", TEXT));
    redirect(C, "http://a.com/d");
    assertThat(urls("http://a.com/d")).containsOnlyKeys("http://a.com/d", A, B, C);
  }

  @Test
  void forgetsARedirectOfAUrlThatHasContentNow() {
    redirect(A, B);
    crawl(Map.of(A, OTHER, B, TEXT));
    assertThat(urls(B)).containsOnlyKeys(B);
  }

  @Test
  void listsTheUrlsOfLinkedSourcesAndWhatLeadsThere() {
    crawl(Map.of(A, canonical(B, TEXT), B, TEXT, C, TEXT));
    redirect("http://a.com/old", C);
    assertThat(urls(B))
        .isEqualTo(
            Map.of(
                B,
                UrlRelation.OWN,
                A,
                UrlRelation.CANONICAL,
                C,
                UrlRelation.DUPLICATE,
                "http://a.com/old",
                UrlRelation.REDIRECT));
    assertThat(source(B).urls().get(0).url()).isEqualTo(B);
    assertThat(urls(C)).containsOnlyKeys(C, "http://a.com/old");
    assertThat(source(A).sameAs().url()).isEqualTo(B);
    assertThat(source(A).sameAs().sourceId()).isEqualTo(source(B).id());
    assertThat(source(A).sameAs().reason()).isEqualTo(UrlRelation.CANONICAL);
    assertThat(source(B).sameAs()).isNull();
  }

  @Test
  void tellsABoundedNumberOfUrls() {
    crawl(Map.of(B, TEXT));
    world
        .database
        .client()
        .sql(
            """
            insert into source_urls
            select :project, sha256(('u' || i)::bytea), 'http://a.com/u' || i, :target, 'redirect', now()
              from generate_series(1, 5000) i
            """)
        .param("project", project.value())
        .param("target", World.url(B).hash())
        .update();
    assertThat(source(B).urls()).hasSize(Source.MAX_URLS);
  }

  @Test
  void leavesOutLinkedSourcesUnlessAskedFor() {
    crawl(Map.of(A, TEXT, B, TEXT, C, OTHER));
    assertThat(list(false)).extracting(Source::url).containsExactlyInAnyOrder(A, C);
    assertThat(list(true)).extracting(Source::url).containsExactlyInAnyOrder(A, B, C);
    var summary = sources.summary(project);
    assertThat(summary.total()).isEqualTo(2);
    assertThat(summary.duplicates()).isOne();
    assertThat(summary.byStatus()).isEqualTo(Map.of("pending", 2L));
    assertThat(summary.bySourceGroup()).isEqualTo(Map.of("example.com", 2L));
    assertThat(source(B).status()).isEqualTo(SourceStatus.SKIPPED);
    assertThat(
            sources
                .list(new SourceQuery(project, null, SourceStatus.SKIPPED, null, null, true), ALL)
                .items())
        .extracting(Source::url)
        .containsExactly(B);
  }

  private JobId plan(ExtractRequest request) {
    JobId job = world.job(JobKind.EXTRACT, project);
    plans.plan(job, request, "extractor 1", NOW);
    return job;
  }

  private static ExtractRequest all(boolean force) {
    return new ExtractRequest(List.of(), List.of(), List.of(), force, null);
  }

  private static List<String> planned(JobId job) {
    return plans.units(job, 0, 100, UnitStatus.PLANNED).stream()
        .map(unit -> unit.source().url())
        .toList();
  }

  /** Extracts what is planned; gives what was extracted. */
  private List<String> extract(JobId job) {
    List<ExtractionUnit> units = plans.units(job, 0, 100, UnitStatus.PLANNED);
    for (ExtractionUnit unit : units) {
      Document document = HtmlConverter.convert(unit.body(), unit.contentType());
      FieldValue value =
          new FieldValue(
              StringNode.valueOf("x"),
              "x",
              null,
              0.9,
              "x",
              Match.EXACT,
              0,
              1,
              new lode.domain.document.DocumentId(UUID.randomUUID()),
              Tier.MARKUP,
              List.of());
      GroupAnswer answer = new GroupAnswer("drive", List.of(new Item(Map.of("use", value))));
      plans.commit(
          job,
          new UnitResult(
              unit,
              UnitStatus.EXTRACTED,
              document,
              ContentHash.ofMainContent(document),
              LeftOut.NOTHING,
              HtmlConverter.VERSION,
              "extractor 1",
              List.of(
                  new NewExtraction(
                      DRIVE, ExtractionStatus.OK, ExtractedData.of(DRIVE, answer), answer)),
              null,
              null,
              ModelUsage.NONE),
          NOW);
    }
    assertThat(plans.counters(job).pending()).isZero();
    return units.stream().map(unit -> unit.source().url()).toList();
  }

  private List<String> elected() {
    return extractions.current(project, "example.com", "drive").stream()
        .map(one -> one.sourceUrl())
        .toList();
  }

  @Test
  void extractsWhatIsTheSameOnce() {
    crawl(Map.of(A, TEXT, B, TEXT, C, OTHER));
    JobId job = plan(all(false));
    assertThat(extract(job)).containsExactly(A, C);
    ExtractionCounters counters = plans.counters(job);
    assertThat(counters.planned()).isEqualTo(3);
    assertThat(counters.extracted()).isEqualTo(2);
    assertThat(counters.skipped()).isOne();
    assertThat(elected()).containsExactly(A, C);
    assertThat(plans.counters(plan(all(false))).planned()).isZero();
    assertThat(planned(plan(all(true)))).containsExactly(A, C);
    assertThat(
            world
                .database
                .client()
                .sql("select reason from extraction_units where job_id = :job and ordinal = 2")
                .param("job", job.value())
                .query(String.class)
                .single())
        .isEqualTo("same content as " + A);
  }

  @Test
  void countsTheExtractionsOfASourceThatIsLinkedLaterNoMore() {
    crawl(Map.of(A, TEXT, B, OTHER));
    extract(plan(all(false)));
    SourceId linked = source(B).id();
    passages.replace(linked, List.of(passage(linked)), plan(all(true)));
    crawl(Map.of(B, TEXT));
    assertThat(source(B).sameAs().url()).isEqualTo(A);

    JobId job = plan(all(false));

    assertThat(extract(job)).isEmpty();
    assertThat(elected()).containsExactly(A);
    assertThat(extractions.count(project)).as("kept for their quotes").isEqualTo(2);
    assertThat(plans.touchedGroups(job, null, 10)).containsExactly("example.com");
    assertThat(plans.leftOut(job, 0)).contains(linked);
    passages.replace(linked, List.of(), job);
    assertThat(plans.leftOut(job, 0)).isEmpty();
  }

  private Passage passage(SourceId source) {
    return new Passage(
        UUID.randomUUID(),
        project,
        source,
        sources.find(project, source).orElseThrow().documentId(),
        null,
        "example.com",
        null,
        "",
        "text",
        new CharInterval(0, 4));
  }

  @Test
  void extractsASourceAgainThatIsLetGo() {
    crawl(Map.of(A, TEXT, B, TEXT));
    assertThat(extract(plan(all(false)))).containsExactly(A);
    crawl(Map.of(A, OTHER));
    assertThat(source(B).status()).isEqualTo(SourceStatus.PENDING);
    assertThat(extract(plan(all(false)))).containsExactly(A, B);
    assertThat(elected()).containsExactly(A, B);
    assertThat(source(B).status()).isEqualTo(SourceStatus.EXTRACTED);
  }

  @Test
  void readsTheMainSourceInPlaceOfOneThatACrawlSaw() {
    crawl(Map.of(A, TEXT));
    JobId second = crawl(Map.of(B, TEXT));
    assertThat(planned(plan(ExtractRequest.ofCrawl(second)))).containsExactly(A);
    ExtractRequest named =
        new ExtractRequest(List.of(source(B).id()), List.of(), List.of(), false, null);
    assertThat(planned(plan(named))).containsExactly(A);
  }

  @Test
  void keepsLinksOfAPageThatTheSiteVerifies() {
    crawl(Map.of(A, TEXT, B, TEXT));
    JobId again = world.crawl(project, 10);
    commit(again, B, entry -> new PageOutcome.Verified(entry, NOW.plusSeconds(5), List.of()));
    assertThat(source(B).sameAs().url()).isEqualTo(A);
    assertThat(world.frontier.decisions(again, null, null, ALL).items())
        .extracting(decision -> decision.rule())
        .containsExactly("not modified since, same content as " + A);
    assertThat(world.frontier.counters(again).unchanged()).isOne();
  }

  @Test
  void linksPagesInAnyNumberToOneSource() {
    Map<String, String> pages =
        IntStream.range(0, 30).boxed().collect(Collectors.toMap(i -> A + i, i -> TEXT));
    crawl(pages);
    assertThat(list(false)).hasSize(1);
    assertThat(source(A + 0).urls()).hasSize(30);
    assertThat(planned(plan(all(false)))).hasSize(1);
  }
}
