package lode.api.http;

import io.grpc.StatusRuntimeException;
import java.text.ParseException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import lode.domain.crawl.CrawlInvalid;
import lode.domain.crawl.NoUsableUrl;
import lode.domain.job.CursorInvalid;
import lode.domain.job.IdempotencyKeyReused;
import lode.domain.project.EditionChanged;
import lode.domain.project.ProjectNameTaken;
import lode.domain.project.SchemaInUse;
import lode.domain.project.SchemaInvalid;
import lode.domain.search.EmbeddingFailed;
import lode.domain.search.SearchIndexUnavailable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.core.JacksonException;

/** Which problem a failure is; everything that is not known here is a 500 that tells nothing. */
final class ProblemAnswers {

  private static final Logger log = LoggerFactory.getLogger(ProblemAnswers.class);

  /** Postgres: the table does not exist. */
  private static final String NO_TABLE = "42P01";

  private static final List<Function<Throwable, @Nullable Problem>> READERS =
      List.of(ProblemAnswers::ofDomain, ProblemAnswers::ofDependency, ProblemAnswers::ofWeb);

  private ProblemAnswers() {}

  static Problem of(Throwable failure) {
    // What Lode itself says counts more than what wraps it or what it wraps.
    for (Function<Throwable, @Nullable Problem> reader : READERS) {
      for (Throwable cause : causes(failure)) {
        Problem problem = reader.apply(cause);
        if (problem != null) {
          return problem;
        }
      }
    }
    log.error("A request failed", failure);
    return Problem.of(
        HttpStatus.INTERNAL_SERVER_ERROR,
        "internal",
        "Something went wrong inside; the log has it under the X-Request-ID of this answer.");
  }

  private static List<Throwable> causes(Throwable failure) {
    List<Throwable> causes = new ArrayList<>();
    for (Throwable t = failure; t != null && causes.size() < 20; t = t.getCause()) {
      causes.add(t);
    }
    return causes;
  }

  private static @Nullable Problem ofDomain(Throwable failure) {
    if (failure instanceof Refused refused) {
      return refused.problem();
    }
    if (failure instanceof SchemaInvalid invalid) {
      return Problem.invalid(Refused.mistakes(invalid.problems()));
    }
    if (failure instanceof CrawlInvalid invalid) {
      return Problem.invalid(Refused.mistakes(invalid.problems()));
    }
    if (failure instanceof NoUsableUrl none) {
      return problem(HttpStatus.UNPROCESSABLE_CONTENT, "no-usable-url", none)
          .with("lines", none.lines());
    }
    if (failure instanceof SchemaInUse inUse) {
      return problem(HttpStatus.CONFLICT, "schema-in-use", inUse)
          .with("extractionCount", inUse.extractionCount())
          .with("changes", inUse.changes());
    }
    if (failure instanceof ProjectNameTaken) {
      return problem(HttpStatus.CONFLICT, "project-name-taken", failure);
    }
    if (failure instanceof IdempotencyKeyReused) {
      return problem(HttpStatus.CONFLICT, "idempotency-key-reused", failure);
    }
    if (failure instanceof EditionChanged) {
      return problem(HttpStatus.PRECONDITION_FAILED, "edition-changed", failure);
    }
    return failure instanceof CursorInvalid
        ? Problem.invalid(List.of(new Problem.Mistake("?cursor", message(failure))))
        : null;
  }

  private static @Nullable Problem ofDependency(Throwable failure) {
    if (failure instanceof DataAccessResourceFailureException
        || failure instanceof CannotCreateTransactionException
        || failure instanceof QueryTimeoutException) {
      return unavailable("database-unavailable", "The database does not answer; try again soon.");
    }
    if (failure instanceof BadSqlGrammarException grammar
        && NO_TABLE.equals(grammar.getSQLException().getSQLState())) {
      return unavailable("database-unavailable", "The database is being prepared; try again soon.");
    }
    if (failure instanceof SearchIndexUnavailable) {
      return unavailable("search-unavailable", "The search index does not answer; try again soon.");
    }
    if (failure instanceof EmbeddingFailed) {
      return unavailable("search-unavailable", "The query could not be embedded; try again soon.");
    }
    return failure instanceof StatusRuntimeException
        ? unavailable("temporal-unavailable", "Temporal does not answer; try again soon.")
        : null;
  }

