package lode.adapters.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import lode.domain.boilerplate.BlockCounts;
import lode.domain.boilerplate.BoilerplateRule;
import lode.domain.boilerplate.BoilerplateSet;
import lode.domain.boilerplate.Boilerplates;
import lode.domain.boilerplate.HostBoilerplate;
import lode.domain.boilerplate.LeftOut;
import lode.domain.boilerplate.Released;
import lode.domain.boilerplate.RepeatedBlock;
import lode.domain.boilerplate.SurveyedPage;
import lode.domain.document.DocumentId;
import lode.domain.document.SourceId;
import lode.domain.job.JobId;
import lode.domain.job.Page;
import lode.domain.job.PageRequest;
import lode.domain.project.ProjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** {@link Boilerplates} in Postgres. */
public final class PostgresBoilerplates implements Boilerplates {

  private final JdbcClient db;
  private final TransactionTemplate transaction;

  /** Works on this database. */
  public PostgresBoilerplates(JdbcClient db, TransactionTemplate transaction) {
    this.db = db;
    this.transaction = transaction;
  }

  @Override
  public void keep(ProjectId projectId, SurveyedPage page) {
    db.sql(
            """
            insert into page_blocks (source_id, project_id, host, sections, rank, document_id, prints, characters)
            values (:source, :project, :host, :sections, :rank, :document, :prints, :characters)
            on conflict (source_id) do update set
                   host = excluded.host, sections = excluded.sections, rank = excluded.rank,
                   document_id = excluded.document_id, prints = excluded.prints, characters = excluded.characters
            """)
        .param("source", page.sourceId().value())
        .param("project", projectId.value())
        .param("host", page.place().host())
        .param("sections", page.place().sections().toArray(String[]::new))
        .param("rank", page.place().rank())
        .param("document", page.documentId().value())
        .param("prints", page.prints().toArray(Long[]::new))
        .param("characters", page.characters())
        .update();
  }

  @Override
  public List<String> undecidedHosts(JobId jobId, @Nullable String after, int limit) {
    return db.sql(
            """
            select distinct b.host from extraction_units u join page_blocks b on b.source_id = u.source_id
             where u.job_id = :job and (cast(:after as text) is null or b.host > :after)
               and not exists (select 1 from extraction_hosts h where h.job_id = :job and h.host = b.host)
             order by 1 limit :limit
            """)
        .param("job", jobId.value())
        .param("after", after)
        .param("limit", limit)
        .query(String.class)
        .list();
  }

  @Override
  public BlockCounts counts(ProjectId projectId, String host, BoilerplateRule rule) {
    return Objects.requireNonNull(
        transaction.execute(status -> new BlockCounting(db, projectId, host).counts(rule)));
  }

  @Override
  public Map<RepeatedBlock.Key, Keeper> keepers(
      ProjectId projectId, String host, List<RepeatedBlock.Key> blocks, BoilerplateSet before) {
    return new BlockCounting(db, projectId, host).keepers(blocks, before);
  }

  @Override
  public BoilerplateSet newest(ProjectId projectId, String host) {
    return db.sql(
            """
            select content from boilerplate_sets where project_id = :project and host = :host
             order by version desc limit 1
            """)
        .param("project", projectId.value())
        .param("host", host)
        .query(PostgresBoilerplates::set)
        .optional()
        .orElse(BoilerplateSet.NONE);
  }

  private static BoilerplateSet set(ResultSet row, int number) throws SQLException {
    return JsonColumns.read(row, "content", BoilerplateSet.class);
  }

  @Override
  public boolean decide(JobId jobId, ProjectId projectId, String host, Decision decision) {
    return Boolean.TRUE.equals(
        transaction.execute(status -> decideNow(jobId, projectId, host, decision)));
  }

  private boolean decideNow(JobId jobId, ProjectId projectId, String host, Decision decision) {
    db.sql(
            "select pg_advisory_xact_lock(hashtextextended('boilerplate ' || :project || ' ' || :host, 0))")
        .param("project", projectId.toString())
        .param("host", host)
        .query((row, number) -> 0)
        .single();
    if (newest(projectId, host).version() != decision.basedOn()) {
      return false;
    }
    keepSet(projectId, host, decision);
    owe(projectId, host, decision.released());
    db.sql(
            "insert into extraction_hosts (job_id, host, version) values (:job, :host, :version)"
                + " on conflict do nothing")
        .param("job", jobId.value())
        .param("host", host)
        .param("version", decision.next().version())
        .update();
    forget(projectId, host, decision.next().version());
    return true;
  }

  private void keepSet(ProjectId projectId, String host, Decision decision) {
    db.sql(
            """
            insert into boilerplate_sets (project_id, host, version, pages, blocks, content, examples, released)
            values (:project, :host, :version, :pages, :blocks, :content, :examples, :released)
            on conflict (project_id, host, version) do update set
                   pages = excluded.pages, blocks = excluded.blocks, content = excluded.content,
                   examples = excluded.examples, decided_at = now()
            """)
        .param("project", projectId.value())
        .param("host", host)
        .param("version", decision.next().version())
        .param("pages", decision.pages())
        .param("blocks", decision.blocks())
        .param("content", JsonColumns.parameter(decision.next()))
        .param("examples", JsonColumns.parameter(decision.examples()))
        .param("released", Rows.array(decision.released(), Released::print, new Long[0]))
        .update();
  }

