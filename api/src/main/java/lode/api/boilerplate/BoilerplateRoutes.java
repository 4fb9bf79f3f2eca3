package lode.api.boilerplate;

import io.swagger.v3.oas.annotations.Parameter;
import lode.api.http.Paging;
import lode.domain.boilerplate.Boilerplates;
import lode.domain.boilerplate.HostBoilerplate;
import lode.domain.job.Page;
import lode.domain.project.Project;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the hosts of a project repeat on their pages, in figures. */
@RestController
@RequestMapping("/api/v1/projects/{projectId}/boilerplate")
class BoilerplateRoutes {

  private final Boilerplates boilerplates;

  BoilerplateRoutes(Boilerplates boilerplates) {
    this.boilerplates = boilerplates;
  }

  @GetMapping
  Page<HostBoilerplate> list(
      @PathVariable("projectId") Project project,
      @Parameter(description = "one host alone, with its port where that is not the usual one")
          @RequestParam(required = false)
          @Nullable String host,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    return boilerplates.list(project.id(), host, Paging.of(limit, cursor));
  }
}
