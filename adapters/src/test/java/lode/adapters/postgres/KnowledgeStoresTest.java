package lode.adapters.postgres;

import static lode.adapters.postgres.World.NOW;
import static lode.adapters.postgres.World.entry;
import static lode.adapters.postgres.World.field;
import static lode.adapters.postgres.World.group;
import static lode.adapters.postgres.World.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import lode.domain.boilerplate.LeftOut;
import lode.domain.crawl.FrontierEntry;
import lode.domain.document.CharInterval;
import lode.domain.document.ContentHash;
import lode.domain.document.Document;
import lode.domain.document.DocumentId;
import lode.domain.document.LabelledValue;
import lode.domain.document.Source;
import lode.domain.document.SourceId;
import lode.domain.document.SourceQuery;
import lode.domain.document.SourceStatus;
import lode.domain.document.StructuredValue;
import lode.domain.entity.ConsolidatedField;
import lode.domain.entity.ConsolidatedItem;
import lode.domain.entity.ConsolidatedRecord;
import lode.domain.entity.Provenance;
import lode.domain.extraction.CompletionKey;
import lode.domain.extraction.ExtractRequest;
import lode.domain.extraction.ExtractedData;
import lode.domain.extraction.Extraction;
import lode.domain.extraction.ExtractionCounters;
import lode.domain.extraction.ExtractionId;
import lode.domain.extraction.ExtractionPlans.UnitDocument;
import lode.domain.extraction.ExtractionQuery;
import lode.domain.extraction.ExtractionStatus;
import lode.domain.extraction.ExtractionUnit;
import lode.domain.extraction.FieldValue;
import lode.domain.extraction.GroupAnswer;
import lode.domain.extraction.Item;
import lode.domain.extraction.Match;
import lode.domain.extraction.ModelReply;
import lode.domain.extraction.ModelUsage;
import lode.domain.extraction.NewExtraction;
import lode.domain.extraction.ResultRefused;
import lode.domain.extraction.Tier;
import lode.domain.extraction.UnitResult;
import lode.domain.extraction.UnitStatus;
import lode.domain.job.JobError;
import lode.domain.job.JobId;
import lode.domain.job.JobKind;
import lode.domain.job.Page;
import lode.domain.job.PageRequest;
import lode.domain.project.ConsolidationStrategy;
import lode.domain.project.Field;
import lode.domain.project.FieldGroup;
import lode.domain.project.FieldType;
import lode.domain.project.ProjectId;
import lode.domain.project.SchemaInUse;
import lode.domain.search.Passage;
import lode.domain.search.Passages.Found;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** Plans, extractions, sources, records, completions, passages and embeddings. */
class KnowledgeStoresTest {

  private static final PageRequest ALL = new PageRequest(200, null);

  /** Names in an order that neither the alphabet nor their length gives. */
  private static final FieldGroup COMPANY =
      group(
          "company",
          field("street_name", FieldType.TEXT),
          new Field("zip", FieldType.TEXT, null, false, List.of(), null, "[0-9]{5}", null, null),
          field("a", FieldType.TEXT),
          field("name", FieldType.TEXT));

  private static World world;
  private static PostgresExtractionPlans plans;
  private static PostgresExtractions extractions;
  private static PostgresSources sources;

  private ProjectId project;
  private JobId crawl;

  @BeforeAll
  static void start() {
    world = new World();
    plans = new PostgresExtractionPlans(world.database.client(), world.database.transaction());
    extractions = new PostgresExtractions(world.database.client());
    sources = new PostgresSources(world.database.client());
  }

  @AfterAll
  static void end() {
    world.close();
  }

  @BeforeEach
  void begin() {
    project = world.project(schema(COMPANY));
  }

  private void crawl(String text, String... urls) {
    crawl = world.crawl(project, 100);
    for (String url : urls) {
      world.frontier.add(crawl, List.of(entry(url)));
    }
    for (FrontierEntry entry : world.claim(crawl, "a", 100)) {
      world.commit(crawl, "a", World.stored(entry, text));
    }
  }

  private JobId plan(ExtractRequest request) {
    JobId job = world.job(JobKind.EXTRACT, project);
    plans.plan(job, request, "extractor 1", NOW);
    return job;
  }

