package lode.standalone.rules.samples.domain.job;

import java.util.UUID;
import java.util.function.Supplier;

/** Draws an id, by reference. */
public final class RandomInDomain {
  public Supplier<UUID> made() {
    return UUID::randomUUID;
  }
}
