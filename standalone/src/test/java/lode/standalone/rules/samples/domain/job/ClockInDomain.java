package lode.standalone.rules.samples.domain.job;

import java.time.Clock;
import java.time.Instant;

/** Reads the clock. */
public final class ClockInDomain {
  public Instant made() {
    return Clock.systemUTC().instant().isBefore(Instant.now()) ? Instant.EPOCH : Instant.now();
  }
}