  private static ExtractRequest everything(boolean force) {
    return new ExtractRequest(List.of(), List.of(), List.of(), force, null);
  }

  private static ExtractionUnit unit(JobId job, int ordinal) {
    return plans.units(job, ordinal, ordinal + 1, UnitStatus.PLANNED).get(0);
  }

  private static FieldValue value(String text, double confidence) {
    return new FieldValue(
        StringNode.valueOf(text),
        text,
        null,
        confidence,
        text,
        Match.EXACT,
        3,
        3 + text.length(),
        new DocumentId(UUID.randomUUID()),
        Tier.MARKUP,
        List.of());
  }

  private static GroupAnswer answer(String zip, String name) {
    Map<String, FieldValue> fields = new LinkedHashMap<>();
    fields.put("street_name", value("Main St", 0.9));
    fields.put("zip", value(zip, 0.9));
    fields.put("a", value("x", 0.9));
    fields.put("name", value(name, 0.9));
    return new GroupAnswer("company", List.of(new Item(fields)));
  }

  private static NewExtraction extraction(String zip, String name) {
    GroupAnswer answer = answer(zip, name);
    return new NewExtraction(
        COMPANY, ExtractionStatus.OK, ExtractedData.of(COMPANY, answer), answer);
  }

  private static Document document(String text) {
    CharInterval place = new CharInterval(0, 4);
    return new Document(
        text,
        4,
        "Title \uD83D\uDE00",
        "en",
        null,
        List.of(
            new StructuredValue(
                StructuredValue.Syntax.JSON_LD,
                1,
                null,
                null,
                "Product",
                "name",
                "x",
                place,
                place)),
        List.of(new LabelledValue(LabelledValue.Kind.LINE, "l", "v", null, 0, 1, place, place)));
  }

  private static UnitResult result(
      ExtractionUnit unit, UnitStatus status, NewExtraction... extractions) {
    Document document = document("text of " + unit.source().url());
    return new UnitResult(
        unit,
        status,
        document,
        ContentHash.ofMainContent(document),
        LeftOut.NOTHING,
        1,
        "extractor 1",
        List.of(extractions),
        status == UnitStatus.FAILED || status == UnitStatus.PARTIAL ? "the model refused" : null,
        status == UnitStatus.FAILED ? new JobError("ModelRefused", "no", "extract") : null,
        new ModelUsage(1, 2, 30, 40));
  }

  private ExtractionQuery ofProject() {
    return new ExtractionQuery(project, null, null, null, null, null);
  }

  private List<Extraction> current() {
    return extractions.list(ofProject(), ALL).items();
  }

  @Test
  void plansWhatIsStaleOnceAndKeepsThePlan() {
    crawl("one", "http://b.com/", "http://a.com/");
    JobId job = plan(everything(false));
    crawl("one", "http://c.com/");

    assertThat(plans.plan(job, everything(true), "extractor 2", NOW)).isEqualTo(2);
    List<ExtractionUnit> units = plans.units(job, 0, 10, UnitStatus.PLANNED);
    assertThat(units.stream().map(unit -> unit.source().url()))
        .containsExactly("http://a.com/", "http://b.com/");
    assertThat(units.get(0).body()).asString().isEqualTo("<p>one");
    assertThat(units.get(0).contentType()).isEqualTo("text/html");
    assertThat(units.get(0).current()).isEmpty();
    assertThat(plans.counters(job).planned()).isEqualTo(2);
  }

  @Test
  void plansOnlyWhatTheRequestNames() {
    crawl("one", "http://a.com/", "http://b.com/");
    JobId earlier = crawl;
    crawl("two", "http://c.com/");
    SourceId first =
        sources.list(new SourceQuery(project, null, null, "a.com", null), ALL).items().get(0).id();

    assertThat(plans.counters(plan(ExtractRequest.ofCrawl(earlier))).planned()).isEqualTo(2);
    assertThat(
            plans
                .counters(
                    plan(new ExtractRequest(List.of(first), List.of(), List.of(), true, null)))
                .planned())
        .isEqualTo(1);
    assertThat(
            plans
                .counters(
                    plan(new ExtractRequest(List.of(), List.of("nobody"), List.of(), true, null)))
                .planned())
        .isZero();
    assertThat(
            plans
                .counters(
                    plan(
                        new ExtractRequest(
                            List.of(), List.of("example.com"), List.of(), true, null)))
                .planned())
        .isEqualTo(3);
  }

