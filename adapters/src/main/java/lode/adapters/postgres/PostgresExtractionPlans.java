package lode.adapters.postgres;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import lode.adapters.validation.DataInvalid;
import lode.adapters.validation.ValidData;
import lode.domain.document.DocumentId;
import lode.domain.document.SourceId;
import lode.domain.document.SourceStatus;
import lode.domain.extraction.ExtractRequest;
import lode.domain.extraction.Extraction;
import lode.domain.extraction.ExtractionCounters;
import lode.domain.extraction.ExtractionId;
import lode.domain.extraction.ExtractionPlans;
import lode.domain.extraction.ExtractionStatus;
import lode.domain.extraction.ExtractionUnit;
import lode.domain.extraction.ExtractionUnit.CurrentExtraction;
import lode.domain.extraction.ModelUsage;
import lode.domain.extraction.NewExtraction;
import lode.domain.extraction.ResultRefused;
import lode.domain.extraction.UnitResult;
import lode.domain.extraction.UnitStatus;
import lode.domain.job.JobId;
import lode.domain.job.NamedUuid;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** {@link ExtractionPlans} in Postgres. */
public final class PostgresExtractionPlans implements ExtractionPlans {

  private final JdbcClient db;
  private final TransactionTemplate transaction;
  private final ValidData validData = new ValidData();

  /** Works on this database. */
  public PostgresExtractionPlans(JdbcClient db, TransactionTemplate transaction) {
    this.db = db;
    this.transaction = transaction;
  }

  @Override
  public int plan(JobId jobId, ExtractRequest request, String fingerprint, Instant now) {
    return transaction.execute(
        status -> {
          db.sql("insert into extraction_runs (job_id) values (:job) on conflict do nothing")
              .param("job", jobId.value())
              .update();
          Optional<Integer> planned = plannedBefore(jobId);
          return planned.orElseGet(() -> planNow(jobId, request, fingerprint, now));
        });
  }

  private Optional<Integer> plannedBefore(JobId jobId) {
    return db.sql(
            "select planned from extraction_runs where job_id = :job and planned_at is not null for"
                + " update")
        .param("job", jobId.value())
        .query(Integer.class)
        .optional();
  }

  private int planNow(JobId jobId, ExtractRequest request, String fingerprint, Instant now) {
    PlannedSources sources = new PlannedSources(db, jobId, request);
    int read = sources.planStale(fingerprint);
    int leftOut = sources.leaveOutLinked(read, now);
    db.sql(
            "update extraction_runs set planned = :n, skipped = :skipped, planned_at = :now"
                + " where job_id = :job")
        .param("job", jobId.value())
        .param("n", read + leftOut)
        .param("skipped", leftOut)
        .param("now", Rows.time(now))
        .update();
    return read + leftOut;
  }

  @Override
  public int planAgain(JobId jobId, ExtractRequest request) {
    return transaction.execute(
        status -> {
          int planned = plannedBefore(jobId).orElseThrow();
          int more = new PlannedSources(db, jobId, request).planOwed(planned);
          db.sql("update extraction_runs set planned = planned + :more where job_id = :job")
              .param("job", jobId.value())
              .param("more", more)
              .update();
          return planned + more;
        });
  }

  @Override
  public List<ExtractionUnit> units(JobId jobId, int from, int to, UnitStatus status) {
    Map<UUID, Map<String, CurrentExtraction>> current = currentExtractions(jobId, from, to);
    return db.sql(
            """
            select s.*, u.ordinal, u.status as unit_status, b.deflated, b.content_type
              from extraction_units u
              join sources s on s.id = u.source_id
              join bodies b on b.hash = s.body_hash
             where u.job_id = :job and u.ordinal >= :from and u.ordinal < :to and u.status = :status
             order by u.ordinal
            """)
        .param("job", jobId.value())
        .param("from", from)
        .param("to", to)
        .param("status", status.label())
        .query((row, number) -> unit(row, current))
        .list();
  }

  private static ExtractionUnit unit(
      ResultSet row, Map<UUID, Map<String, CurrentExtraction>> current) throws SQLException {
    return new ExtractionUnit(
        row.getInt("ordinal"),
        PostgresSources.source(row),
        Rows.hash(row, "body_hash"),
        Deflated.inflate(row.getBytes("deflated")),
        row.getString("content_type"),
        UnitStatus.of(row.getString("unit_status")),
        current.getOrDefault(Rows.uuid(row, "id"), Map.of()));
  }