  private static @Nullable Problem ofWeb(Throwable failure) {
    if (failure instanceof HttpMessageNotReadableException
        && failure.getCause() instanceof JacksonException json) {
      return JsonBodies.problem(json);
    }
    if (failure instanceof HttpMessageNotReadableException) {
      return Problem.of(
          HttpStatus.BAD_REQUEST, "malformed-json", "The request has no readable body.");
    }
    if (failure instanceof MethodArgumentNotValidException invalid) {
      return Problem.invalid(
          invalid.getFieldErrors().stream()
              .map(
                  error ->
                      new Problem.Mistake(
                          "/" + error.getField().replaceAll("[.\\[]", "/").replace("]", ""),
                          String.valueOf(error.getDefaultMessage())))
              .toList());
    }
    if (failure instanceof MissingServletRequestParameterException missing) {
      return Problem.invalid(
          List.of(new Problem.Mistake("?" + missing.getParameterName(), "is missing; add it")));
    }
    if (failure instanceof TypeMismatchException mismatch && isUnreadable(mismatch)) {
      return Problem.invalid(List.of(mistake(mismatch)));
    }
    return failure instanceof ErrorResponse response ? ofStandard(response, failure) : null;
  }

  /** Whether the text is to blame, and not what was done with it. */
  private static boolean isUnreadable(TypeMismatchException mismatch) {
    Throwable root = mismatch.getMostSpecificCause();
    return root == mismatch
        || root instanceof IllegalArgumentException
        || root instanceof DateTimeException
        || root instanceof ParseException;
  }

  private static Problem.Mistake mistake(TypeMismatchException mismatch) {
    boolean inPath =
        mismatch instanceof MethodArgumentTypeMismatchException argument
            && argument
                .getParameter()
                .hasParameterAnnotation(org.springframework.web.bind.annotation.PathVariable.class);
    String name =
        mismatch instanceof MethodArgumentTypeMismatchException argument
            ? argument.getName()
            : String.valueOf(mismatch.getPropertyName());
    return new Problem.Mistake(
        inPath ? "" : "?" + name,
        (inPath ? name + " in the path " : "") + "must be " + words(mismatch.getRequiredType()));
  }

  private static String words(@Nullable Class<?> type) {
    if (type != null && type.isEnum()) {
      return "one of "
          + Arrays.stream(type.getEnumConstants())
              .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
              .collect(Collectors.joining(", "));
    }
    if (type == Integer.class || type == int.class || type == Double.class) {
      return "a number";
    }
    if (type == Boolean.class || type == boolean.class) {
      return "true or false";
    }
    return type == java.time.Instant.class ? "a time such as 2026-01-31T12:00:00Z" : "a UUID";
  }

  private static Problem ofStandard(ErrorResponse response, Throwable failure) {
    HttpStatus status = HttpStatus.resolve(response.getStatusCode().value());
    if (status == null) {
      return Problem.of(response.getStatusCode(), "refused", "The request cannot be done.");
    }
    String code = status.name().toLowerCase(Locale.ROOT).replace('_', '-');
    if (failure instanceof NoResourceFoundException) {
      return Problem.of(status, code, "There is no such route; /v3/api-docs lists all.");
    }
    if (failure instanceof HttpRequestMethodNotSupportedException method) {
      return Problem.of(
          status,
          code,
          "This route knows no "
              + method.getMethod()
              + "; it knows "
              + String.join(", ", method.getSupportedMethods())
              + ".");
    }
    String detail = response.getBody().getDetail();
    return Problem.of(status, code, detail == null ? status.getReasonPhrase() : detail);
  }

  private static Problem problem(HttpStatus status, String code, Throwable failure) {
    return Problem.of(status, code, message(failure));
  }

  private static Problem unavailable(String code, String detail) {
    return Problem.of(HttpStatus.SERVICE_UNAVAILABLE, code, detail);
  }

  private static String message(Throwable failure) {
    return String.valueOf(failure.getMessage());
  }
}
