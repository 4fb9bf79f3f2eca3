package lode.api.project;

import jakarta.validation.Valid;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import lode.api.http.Caller;
import lode.api.http.Paging;
import lode.api.http.Refused;
import lode.domain.crawl.CrawlRequestReader;
import lode.domain.job.CursorInvalid;
import lode.domain.job.Page;
import lode.domain.job.PageRequest;
import lode.domain.operations.Role;
import lode.domain.project.EditionChanged;
import lode.domain.project.ExtractionSchema;
import lode.domain.project.ExtractionTemplate;
import lode.domain.project.ExtractionTemplates;
import lode.domain.project.Project;
import lode.domain.project.ProjectId;
import lode.domain.project.Projects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Projects: make, list, read, edit. */
@RestController
@RequestMapping("/api/v1/projects")
class ProjectRoutes {

  private final Projects projects;
  private final Clock clock;
  private final ExtractionTemplates templates = ExtractionTemplates.bundled();

  ProjectRoutes(Projects projects, Clock clock) {
    this.projects = projects;
    this.clock = clock;
  }

  @PostMapping
  ResponseEntity<ProjectBody> create(@Valid @RequestBody NewProjectBody body, Caller caller) {
    if (caller.key().projectIds() != null) {
      throw Refused.forbidden("This key is for some projects and makes no others.");
    }
    ExtractionSchema schema = schema(body);
    JsonNode defaults = defaults(body.crawlDefaults(), caller);
    Project project =
        projects.create(
            new ProjectId(UUID.randomUUID()),
            body.name().strip(),
            body.description(),
            schema,
            defaults == null ? JsonNodeFactory.instance.objectNode() : defaults,
            clock.instant());
    return ResponseEntity.created(URI.create("/api/v1/projects/" + project.id()))
        .eTag(etag(project))
        .body(ProjectBody.of(project));
  }

  @GetMapping
  Page<ProjectBody> list(
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor,
      Caller caller) {
    PageRequest page = Paging.of(limit, cursor);
    List<ProjectId> reach = caller.key().projectIds();
    if (reach != null) {
      return new Page<>(
          reach.stream()
              .flatMap(id -> projects.find(id).stream())
              .sorted(Comparator.comparing(Project::name, String.CASE_INSENSITIVE_ORDER))
              .map(ProjectBody::of)
              .toList(),
          null);
    }
    List<Project> found = projects.list(name(page.cursor()), page.limit() + 1);
    List<Project> items = found.subList(0, Math.min(found.size(), page.limit()));
    String next = found.size() > items.size() ? cursor(items.get(items.size() - 1)) : null;
    return new Page<>(items, next).map(ProjectBody::of);
  }

  @GetMapping("/{projectId}")
  ResponseEntity<ProjectBody> get(@PathVariable("projectId") Project project) {
    return ResponseEntity.ok().eTag(etag(project)).body(ProjectBody.of(project));
  }

  @PatchMapping("/{projectId}")
  ResponseEntity<ProjectBody> edit(
      @PathVariable("projectId") Project project,
      @Valid @RequestBody ProjectEditBody body,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      Caller caller) {
    Project edited =
        projects.edit(
            project.id(),
            body.name() == null ? null : body.name().strip(),
            body.description(),
            defaults(body.crawlDefaults(), caller),
            edition(ifMatch, project),
            clock.instant());
    return ResponseEntity.ok().eTag(etag(edited)).body(ProjectBody.of(edited));
  }

  private ExtractionSchema schema(NewProjectBody body) {
    boolean hasSchema = body.schema() != null && !body.schema().isNull();
    if (hasSchema == (body.template() != null)) {
      throw Refused.invalid(
          hasSchema ? "/template" : "/schema",
          hasSchema
              ? "template and schema exclude each other; keep one"
              : "is missing; add a schema, or the name of a template (GET /api/v1/templates)");
    }
    if (hasSchema) {
      return SchemaBodies.read(body.schema(), "/schema");
    }
    return templates
        .find(String.valueOf(body.template()))
        .map(ExtractionTemplate::schema)
        .orElseThrow(
            () ->
                Refused.invalid(
                    "/template",
                    "is no template; use one of " + String.join(", ", templates.names())));
  }

  private static @Nullable JsonNode defaults(@Nullable JsonNode defaults, Caller caller) {
    if (defaults == null || defaults.isNull()) {
      return null;
    }
    SchemaBodies.below("/crawlDefaults", () -> CrawlRequestReader.checkDefaults(defaults));
    if (defaults.hasNonNull("allowedNetworks")) {
      caller.require(Role.ADMIN, "allowedNetworks");
    }
    return defaults;
  }

  private static String etag(Project project) {
    return "\"" + project.edition() + "\"";
  }

  /** The edition that the caller read; null when any will do. */
  private static @Nullable Integer edition(@Nullable String ifMatch, Project project) {
    if (ifMatch == null || ifMatch.strip().equals("*")) {
      return null;
    }
    for (String tag : ifMatch.split(",")) {
      if (tag.strip().equals(etag(project))) {
        return project.edition();
      }
    }
    throw new EditionChanged();
  }

  private static String cursor(Project project) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(project.name().getBytes(StandardCharsets.UTF_8));
  }

  private static @Nullable String name(@Nullable String cursor) {
    try {
      return cursor == null
          ? null
          : new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      throw new CursorInvalid();
    }
  }
}
