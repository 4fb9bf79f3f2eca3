package lode.adapters.llm;

import java.time.Duration;

/**
 * Limits of one call.
 *
 * @param streaming whether tokens are expected before the end; without, only {@code total} applies
 * @param maxBytes most bytes of an answer
 */
record CallLimits(
    Duration firstToken, Duration gap, Duration total, boolean streaming, int maxBytes) {

  static CallLimits of(ModelSettings settings) {
    return new CallLimits(
        settings.firstTokenTimeout(),
        settings.gapTimeout(),
        settings.totalTimeout(),
        settings.streaming(),
        settings.maxResponseBytes());
  }

  /** For an answer in one piece. */
  static CallLimits inOnePiece(Duration total, int maxBytes) {
    return new CallLimits(total, total, total, false, maxBytes);
  }
}