  @Test
  void commitsAUnitOnce() {
    crawl("one", "http://a.com/");
    JobId job = plan(everything(false));
    UnitResult result = result(unit(job, 0), UnitStatus.EXTRACTED, extraction("12345", "Acme"));

    plans.commit(job, result, NOW);
    ExtractionCounters once = plans.counters(job);
    plans.commit(job, result, NOW.plusSeconds(5));

    assertThat(once)
        .isEqualTo(new ExtractionCounters(1, 1, 0, 0, 0, 0, 0, 4, new ModelUsage(1, 2, 30, 40)));
    assertThat(plans.counters(job)).isEqualTo(once);
    assertThat(extractions.count(project)).isEqualTo(1);
    assertThat(plans.counters(plan(everything(false))).planned()).as("nothing is stale").isZero();
    Source source =
        sources
            .list(new SourceQuery(project, null, SourceStatus.EXTRACTED, null, null), ALL)
            .items()
            .get(0);
    assertThat(source.documentId()).isNotNull();
  }

  @Test
  void keepsAnswersAsTheyAreInTheOrderOfTheSchema() {
    crawl("one", "http://a.com/");
    JobId job = plan(everything(false));
    NewExtraction made = extraction("12345", "Acme \u0001 \\u0000 \uD83D\uDE00");

    plans.commit(job, result(unit(job, 0), UnitStatus.EXTRACTED, made), NOW);

    Extraction kept = current().get(0);
    assertThat(kept.answer()).isEqualTo(made.answer());
    assertThat(kept.answer().items().get(0).fields().keySet())
        .containsExactly("street_name", "zip", "a", "name");
    assertThat(kept.data()).isEqualTo(made.data());
    assertThat(kept.confidence()).isEqualTo(0.9);
    assertThat(kept.schemaVersion()).isEqualTo(1);
    assertThat(kept.sourceUrl()).isEqualTo("http://a.com/");
    assertThat(extractions.find(project, kept.id())).contains(kept);
    assertThat(extractions.find(world.project(), kept.id())).isEmpty();
    assertThat(extractions.current(project, "example.com", "company")).containsExactly(kept);
  }

  @Test
  void findsExtractionsAtExactlyTheConfidenceAskedFor() {
    crawl("one", "http://a.com/");
    JobId job = plan(everything(false));
    plans.commit(job, result(unit(job, 0), UnitStatus.EXTRACTED, extraction("12345", "Acme")), NOW);

    assertThat(
            extractions
                .list(new ExtractionQuery(project, null, null, null, 0.9, null), ALL)
                .items())
        .hasSize(1);
    assertThat(
            extractions
                .list(new ExtractionQuery(project, null, null, null, 0.91, null), ALL)
                .items())
        .isEmpty();
    assertThat(
            extractions
                .list(new ExtractionQuery(project, null, "example.com", "company", null, 1), ALL)
                .items())
        .hasSize(1);
    assertThat(
            extractions
                .list(new ExtractionQuery(project, null, null, "other", null, null), ALL)
                .items())
        .isEmpty();
    assertThat(
            extractions.list(new ExtractionQuery(project, null, null, null, null, 2), ALL).items())
        .isEmpty();
  }

  @Test
  void refusesDataThatItsSchemaRefuses() {
    crawl("one", "http://a.com/");
    JobId job = plan(everything(false));
    UnitResult bad = result(unit(job, 0), UnitStatus.EXTRACTED, extraction("no zip", "Acme"));

    assertThatThrownBy(() -> plans.commit(job, bad, NOW))
        .isInstanceOf(ResultRefused.class)
        .hasMessageContaining("zip");

    assertThat(extractions.count(project)).isZero();
    assertThat(plans.counters(job).pending()).isEqualTo(1);
  }

