package lode.domain.operations;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a key may do; each role includes the ones before it. */
public enum Role {
  /** Look. */
  READ,
  /** Start, steer and cancel jobs; edit projects. */
  RUN,
  /** Everything, also keys and networks that crawls may reach. */
  ADMIN;

  /** Name on the wire, lower case. */
  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads the name on the wire; throws {@link IllegalArgumentException} when unknown. */
  @JsonCreator
  public static Role of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }

  /** Whether this role may do what asks for another. */
  public boolean includes(Role other) {
    return compareTo(other) >= 0;
  }
}