  /** Notes the pages that text comes back to. */
  private void owe(ProjectId projectId, String host, List<Released> released) {
    if (released.isEmpty()) {
      return;
    }
    List<Released> everywhere = released.stream().filter(one -> one.only() == null).toList();
    List<Released> somewhere = released.stream().filter(one -> one.only() != null).toList();
    db.sql(
            """
            update left_out_blocks l set owed = true from page_blocks b
             where b.source_id = l.source_id and b.project_id = :project and b.host = :host and not l.owed
               and (l.prints && :everywhere or exists (
                      select 1 from unnest(cast(:prints as bigint[]), cast(:sources as uuid[])) as o (print, source)
                       where o.source = l.source_id and o.print = any(l.prints)))
            """)
        .param("project", projectId.value())
        .param("host", host)
        .param("everywhere", Rows.array(everywhere, Released::print, new Long[0]))
        .param("prints", Rows.array(somewhere, Released::print, new Long[0]))
        .param("sources", Rows.array(somewhere, PostgresBoilerplates::onlyPage, new UUID[0]))
        .update();
  }

  private static @Nullable UUID onlyPage(Released released) {
    return released.only() == null ? null : released.only().value();
  }

  /** Older versions go when no live job leaves out by them or by one before. */
  private void forget(ProjectId projectId, String host, int newest) {
    db.sql(
            """
            delete from boilerplate_sets s
             where s.project_id = :project and s.host = :host and s.version < :newest and not exists (
                   select 1 from extraction_hosts h join jobs j on j.id = h.job_id
                    where j.project_id = :project and h.host = :host and h.version <= s.version
                      and j.status in ('queued', 'running', 'paused'))
            """)
        .param("project", projectId.value())
        .param("host", host)
        .param("newest", newest)
        .update();
  }

  @Override
  public BoilerplateSet pinned(JobId jobId, String host) {
    return db.sql(
            """
            select s.content from extraction_hosts h join jobs j on j.id = h.job_id
              join boilerplate_sets s on s.project_id = j.project_id and s.host = h.host and s.version = h.version
             where h.job_id = :job and h.host = :host
            """)
        .param("job", jobId.value())
        .param("host", host)
        .query(PostgresBoilerplates::set)
        .optional()
        .orElse(BoilerplateSet.NONE);
  }

  @Override
  public LeftOut leftOut(SourceId sourceId, DocumentId documentId) {
    return new LeftOutRows(db).find(sourceId, documentId);
  }

  @Override
  public Page<HostBoilerplate> list(ProjectId projectId, @Nullable String host, PageRequest page) {
    List<HostBoilerplate> rows =
        db.sql(
                """
                with hosts as (
                  select b.host, count(*) as pages, sum(b.characters) as characters,
                         coalesce(sum(l.characters), 0) as left_out, count(*) filter (where l.owed) as owed
                    from page_blocks b
                    left join source_identities i on i.source_id = b.source_id
                    left join left_out_blocks l on l.source_id = b.source_id
                   where b.project_id = :project and i.same_as is null
                     and (cast(:host as text) is null or b.host = :host)
                     and (cast(:after as text) is null or b.host > :after)
                   group by b.host order by b.host limit :limit)
                select hosts.*, s.blocks, s.content, s.examples
                  from hosts left join lateral (
                    select * from boilerplate_sets n where n.project_id = :project and n.host = hosts.host
                     order by n.version desc limit 1) s on true
                 order by hosts.host
                """)
            .param("project", projectId.value())
            .param("host", host)
            .param("after", Cursor.text(page))
            .param("limit", page.limit() + 1)
            .query(PostgresBoilerplates::figures)
            .list();
    return Cursor.textPage(rows, page, row -> Cursor.encode(row.host()));
  }

  private static HostBoilerplate figures(ResultSet row, int number) throws SQLException {
    BoilerplateSet set = JsonColumns.readNullable(row, "content", BoilerplateSet.class);
    HostBoilerplate.Example[] examples =
        JsonColumns.readNullable(row, "examples", HostBoilerplate.Example[].class);
    long characters = row.getLong("characters");
    long leftOut = row.getLong("left_out");
    return new HostBoilerplate(
        row.getString("host"),
        row.getInt("pages"),
        row.getLong("blocks"),
        set == null ? 0 : (int) set.blocks().stream().map(RepeatedBlock::print).distinct().count(),
        characters,
        leftOut,
        characters == 0 ? 0 : Math.round(1000.0 * leftOut / characters) / 1000.0,
        row.getInt("owed"),
        examples == null ? List.of() : List.of(examples));
  }
}
