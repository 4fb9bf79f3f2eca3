package lode.api.entity;

import lode.api.http.Paging;
import lode.domain.entity.ConsolidatedRecord;
import lode.domain.entity.Records;
import lode.domain.job.Page;
import lode.domain.project.Project;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The consolidated records of a project. */
@RestController
@RequestMapping("/api/v1/projects/{projectId}/records")
class RecordRoutes {

  private final Records records;

  RecordRoutes(Records records) {
    this.records = records;
  }

  @GetMapping
  Page<ConsolidatedRecord> list(
      @PathVariable("projectId") Project project,
      @RequestParam(required = false) @Nullable String sourceGroup,
      @RequestParam(required = false) @Nullable String fieldGroup,
      @RequestParam(required = false) @Nullable Integer schemaVersion,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    return records.list(
        project.id(),
        schemaVersion == null ? project.schemaVersion() : schemaVersion,
        sourceGroup,
        fieldGroup,
        Paging.of(limit, cursor));
  }
}
