package lode.domain.extraction;

/**
 * What model calls cost.
 *
 * @param calls replies bought
 * @param hits replies that were stored already
 */
public record ModelUsage(long calls, long hits, long promptTokens, long replyTokens) {

  public static final ModelUsage NONE = new ModelUsage(0, 0, 0, 0);

  /** Both together. */
  public ModelUsage plus(ModelUsage other) {
    return new ModelUsage(
        calls + other.calls,
        hits + other.hits,
        promptTokens + other.promptTokens,
        replyTokens + other.replyTokens);
  }
}
