package lode.adapters.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import lode.domain.document.SameAs;
import lode.domain.document.Source;
import lode.domain.document.SourceId;
import lode.domain.document.SourceStatus;
import lode.domain.document.SourceUrl;
import lode.domain.document.UrlRelation;
import lode.domain.job.Page;
import lode.domain.project.ProjectId;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sources with what their identity tells: the source they are linked to, the URLs that lead there. */
final class SourceUrls {

  /** Of a source {@code s} with identity {@code i}: its links tell at once, extraction notes them later. */
  static final String STATUS =
      "case when i.same_as is not null then 'skipped'"
          + " when s.status = 'skipped' and s.extracted_version is null then 'pending' else s.status end";

  static final String SELECT =
      "select s.*, "
          + STATUS
          + " as shown, i.same_as, i.same_reason, m.url as same_url from sources s"
          + " left join source_identities i on i.source_id = s.id"
          + " left join sources m on m.id = i.same_as ";

  /**
   * A redirect may lead over others, in a circle, too: what is there is not added again. Each step
   * takes no more than are told, whatever thousands lead to a page that asks for a login.
   */
  private static final String URLS =
      """
      with recursive member as (
        select s.id as source, s.project_id, s.url_hash, s.url, 'own' as relation
          from sources s where s.id = any(cast(:ids as uuid[]))
        union all
        select w.id, k.project_id, k.url_hash, k.url, k.same_reason
          from unnest(cast(:ids as uuid[])) as w (id) cross join lateral (
            select s.project_id, s.url_hash, s.url, i.same_reason
              from source_identities i join sources s on s.id = i.source_id
             where i.same_as = w.id order by s.url limit :most) k),
      leading_there as (
        select * from member
        union
        select l.source, l.project_id, u.url_hash, u.url, 'redirect'
          from leading_there l cross join lateral (
            select e.url_hash, e.url from source_urls e
             where e.project_id = l.project_id and e.target_hash = l.url_hash order by e.url limit :most) u),
      once as (
        select distinct on (source, url) source, url, relation from leading_there
         order by source, url, relation = 'redirect'),
      numbered as (
        select *, row_number() over (partition by source order by relation <> 'own', relation, url) as n from once)
      select source, url, relation from numbered where n <= :most order by source, n
      """;

  private final JdbcClient db;

  SourceUrls(JdbcClient db) {
    this.db = db;
  }

  /** A source of {@link #SELECT}, its URLs still to be read. */
  static Source source(ResultSet row, int number) throws SQLException {
    UUID main = Rows.uuid(row, "same_as");
    SameAs same =
        main == null
            ? null
            : new SameAs(
                new SourceId(main),
                row.getString("same_url"),
                UrlRelation.of(row.getString("same_reason")));
    return PostgresSources.source(row)
        .with(SourceStatus.of(row.getString("shown")), same, List.of());
  }

  Source read(Source source) {
    return read(List.of(source)).get(0);
  }

  Page<Source> read(Page<Source> page) {
    return new Page<>(read(page.items()), page.nextCursor());
  }

  private List<Source> read(List<Source> sources) {
    Map<UUID, List<SourceUrl>> urls = new HashMap<>();
    db.sql(URLS)
        .param("ids", sources.stream().map(source -> source.id().value()).toArray(UUID[]::new))
        .param("most", Source.MAX_URLS)
        .query(
            (row, number) ->
                urls.computeIfAbsent(Rows.uuid(row, "source"), id -> new ArrayList<>())
                    .add(
                        new SourceUrl(
                            row.getString("url"), UrlRelation.of(row.getString("relation")))))
        .list();
    return sources.stream()
        .map(
            one ->
                one.with(
                    one.status(), one.sameAs(), urls.getOrDefault(one.id().value(), List.of())))
        .toList();
  }

  long duplicates(ProjectId projectId) {
    return db.sql(
            "select count(*) from source_identities where project_id = :project and same_as is not null")
        .param("project", projectId.value())
        .query(Long.class)
        .single();
  }
}
