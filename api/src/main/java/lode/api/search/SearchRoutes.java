package lode.api.search;

import jakarta.validation.Valid;
import java.util.List;
import lode.api.http.Needs;
import lode.domain.job.Page;
import lode.domain.operations.Role;
import lode.domain.project.Project;
import lode.domain.search.Embedder;
import lode.domain.search.PassageSearch;
import lode.domain.search.Passages;
import lode.domain.search.SearchIndex;
import lode.domain.search.SearchMode;
import lode.domain.search.SearchQuery;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Searches a project; a POST that only reads. */
@RestController
@RequestMapping("/api/v1/projects/{projectId}/search")
class SearchRoutes {

  private static final int DEFAULT_LIMIT = 10;

  private final PassageSearch search;

  SearchRoutes(Embedder embedder, SearchIndex index, Passages passages) {
    this.search = new PassageSearch(embedder, index, passages);
  }

  @PostMapping
  @Needs(Role.READ)
  Page<HitBody> search(
      @PathVariable("projectId") Project project, @Valid @RequestBody SearchBody body) {
    SearchQuery query =
        new SearchQuery(
            project.id(),
            body.query(),
            body.mode() == null ? SearchMode.HYBRID : body.mode(),
            body.limit() == null ? DEFAULT_LIMIT : body.limit(),
            listed(body.sourceGroups()),
            listed(body.fieldGroups()));
    return new Page<>(search.search(query).stream().map(HitBody::of).toList(), null);
  }

  private static List<String> listed(@Nullable List<String> names) {
    return names == null ? List.of() : names;
  }
}
