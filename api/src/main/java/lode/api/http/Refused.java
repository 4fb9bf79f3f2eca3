package lode.api.http;

import java.util.List;
import lode.domain.project.SchemaProblem;
import org.springframework.http.HttpStatus;

/** A request that is not done, and why. */
public final class Refused extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  /** For this reason. */
  public Refused(Problem problem) {
    super(problem.detail());
    this.problem = problem;
  }

  /** 404: there is no such thing. */
  public static Refused notFound(String what, Object id) {
    return new Refused(
        Problem.of(HttpStatus.NOT_FOUND, "not-found", "There is no " + what + " " + id + "."));
  }

  /** 422: one mistake. */
  public static Refused invalid(String pointer, String message) {
    return new Refused(Problem.invalid(List.of(new Problem.Mistake(pointer, message))));
  }

  /** 422: these mistakes; does nothing when there are none. */
  public static void anyOf(List<SchemaProblem> problems) {
    if (!problems.isEmpty()) {
      throw new Refused(Problem.invalid(mistakes(problems)));
    }
  }

  static List<Problem.Mistake> mistakes(List<SchemaProblem> problems) {
    return problems.stream()
        .map(problem -> new Problem.Mistake(problem.pointer(), problem.message()))
        .toList();
  }

  /** 403: the key may not do this. */
  public static Refused forbidden(String detail) {
    return new Refused(Problem.of(HttpStatus.FORBIDDEN, "forbidden", detail));
  }

  /** Why. */
  public Problem problem() {
    return problem;
  }
}
