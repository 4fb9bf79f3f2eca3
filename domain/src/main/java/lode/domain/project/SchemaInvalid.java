package lode.domain.project;

import java.util.List;
import java.util.stream.Collectors;

/** A schema breaks the rules of the schema language; says everything that is wrong at once. */
public final class SchemaInvalid extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<SchemaProblem> problems;

  /** With at least one problem, in the order of the text. */
  public SchemaInvalid(List<SchemaProblem> problems) {
    super(sentence(problems));
    this.problems = List.copyOf(problems);
  }

  /** What is wrong, in the order of the text. */
  public List<SchemaProblem> problems() {
    return problems;
  }

  private static String sentence(List<SchemaProblem> problems) {
    String count = problems.size() == 1 ? "1 problem" : problems.size() + " problems";
    return problems.stream()
        .map(SchemaProblem::toString)
        .collect(Collectors.joining("; ", "The schema has " + count + ": ", ""));
  }
}