  @Test
  void keepsOldExtractionsBesideTheCurrentOne() {
    crawl("one", "http://a.com/");
    JobId first = plan(everything(false));
    plans.commit(
        first, result(unit(first, 0), UnitStatus.EXTRACTED, extraction("12345", "Old")), NOW);
    Extraction old = current().get(0);

    JobId second = plan(everything(true));
    assertThat(unit(second, 0).current().get("company").id()).isEqualTo(old.id());
    plans.commit(
        second,
        result(unit(second, 0), UnitStatus.EXTRACTED, extraction("12345", "New")),
        NOW.plusSeconds(1));

    assertThat(extractions.count(project)).isEqualTo(2);
    assertThat(current()).hasSize(1);
    assertThat(current().get(0).data().get("name").asString()).isEqualTo("New");
    assertThat(extractions.find(project, old.id())).contains(old);
    assertThatThrownBy(
            () ->
                world.projects.putSchema(
                    project, schema(group("company", field("a", FieldType.NUMBER))), false, NOW))
        .isInstanceOf(SchemaInUse.class)
        .hasMessageContaining("2 extractions");
  }

  @Test
  void anUnchangedSourceKeepsItsExtractions() {
    crawl("one", "http://a.com/");
    JobId first = plan(everything(false));
    plans.commit(
        first, result(unit(first, 0), UnitStatus.EXTRACTED, extraction("12345", "Acme")), NOW);
    List<Extraction> before = current();
    JobId second = plan(everything(true));

    plans.commit(second, result(unit(second, 0), UnitStatus.UNCHANGED), NOW);

    assertThat(current()).isEqualTo(before);
    assertThat(plans.counters(second).unchanged()).isEqualTo(1);
    assertThat(plans.touchedGroups(second, null, 5)).containsExactly("example.com");
    assertThat(plans.touchedGroups(second, "example.com", 5)).isEmpty();
  }