  private Map<UUID, Map<String, CurrentExtraction>> currentExtractions(
      JobId jobId, int from, int to) {
    Map<UUID, Map<String, CurrentExtraction>> current = new HashMap<>();
    db.sql(
            """
            select e.source_id, e.id, e.document_id, e.field_group, encode(e.group_hash, 'hex') as group_hash,
                   e.fingerprint, e.content_hash, e.status
              from extraction_units u join extractions e on e.source_id = u.source_id and e.current
             where u.job_id = :job and u.ordinal >= :from and u.ordinal < :to
            """)
        .param("job", jobId.value())
        .param("from", from)
        .param("to", to)
        .query(
            (row, number) ->
                current
                    .computeIfAbsent(Rows.uuid(row, "source_id"), id -> new LinkedHashMap<>())
                    .put(row.getString("field_group"), currentExtraction(row)))
        .list();
    return current;
  }

  private static CurrentExtraction currentExtraction(ResultSet row) throws SQLException {
    return new CurrentExtraction(
        new ExtractionId(Rows.uuid(row, "id")),
        new DocumentId(Rows.uuid(row, "document_id")),
        row.getString("group_hash"),
        row.getString("fingerprint"),
        Rows.hash(row, "content_hash"),
        ExtractionStatus.of(row.getString("status")));
  }

  @Override
  public List<Integer> modelOrdinals(JobId jobId, int after, int limit) {
    return db.sql(
            """
            select ordinal from extraction_units where job_id = :job and status = 'model' and ordinal > :after
             order by ordinal limit :limit
            """)
        .param("job", jobId.value())
        .param("after", after)
        .param("limit", limit)
        .query(Integer.class)
        .list();
  }

  @Override
  public void commit(JobId jobId, UnitResult result, Instant now) {
    try {
      result
          .extractions()
          .forEach(extraction -> validData.require(extraction.group(), extraction.data()));
      byte[] document = result.document() == null ? null : deflate(result);
      transaction.executeWithoutResult(status -> commitNow(jobId, result, document, now));
    } catch (DataInvalid | DataIntegrityViolationException refused) {
      throw new ResultRefused(refused);
    }
  }

  private static byte[] deflate(UnitResult result) {
    return Deflated.deflate(JsonColumns.text(result.document()).getBytes(StandardCharsets.UTF_8));
  }

  private void commitNow(JobId jobId, UnitResult result, byte @Nullable [] document, Instant now) {
    Optional<PlannedUnit> unit = lock(jobId, result.ordinal());
    if (unit.isEmpty()) {
      return;
    }
    UUID documentId = null;
    if (document != null) {
      documentId = keepDocument(result, document);
    }
    if (result.status() != UnitStatus.MODEL) {
      keepExtractions(jobId, unit.get(), result, documentId, now);
      markSource(unit.get(), result, documentId);
      if (documentId != null) {
        new LeftOutRows(db).keep(jobId, unit.get().sourceId, documentId, result.leftOut());
      }
    }
    markUnit(jobId, result, now);
    count(jobId, result);
  }

  /** The unit, unless it was decided before: a repeated activity changes nothing. */
  private Optional<PlannedUnit> lock(JobId jobId, int ordinal) {
    return db.sql(
            """
            select u.source_id, s.project_id, s.source_group, j.schema_version
              from extraction_units u
              join sources s on s.id = u.source_id join jobs j on j.id = u.job_id
             where u.job_id = :job and u.ordinal = :ordinal and u.status in ('planned', 'model')
               for update of u, s
            """)
        .param("job", jobId.value())
        .param("ordinal", ordinal)
        .query(
            (row, number) ->
                new PlannedUnit(
                    Rows.uuid(row, "source_id"),
                    Rows.uuid(row, "project_id"),
                    row.getString("source_group"),
                    row.getInt("schema_version")))
        .optional();
  }

  private UUID keepDocument(UnitResult result, byte[] document) {
    return new PostgresDocuments(db)
        .keep(result.unit().bodyHash(), result.converterVersion(), result.document(), document)
        .value();
  }

