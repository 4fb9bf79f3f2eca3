package lode.domain.project;

/**
 * One thing that is wrong in what a user wrote.
 *
 * @param pointer JSON Pointer (RFC 6901) to the place; empty for the whole
 * @param message what is wrong and the way out, one sentence
 */
public record SchemaProblem(String pointer, String message) {

  @Override
  public String toString() {
    return pointer.isEmpty() ? message : pointer + ": " + message;
  }
}
