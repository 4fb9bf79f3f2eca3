package lode.domain.operations;

import org.jspecify.annotations.Nullable;

/** Something that Lode needs and can ask whether it is well. */
public interface Dependency {

  /** Its name: {@code postgres redis temporal qdrant model}. */
  String name();

  /** Asks it; bounded by two seconds, never throws. */
  Check check();

  /**
   * What it answered.
   *
   * @param detail one line for a person: version, or what is wrong
   */
  record Check(boolean well, @Nullable String detail) {}
}
