package lode.domain.extraction;

import java.time.Duration;

/** A model call met one of its time limits and was ended. */
public final class ModelHung extends ModelCallFailed {

  private static final long serialVersionUID = 1L;

  private final Phase phase;

  public ModelHung(Phase phase, Duration limit) {
    super(phase.words + " within " + limit.toMillis() + " ms");
    this.phase = phase;
  }

  /** Which limit was met. */
  public Phase phase() {
    return phase;
  }

  @Override
  public boolean retriable() {
    return true;
  }

  /** The part of a call that a limit guards. */
  public enum Phase {
    /** Until the first token. */
    FIRST_TOKEN("the model sent no first token"),
    /** From one token to the next. */
    BETWEEN_TOKENS("the model sent no further token"),
    /** The whole call. */
    TOTAL("the model did not end its reply");

    private final String words;

    Phase(String words) {
      this.words = words;
    }
  }
}