  @Test
  void passesUnitsToTheModelAndNamesFailures() {
    crawl("one", "http://a.com/", "http://b.com/", "http://c.com/");
    JobId job = plan(everything(false));
    for (int ordinal = 0; ordinal < 3; ordinal++) {
      plans.commit(job, withoutUsage(result(unit(job, ordinal), UnitStatus.MODEL)), NOW);
    }
    assertThat(plans.modelOrdinals(job, -1, 2)).containsExactly(0, 1);
    assertThat(plans.modelOrdinals(job, 1, 5)).containsExactly(2);
    assertThat(plans.units(job, 0, 9, UnitStatus.PLANNED)).isEmpty();
    List<ExtractionUnit> units = plans.units(job, 0, 9, UnitStatus.MODEL);

    plans.commit(job, result(units.get(0), UnitStatus.FAILED), NOW);
    plans.commit(job, result(units.get(1), UnitStatus.PARTIAL, extraction("12345", "B")), NOW);
    plans.commit(job, result(units.get(2), UnitStatus.SKIPPED), NOW);

    ExtractionCounters counters = plans.counters(job);
    assertThat(counters.failed()).isEqualTo(1);
    assertThat(counters.partial()).isEqualTo(1);
    assertThat(counters.skipped()).isEqualTo(1);
    assertThat(counters.pending()).isZero();
    assertThat(counters.usage().calls()).isEqualTo(3);
    assertThat(plans.failures(job, 5))
        .extracting("sourceUrl", "status", "reason")
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("http://a.com/", "failed", "the model refused"),
            org.assertj.core.groups.Tuple.tuple("http://b.com/", "partial", "the model refused"));
    assertThat(plans.counters(plan(everything(false))).planned())
        .as("failed and partial ones are tried again")
        .isEqualTo(2);
  }

  private static UnitResult withoutUsage(UnitResult result) {
    return new UnitResult(
        result.unit(),
        result.status(),
        result.document(),
        result.contentHash(),
        LeftOut.NOTHING,
        1,
        result.fingerprint(),
        List.of(),
        null,
        null,
        ModelUsage.NONE);
  }

  @Test
  void readsDocumentsBackAsTheyWere() {
    crawl("one", "http://a.com/");
    JobId job = plan(everything(false));
    UnitResult result = result(unit(job, 0), UnitStatus.EXTRACTED, extraction("12345", "Acme"));
    assertThat(plans.document(job, 0)).isEmpty();
    plans.commit(job, result, NOW);

    UnitDocument read = plans.document(job, 0).orElseThrow();

    assertThat(read.document()).isEqualTo(result.document());
    assertThat(read.extractions()).hasSize(1);
    SourceId source = read.source().id();
    assertThat(sources.document(project, source)).contains(result.document());
    assertThat(sources.document(project, read.documentId())).contains(result.document());
    assertThat(sources.document(world.project(), read.documentId())).isEmpty();
    assertThat(sources.body(project, read.documentId()).orElseThrow().bytes())
        .isEqualTo(sources.body(project, source).orElseThrow().bytes());
    assertThat(sources.body(world.project(), read.documentId())).isEmpty();
    plans.indexed(job, List.of(0));
    plans.indexed(job, List.of(0));
    assertThat(plans.counters(job).indexed()).isEqualTo(1);
    assertThat(plans.document(job, 0)).as("once indexed").isEmpty();
  }

  @Test
  void keepsTheDocumentThatAnOldQuotePointsInto() {
    crawl("one", "http://a.com/");
    world
        .database
        .client()
        .sql("update sources set visible_hash = sha256('same') where project_id = :id")
        .param("id", project.value())
        .update();
    recrawlWithTheSameVisibleText("b");
    JobId job = plan(everything(true));
    UnitResult result = result(unit(job, 0), UnitStatus.EXTRACTED, extraction("12345", "Acme"));
    plans.commit(job, result, NOW);
    DocumentId quoted = current().get(0).documentId();

    recrawlWithTheSameVisibleText("c");

    assertThat(sources.document(project, quoted)).contains(result.document());
  }

  private void recrawlWithTheSameVisibleText(String body) {
    crawl = world.crawl(project, 10);
    world.frontier.add(crawl, List.of(entry("http://a.com/")));
    world.frontier.commit(
        crawl,
        "a",
        List.of(
            new lode.domain.crawl.PageOutcome.Stored(
                world.claim(crawl, "a", 1).get(0),
                new lode.domain.crawl.StoredPage(
                    200,
                    body.getBytes(),
                    null,
                    null,
                    null,
                    null,
                    null,
                    ContentHash.of("same"),
                    null,
                    NOW),
                List.of())),
        NOW);
    assertThat(world.frontier.counters(crawl).unchanged()).isEqualTo(1);
  }

  @Test
  void listsSourcesNewestFirstByWhatIsAsked() {
    crawl("one", "http://a.com/", "http://b.com/x", "http://b.com/y");
    List<String> seen = new ArrayList<>();
    String cursor = null;
    do {
      Page<Source> page =
          sources.list(
              new SourceQuery(project, null, null, null, null), new PageRequest(2, cursor));
      page.items().forEach(source -> seen.add(source.url()));
      cursor = page.nextCursor();
    } while (cursor != null);

    assertThat(seen).containsExactlyInAnyOrder("http://a.com/", "http://b.com/x", "http://b.com/y");
    assertThat(count(new SourceQuery(project, null, null, "b.com", null))).isEqualTo(2);
    assertThat(count(new SourceQuery(project, "example.com", SourceStatus.PENDING, null, crawl)))
        .isEqualTo(3);
    assertThat(count(new SourceQuery(project, "other", null, null, null))).isZero();
    assertThat(sources.summary(project).total()).isEqualTo(3);
    assertThat(sources.summary(project).byStatus()).containsEntry("pending", 3L);
    assertThat(sources.summary(project).bySourceGroup()).containsEntry("example.com", 3L);
    Source first =
        sources.list(new SourceQuery(project, null, null, "a.com", null), ALL).items().get(0);
    assertThat(sources.find(project, first.id())).contains(first);
    assertThat(sources.find(world.project(), first.id())).isEmpty();
    assertThat(sources.body(project, first.id()).orElseThrow().bytes())
        .asString()
        .isEqualTo("<p>one");
    assertThat(sources.document(project, first.id())).isEmpty();
  }

  private int count(SourceQuery query) {
    return sources.list(query, ALL).items().size();
  }

  @Test
  void replacesTheRecordsOfASourceGroup() {
    PostgresRecords records =
        new PostgresRecords(world.database.client(), world.database.transaction());
    JobId job = world.job(JobKind.EXTRACT, project);
    ConsolidatedRecord company = record("acme", "company");
    ConsolidatedRecord product = record("acme", "product");
    records.replace(project, "acme", 1, List.of(company, product), job, NOW);
    records.replace(project, "acme", 1, List.of(product), job, NOW);
    records.replace(project, "acme", 1, List.of(product), job, NOW);

    assertThat(records.all(project, 1, List.of(), List.of())).containsExactly(product);
    assertThat(
            records
                .all(project, 1, List.of("acme"), List.of("product"))
                .get(0)
                .items()
                .get(0)
                .fields()
                .keySet())
        .containsExactly("street_name", "zip", "a", "name");
    assertThat(records.all(project, 2, List.of(), List.of())).isEmpty();
    assertThat(records.all(project, 1, List.of("other"), List.of())).isEmpty();
    records.replace(project, "acme", 1, List.of(), job, NOW);
    assertThat(records.all(project, 1, List.of(), List.of())).isEmpty();
  }

  @Test
  void listsRecordsBySourceGroupThenFieldGroup() {
    PostgresRecords records =
        new PostgresRecords(world.database.client(), world.database.transaction());
    JobId job = world.job(JobKind.EXTRACT, project);
    for (String name : List.of("b", "a", "ab")) {
      records.replace(
          project, name, 1, List.of(record(name, "zeta"), record(name, "beta")), job, NOW);
    }
    List<String> seen = new ArrayList<>();
    String cursor = null;
    do {
      Page<ConsolidatedRecord> page =
          records.list(project, 1, null, null, new PageRequest(1, cursor));
      page.items().forEach(item -> seen.add(item.sourceGroup() + "/" + item.fieldGroup()));
      cursor = page.nextCursor();
    } while (cursor != null);

    assertThat(seen).containsExactly("a/beta", "a/zeta", "ab/beta", "ab/zeta", "b/beta", "b/zeta");
    assertThat(records.list(project, 1, "ab", "beta", ALL).items()).hasSize(1);
  }

  private ConsolidatedRecord record(String sourceGroup, String fieldGroup) {
    Map<String, ConsolidatedField> fields = new LinkedHashMap<>();
    for (Field field : COMPANY.fields()) {
      JsonNode value = StringNode.valueOf("of " + field.name());
      fields.put(
          field.name(),
          new ConsolidatedField(
              value,
              null,
              new Provenance(
                  ConsolidationStrategy.FREQUENCY, 1, 1, 0.5, List.of(), 0, List.of(), 0)));
    }
    return new ConsolidatedRecord(
        project, sourceGroup, fieldGroup, 1, List.of(new ConsolidatedItem(fields)));
  }

  @Test
  void leasesACompletionToOneBuyer() throws Exception {
    PostgresCompletions completions =
        new PostgresCompletions(world.database.client(), world.database.transaction());
    CompletionKey key = key("lease");
    Queue<Boolean> taken = new ConcurrentLinkedQueue<>();

    Threads.run(
        6, number -> taken.add(completions.lease(key, "owner" + number, Duration.ofMinutes(1))));

    assertThat(taken.stream().filter(won -> won)).hasSize(1);
    assertThat(completions.lease(key("other"), "owner", Duration.ofMinutes(1))).isTrue();
    assertThat(completions.lease(key("other"), "owner", Duration.ofMinutes(1)))
        .as("again by its owner")
        .isTrue();
    completions.release(key("other"), "somebody else");
    assertThat(completions.lease(key("other"), "next", Duration.ofMinutes(1))).isFalse();
    completions.release(key("other"), "owner");
    assertThat(completions.lease(key("other"), "next", Duration.ofMillis(-1))).isTrue();
    assertThat(completions.lease(key("other"), "after it ran out", Duration.ofMinutes(1))).isTrue();
  }

  @Test
  void keepsTheFirstReplyAndEndsItsLease() {
    PostgresCompletions completions =
        new PostgresCompletions(world.database.client(), world.database.transaction());
    JobId job = world.job(JobKind.EXTRACT, project);
    CompletionKey key = key("store");
    completions.lease(key, "owner", Duration.ofMinutes(1));
    ModelReply reply =
        new ModelReply("{\"a\": \"\\u0000 ü\"}", ModelReply.FinishReason.STOP, 10, 20, "m", false);
    ModelReply late = new ModelReply("late", ModelReply.FinishReason.LENGTH, 1, 2, "m", true);

    assertThat(completions.find(key)).isEmpty();
    completions.store(key, reply, job, project);
    completions.store(key, late, job, project);

    assertThat(completions.find(key).orElseThrow().reply()).isEqualTo(reply);
    assertThat(completions.lease(key, "other", Duration.ofMinutes(1))).isTrue();
    assertThat(
            completions.find(
                new CompletionKey(
                    key.model(), key.promptVersion(), key.schemaHash(), key.inputHash(), 2)))
        .isEmpty();
  }

  private static CompletionKey key(String input) {
    return new CompletionKey(
        "model", "1", ContentHash.of("schema").hex(), ContentHash.of(input).hex(), 1);
  }

  @Test
  void replacesThePassagesOfASource() {
    crawl("one", "http://a.com/");
    JobId job = plan(everything(false));
    plans.commit(job, result(unit(job, 0), UnitStatus.EXTRACTED, extraction("12345", "Acme")), NOW);
    Extraction extraction = current().get(0);
    PostgresPassages passages =
        new PostgresPassages(world.database.client(), world.database.transaction());
    Passage chunk = passage(extraction, null, "some text");
    Passage fact = passage(extraction, extraction.id(), "name Acme");

    assertThat(passages.replace(extraction.sourceId(), List.of(chunk, fact), job)).isEmpty();
    assertThat(passages.replace(extraction.sourceId(), List.of(fact), job))
        .containsExactly(chunk.id());

    Map<UUID, Found> found = passages.find(project, List.of(chunk.id(), fact.id()));
    assertThat(found).containsOnlyKeys(fact.id());
    assertThat(found.get(fact.id()).passage()).isEqualTo(fact);
    assertThat(found.get(fact.id()).url()).isEqualTo("http://a.com/");
    assertThat(found.get(fact.id()).data()).isEqualTo(extraction.data());
    assertThat(passages.find(world.project(), List.of(fact.id()))).isEmpty();
    assertThat(passages.scan(null, 1000)).contains(fact).doesNotContain(chunk);
    assertThat(passages.scan(fact.id(), 1000)).doesNotContain(fact);
    assertThat(passages.replace(extraction.sourceId(), List.of(), job)).containsExactly(fact.id());
  }

  private Passage passage(Extraction extraction, ExtractionId id, String text) {
    return new Passage(
        UUID.randomUUID(),
        project,
        extraction.sourceId(),
        extraction.documentId(),
        id,
        "example.com",
        id == null ? null : "company",
        "heading",
        text,
        new CharInterval(0, 4));
  }

  @Test
  void keepsEmbeddingsToTheLastBit() {
    PostgresEmbeddings embeddings = new PostgresEmbeddings(world.database.client());
    float[] vector = {0f, -0f, 1f / 3, Float.MIN_VALUE, -Float.MAX_VALUE, 1e-20f};
    Map<String, float[]> many = new LinkedHashMap<>();
    IntStream.range(0, 300).forEach(i -> many.put("text " + i, new float[] {i, -i}));

    embeddings.keep("m", Map.of("text", vector));
    embeddings.keep("m", Map.of("text", new float[] {9}));
    embeddings.keep("m", many);
    embeddings.keep("m", Map.of());

    assertThat(embeddings.find("m", List.of("text", "unknown"))).containsOnlyKeys("text");
    assertThat(embeddings.find("m", List.of("text")).get("text")).containsExactly(vector);
    assertThat(embeddings.find("other model", List.of("text"))).isEmpty();
    assertThat(embeddings.find("m", List.of())).isEmpty();
    assertThat(embeddings.find("m", List.copyOf(many.keySet())).get("text 299"))
        .containsExactly(299f, -299f);
  }

  @Test
  void deletingAProjectTakesAllOfItAlong() {
    crawl("one", "http://a.com/");
    JobId job = plan(everything(false));
    plans.commit(job, result(unit(job, 0), UnitStatus.EXTRACTED, extraction("12345", "Acme")), NOW);

    world
        .database
        .client()
        .sql("delete from projects where id = :id")
        .param("id", project.value())
        .update();

    assertThat(extractions.count(project)).isZero();
    assertThat(sources.summary(project).total()).isZero();
    assertThat(world.jobs.find(job)).isEmpty();
    assertThat(world.frontier.counters(crawl).discovered()).isZero();
  }
}
