package lode.api.project;

import java.util.List;
import lode.api.http.Refused;
import lode.domain.job.Page;
import lode.domain.project.ExtractionTemplate;
import lode.domain.project.ExtractionTemplates;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The bundled extraction templates. */
@RestController
@RequestMapping("/api/v1/templates")
class TemplateRoutes {

  private final ExtractionTemplates templates = ExtractionTemplates.bundled();

  @GetMapping
  Page<ExtractionTemplate> list() {
    return new Page<>(List.copyOf(templates.all()), null);
  }

  @GetMapping("/{name}")
  ExtractionTemplate get(@PathVariable String name) {
    return templates.find(name).orElseThrow(() -> Refused.notFound("template", name));
  }
}