  private void keepExtractions(
      JobId jobId, PlannedUnit unit, UnitResult result, @Nullable UUID documentId, Instant now) {
    for (NewExtraction extraction : result.extractions()) {
      db.sql(
              "update extractions set current = false where source_id = :source and field_group = :group"
                  + " and current")
          .param("source", unit.sourceId)
          .param("group", extraction.group().name())
          .update();
      insert(jobId, unit, result, documentId, extraction, now);
    }
  }

  private void insert(
      JobId jobId,
      PlannedUnit unit,
      UnitResult result,
      @Nullable UUID documentId,
      NewExtraction extraction,
      Instant now) {
    db.sql(
            """
            insert into extractions (id, project_id, source_id, document_id, source_group, field_group,
                   schema_version, group_hash, fingerprint, content_hash, status, data, answer, confidence, facts,
                   job_id, extracted_at)
            values (:id, :project, :source, :document, :sourceGroup, :fieldGroup, :schema, decode(:groupHash, 'hex'),
                    :fingerprint, :content, :status, :data, :answer, :confidence, :facts, :job, :now)
            """)
        .param("id", NamedUuid.of(jobId.value(), unit.sourceId + "/" + extraction.group().name()))
        .param("project", unit.projectId)
        .param("source", unit.sourceId)
        .param("document", documentId)
        .param("sourceGroup", unit.sourceGroup)
        .param("fieldGroup", extraction.group().name())
        .param("schema", unit.schemaVersion)
        .param("groupHash", extraction.groupHash())
        .param("fingerprint", result.fingerprint())
        .param("content", Rows.bytes(result.contentHash()))
        .param("status", extraction.status().label())
        .param("data", JsonColumns.parameter(extraction.data()))
        .param("answer", JsonColumns.ordered(extraction.answer()))
        .param("confidence", extraction.confidence())
        .param("facts", extraction.facts())
        .param("job", jobId.value())
        .param("now", Rows.time(now))
        .update();
  }

  private void markSource(PlannedUnit unit, UnitResult result, @Nullable UUID documentId) {
    db.sql(
            """
            update sources set status = :status, document_id = coalesce(:document, document_id),
                   extracted_version = :version, extracted_schema = :schema, extracted_by = :fingerprint
             where id = :id
            """)
        .param("id", unit.sourceId)
        .param("status", sourceStatus(result.status()).label())
        .param("document", documentId)
        .param("version", result.unit().source().version())
        .param("schema", unit.schemaVersion)
        .param("fingerprint", result.fingerprint())
        .update();
  }

  private static SourceStatus sourceStatus(UnitStatus status) {
    return switch (status) {
      case EXTRACTED, UNCHANGED -> SourceStatus.EXTRACTED;
      case PARTIAL -> SourceStatus.PARTIAL;
      case SKIPPED -> SourceStatus.SKIPPED;
      case FAILED -> SourceStatus.FAILED;
      case PLANNED, MODEL -> throw new IllegalArgumentException("not an end: " + status);
    };
  }

  private void markUnit(JobId jobId, UnitResult result, Instant now) {
    db.sql(
            """
            update extraction_units set status = :status, reason = :reason, error = :error, decided_at = :now
             where job_id = :job and ordinal = :ordinal
            """)
        .param("job", jobId.value())
        .param("ordinal", result.ordinal())
        .param("status", result.status().label())
        .param("reason", Rows.text(result.reason()))
        .param("error", JsonColumns.parameter(result.error()))
        .param("now", Rows.time(now))
        .update();
  }

  private void count(JobId jobId, UnitResult result) {
    UnitStatus status = result.status();
    int facts = result.extractions().stream().mapToInt(NewExtraction::facts).sum();
    db.sql(
            """
            update extraction_runs set extracted = extracted + :extracted, unchanged = unchanged + :unchanged,
                   skipped = skipped + :skipped, partial = partial + :partial, failed = failed + :failed,
                   facts = facts + :facts, model_calls = model_calls + :calls,
                   completion_hits = completion_hits + :hits, prompt_tokens = prompt_tokens + :prompt,
                   reply_tokens = reply_tokens + :reply
             where job_id = :job
            """)
        .param("job", jobId.value())
        .param("extracted", status == UnitStatus.EXTRACTED ? 1 : 0)
        .param("unchanged", status == UnitStatus.UNCHANGED ? 1 : 0)
        .param("skipped", status == UnitStatus.SKIPPED ? 1 : 0)
        .param("partial", status == UnitStatus.PARTIAL ? 1 : 0)
        .param("failed", status == UnitStatus.FAILED ? 1 : 0)
        .param("facts", status == UnitStatus.MODEL ? 0 : facts)
        .param("calls", result.usage().calls())
        .param("hits", result.usage().hits())
        .param("prompt", result.usage().promptTokens())
        .param("reply", result.usage().replyTokens())
        .update();
  }

