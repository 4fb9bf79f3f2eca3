package lode.domain.crawl;

import java.util.List;
import java.util.stream.Collectors;
import lode.domain.project.SchemaProblem;

/** A crawl request breaks the rules; says everything that is wrong at once. */
public final class CrawlInvalid extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient List<SchemaProblem> problems;

  /** With at least one problem. */
  public CrawlInvalid(List<SchemaProblem> problems) {
    super(
        problems.stream()
            .map(SchemaProblem::toString)
            .collect(Collectors.joining("; ", "The crawl request is not valid: ", "")));
    this.problems = List.copyOf(problems);
  }

  /** What is wrong. */
  public List<SchemaProblem> problems() {
    return problems;
  }
}
