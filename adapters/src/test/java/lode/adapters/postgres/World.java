package lode.adapters.postgres;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import lode.domain.crawl.FrontierClaim;
import lode.domain.crawl.FrontierEntry;
import lode.domain.crawl.NewEntry;
import lode.domain.crawl.PageOutcome;
import lode.domain.crawl.StoredPage;
import lode.domain.crawl.TrapGuard;
import lode.domain.document.ContentHash;
import lode.domain.job.JobId;
import lode.domain.job.JobKind;
import lode.domain.job.NewJob;
import lode.domain.project.ExtractionSchema;
import lode.domain.project.Field;
import lode.domain.project.FieldGroup;
import lode.domain.project.FieldType;
import lode.domain.project.ProjectId;
import lode.domain.url.CanonicalUrl;
import lode.domain.url.UrlPolicy;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the tests of the stores begin with: projects, jobs, pages. */
final class World implements AutoCloseable {

  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final JsonMapper JSON = new JsonMapper();

  final TestDatabase database = TestDatabase.create();
  final PostgresProjects projects = new PostgresProjects(database.client(), database.transaction());
  final PostgresJobs jobs = new PostgresJobs(database.client(), database.transaction());
  final PostgresFrontier frontier = new PostgresFrontier(database.client(), database.transaction());

  static ObjectNode json() {
    return JSON.createObjectNode();
  }

  static Field field(String name, FieldType type) {
    return new Field(name, type, null, false, List.of(), null, null, null, null);
  }

  static FieldGroup group(String name, Field... fields) {
    return new FieldGroup(name, null, false, List.of(), null, null, List.of(fields));
  }

  static ExtractionSchema schema(FieldGroup... groups) {
    return new ExtractionSchema("test", null, null, null, List.of(groups));
  }

  static ExtractionSchema schema() {
    return schema(group("company", field("name", FieldType.TEXT)));
  }

  ProjectId project() {
    return project(schema());
  }

  ProjectId project(ExtractionSchema schema) {
    ProjectId id = new ProjectId(UUID.randomUUID());
    return projects.create(id, "project " + id, null, schema, json(), NOW).id();
  }

  static NewJob newJob(JobKind kind, ProjectId project) {
    return new NewJob(new JobId(UUID.randomUUID()), kind, project, null, json(), null);
  }

  JobId job(JobKind kind, ProjectId project) {
    return jobs.accept(newJob(kind, project)).id();
  }

  JobId crawl(ProjectId project, int maxPages) {
    JobId id = job(JobKind.CRAWL, project);
    frontier.open(id, maxPages, List.of("example.com"), NOW);
    return id;
  }

  static CanonicalUrl url(String text) {
    return CanonicalUrl.require(text, UrlPolicy.DEFAULT);
  }

  static NewEntry entry(String url) {
    return entry(url, 0, null);
  }

  static NewEntry entry(String url, int depth, String skipRule) {
    CanonicalUrl canonical = url(url);
    return new NewEntry(
        canonical, TrapGuard.patternKey(canonical), depth, 0, 0, "example.com", skipRule);
  }

  List<FrontierEntry> claim(JobId crawl, String owner, int limit) {
    return claim(crawl, owner, limit, NOW);
  }

  List<FrontierEntry> claim(JobId crawl, String owner, int limit, Instant now) {
    return frontier.claim(
        new FrontierClaim(crawl, owner, limit, limit, Duration.ZERO, Duration.ofMinutes(1), now));
  }

  static StoredPage page(String text, Instant fetchedAt) {
    return page(text, text, fetchedAt);
  }

  static StoredPage page(String title, String text, Instant fetchedAt) {
    return new StoredPage(
        200,
        ("<p>" + text).getBytes(java.nio.charset.StandardCharsets.UTF_8),
        "text/html",
        "\"e1\"",
        null,
        title,
        "en",
        ContentHash.of(text),
        null,
        fetchedAt);
  }

  static PageOutcome stored(FrontierEntry entry, String text, NewEntry... found) {
    return new PageOutcome.Stored(entry, page(text, NOW), List.of(found));
  }

  void commit(JobId crawl, String owner, PageOutcome... outcomes) {
    frontier.commit(crawl, owner, List.of(outcomes), NOW);
  }

  @Override
  public void close() {
    database.close();
  }
}
