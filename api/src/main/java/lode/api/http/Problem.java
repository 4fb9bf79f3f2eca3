package lode.api.http;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/**
 * Why a request was not done, as RFC 9457 has it.
 *
 * @param code stable name of the kind of problem, for programs
 * @param detail what is wrong with this request and the way out, for people
 * @param errors what is wrong in the body, each with its place
 * @param members further members of this kind of problem
 */
public record Problem(
    int status,
    String code,
    String detail,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Mistake> errors,
    @JsonIgnore Map<String, Object> members) {

  /** The media type of problems. */
  public static final String MEDIA_TYPE = "application/problem+json";

  public Problem {
    errors = List.copyOf(errors);
    members = Map.copyOf(members);
  }

  /** A problem without places or further members. */
  public static Problem of(HttpStatusCode status, String code, String detail) {
    return new Problem(status.value(), code, detail, List.of(), Map.of());
  }

  /** What is wrong in a body: 422. */
  public static Problem invalid(List<Mistake> errors) {
    String detail =
        errors.size() == 1
            ? (errors.get(0).pointer() + " " + errors.get(0).message()).strip()
            : "The request has " + errors.size() + " mistakes; see errors.";
    return new Problem(
        HttpStatus.UNPROCESSABLE_CONTENT.value(), "invalid", detail, errors, Map.of());
  }

  /** The same problem with one more member. */
  public Problem with(String name, Object value) {
    Map<String, Object> more = new java.util.LinkedHashMap<>(members);
    more.put(name, value);
    return new Problem(status, code, detail, errors, more);
  }

  /** Identifies the kind of problem. */
  public URI getType() {
    return URI.create("urn:lode:problem:" + code);
  }

  /** The kind of problem in words. */
  public String getTitle() {
    HttpStatus known = HttpStatus.resolve(status);
    return known == null ? "Problem" : known.getReasonPhrase();
  }

  @JsonAnyGetter
  Map<String, Object> more() {
    return members;
  }

  /**
   * One mistake of a request.
   *
   * @param pointer JSON Pointer (RFC 6901) into the body, or {@code ?name} for a query parameter
   */
  public record Mistake(String pointer, String message) {}
}