  @Override
  public List<String> touchedGroups(JobId jobId, @Nullable String after, int limit) {
    return db.sql(
            """
            select distinct s.source_group from extraction_units u join sources s on s.id = u.source_id
             where u.job_id = :job and u.status in ('extracted', 'partial', 'unchanged', 'skipped')
               and (cast(:after as text) is null or s.source_group > :after)
             order by 1 limit :limit
            """)
        .param("job", jobId.value())
        .param("after", after)
        .param("limit", limit)
        .query(String.class)
        .list();
  }

  @Override
  public void indexed(JobId jobId, List<Integer> ordinals) {
    db.sql(
            """
            with done as (
              update extraction_units set indexed = true
               where job_id = :job and ordinal = any(:ordinals) and not indexed returning 1)
            update extraction_runs set indexed = indexed + (select count(*) from done) where job_id = :job
            """)
        .param("job", jobId.value())
        .param("ordinals", ordinals.toArray(Integer[]::new))
        .update();
  }

  @Override
  public ExtractionCounters counters(JobId jobId) {
    return db.sql("select * from extraction_runs where job_id = :job")
        .param("job", jobId.value())
        .query(
            (row, number) ->
                new ExtractionCounters(
                    row.getInt("planned"),
                    row.getInt("extracted"),
                    row.getInt("unchanged"),
                    row.getInt("skipped"),
                    row.getInt("partial"),
                    row.getInt("failed"),
                    row.getInt("indexed"),
                    row.getLong("facts"),
                    new ModelUsage(
                        row.getLong("model_calls"),
                        row.getLong("completion_hits"),
                        row.getLong("prompt_tokens"),
                        row.getLong("reply_tokens"))))
        .optional()
        .orElseGet(() -> new ExtractionCounters(0, 0, 0, 0, 0, 0, 0, 0, ModelUsage.NONE));
  }

  @Override
  public List<UnitFailure> failures(JobId jobId, int limit) {
    return db.sql(
            """
            select s.url, u.status, coalesce(u.reason, u.error ->> 'message', '') as reason
              from extraction_units u join sources s on s.id = u.source_id
             where u.job_id = :job and u.status in ('failed', 'partial') order by u.ordinal limit :limit
            """)
        .param("job", jobId.value())
        .param("limit", limit)
        .query(
            (row, number) ->
                new UnitFailure(
                    row.getString("url"), row.getString("status"), row.getString("reason")))
        .list();
  }

  @Override
  public Optional<UnitDocument> document(JobId jobId, int ordinal) {
    return db.sql(
            """
            select s.*, d.deflated from extraction_units u
              join sources s on s.id = u.source_id join documents d on d.id = s.document_id
             where u.job_id = :job and u.ordinal = :ordinal
               and u.status in ('extracted', 'partial', 'unchanged') and not u.indexed
            """)
        .param("job", jobId.value())
        .param("ordinal", ordinal)
        .query(
            (row, number) ->
                new UnitDocument(
                    PostgresSources.source(row),
                    new DocumentId(Rows.uuid(row, "document_id")),
                    PostgresSources.document(row),
                    extractions(Rows.uuid(row, "id"))))
        .optional();
  }

  @Override
  public Optional<SourceId> leftOut(JobId jobId, int ordinal) {
    return db.sql(
            """
            select u.source_id from extraction_units u
             where u.job_id = :job and u.ordinal = :ordinal and u.status = 'skipped'
               and exists (select 1 from passages p where p.source_id = u.source_id)
            """)
        .param("job", jobId.value())
        .param("ordinal", ordinal)
        .query((row, number) -> new SourceId(Rows.uuid(row, "source_id")))
        .optional();
  }

  private List<Extraction> extractions(UUID sourceId) {
    return new ArrayList<>(
        db.sql(PostgresExtractions.SELECT + " where e.source_id = :source and e.current")
            .param("source", sourceId)
            .query(PostgresExtractions::extraction)
            .list());
  }

  private record PlannedUnit(
      UUID sourceId, UUID projectId, String sourceGroup, int schemaVersion) {}
}
