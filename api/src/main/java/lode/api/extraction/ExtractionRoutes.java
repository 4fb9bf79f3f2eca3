package lode.api.extraction;

import lode.api.http.Paging;
import lode.domain.document.SourceId;
import lode.domain.extraction.ExtractionQuery;
import lode.domain.extraction.Extractions;
import lode.domain.job.Page;
import lode.domain.project.Project;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The current extractions of a project. */
@RestController
@RequestMapping("/api/v1/projects/{projectId}/extractions")
class ExtractionRoutes {

  private final Extractions extractions;

  ExtractionRoutes(Extractions extractions) {
    this.extractions = extractions;
  }

  @GetMapping
  Page<ExtractionBody> list(
      @PathVariable("projectId") Project project,
      @RequestParam(required = false) @Nullable SourceId sourceId,
      @RequestParam(required = false) @Nullable String sourceGroup,
      @RequestParam(required = false) @Nullable String fieldGroup,
      @RequestParam(required = false) @Nullable Double minConfidence,
      @RequestParam(required = false) @Nullable Integer schemaVersion,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    ExtractionQuery query =
        new ExtractionQuery(
            project.id(), sourceId, sourceGroup, fieldGroup, minConfidence, schemaVersion);
    return extractions.list(query, Paging.of(limit, cursor)).map(ExtractionBody::of);
  }
}
