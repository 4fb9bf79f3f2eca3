package lode.adapters.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import lode.domain.job.JobId;
import lode.domain.job.JobKind;
import lode.domain.project.ProjectId;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataIntegrityViolationException;

/** The tables refuse what must not be, whoever writes it. */
class MigrationTest {

  private static World world;
  private static ProjectId project;
  private static JobId crawl;

  @BeforeAll
  static void start() {
    world = new World();
    project = world.project();
    crawl = world.crawl(project, 10);
    world.frontier.add(crawl, java.util.List.of(World.entry("http://example.com/")));
    world.commit(crawl, "a", World.stored(world.claim(crawl, "a", 1).get(0), "text"));
    world.job(JobKind.EXTRACT, project);
  }

  @AfterAll
  static void end() {
    world.close();
  }

  @Test
  void migratingAgainChangesNothing() {
    var again = Flyway.configure().dataSource(world.database.dataSource()).load().migrate();

    assertThat(again.migrationsExecuted).isZero();
    assertThat(again.success).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "projects|insert into projects (id, name, schema_version) select ID, upper(name), 1 from projects",
        "schema_versions|insert into schema_versions select * from schema_versions",
        "schema_versions|insert into schema_versions (project_id, version, schema, schema_hash) values (ID, 1, '{}', '')",
        "api_keys|insert into api_keys (id, name, key_hash, role) values (ID, 'x', '', 'king')",
        "api_keys|insert into api_keys (id, name, key_hash, role) values (ID, 'x', 'h', 'read'), (ID, 'y', 'h', 'read')",
        "jobs|update jobs set kind = 'dance'",
        "jobs|update jobs set status = 'dancing'",
        "jobs|update jobs set workflow_id = 'the same'",
        "jobs|update jobs set project_id = ID",
        "jobs|update jobs set idempotency_owner = 'o', idempotency_key = 'k'",
        "crawls|insert into crawls (job_id, max_pages) values (ID, 1)",
        "crawl_hosts|insert into crawl_hosts select * from crawl_hosts",
        "crawl_hosts|insert into crawl_hosts (crawl_id, host_key) values (ID, 'h')",
        "frontier|update frontier set state = 'pending'",
        "frontier|update frontier set decision = null",
        "frontier|update frontier set decision = 'eaten'",
        "frontier|update frontier set state = 'lost'",
        "crawl_patterns|insert into crawl_patterns (crawl_id, pattern_hash) values (ID, '')",
        "bodies|insert into bodies select * from bodies",
        "bodies|delete from bodies",
        "documents|insert into documents (id, body_hash, converter_version, content_hash, deflated) values (ID, 'no body', 1, '', '')",
        "sources|update sources set status = 'cooked'",
        "sources|update sources set body_hash = 'no body'",
        "sources|update sources set document_id = ID",
        "sources|insert into sources (id, project_id, url, url_hash, source_group, host, http_status, body_hash, visible_hash, fetched_at, verified_at) select ID, project_id, url, url_hash, source_group, host, http_status, body_hash, visible_hash, fetched_at, verified_at from sources",
        "source_identities|update source_identities set same_as = source_id, same_reason = 'duplicate'",
        "source_identities|update source_identities set same_reason = 'looks alike'",
        "source_identities|insert into source_identities (source_id, project_id, source_group, facts, heading, depth) values (ID, ID, 'g', 0, 0, 0)",
        "source_identities|insert into source_identities (source_id, project_id, source_group, facts, heading, depth, same_as) select id, project_id, 'g', 0, 0, 0, id from sources on conflict (source_id) do update set same_as = excluded.source_id",
        "source_urls|insert into source_urls (project_id, url_hash, url, target_hash, relation, seen_at) values (ID, '', '', '', 'redirect', now())",
        "source_urls|insert into source_urls (project_id, url_hash, url, target_hash, relation, seen_at) select id, '', '', '', 'rumour', now() from projects",
        "source_versions|insert into source_versions select * from source_versions",
        "extraction_runs|insert into extraction_runs (job_id) values (ID)",
        "extraction_units|insert into extraction_units (job_id, ordinal, source_id) values (ID, 0, ID)",
        "extractions|insert into extractions (id, project_id, source_id, document_id, source_group, field_group, schema_version, group_hash, fingerprint, content_hash, status, data, answer, confidence, facts) values (ID, ID, ID, ID, 'g', 'g', 1, '', '', '', 'ok', '{}', '{}', 1, 1)",
        "completions|insert into completions (model, prompt_version, schema_hash, input_hash, attempt, reply, finish, prompt_tokens, completion_tokens) select 'm', '1', '', '', 1, '', '', 0, 0 from generate_series(1, 2)",
        "completion_leases|insert into completion_leases select 'm', '1', '', '', 1, 'o', now() from generate_series(1, 2)",
        "records|insert into records (project_id, source_group, field_group, schema_version, record) values (ID, 'g', 'g', 1, '{}')",
        "passages|insert into passages (id, project_id, source_id, document_id, kind, source_group, heading, body, char_start, char_end, text_hash) values (ID, ID, ID, ID, 'poem', 'g', '', '', 0, 0, '')",
        "embeddings|insert into embeddings select 'm', '', '' from generate_series(1, 2)",
        "reports|insert into reports (id, project_id, type, title, model) values (ID, ID, 'novel', '', '{}')",
      })
  void refusesRowsThatMustNotBe(String table, String sql) {
    long before = world.database.number("select count(*) from " + table);

    assertThatThrownBy(
            () ->
                world
                    .database
                    .client()
                    .sql(sql.replaceAll("\\bID\\b", "'" + UUID.randomUUID() + "'::uuid"))
                    .update())
        .isInstanceOf(DataIntegrityViolationException.class);

    assertThat(world.database.number("select count(*) from " + table)).isEqualTo(before);
  }
}
