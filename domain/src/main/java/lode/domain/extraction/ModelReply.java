package lode.domain.extraction;

/**
 * What a model returned, as it returned it.
 *
 * @param text the reply without the thinking that the server reports apart from it
 * @param promptTokens tokens paid for the prompt
 * @param completionTokens tokens paid for the reply
 * @param model name of the model as the server gives it, else as it was asked for
 * @param tokensEstimated whether the server gave no usable counts and both are reckoned from lengths
 */
public record ModelReply(
    String text,
    FinishReason finish,
    int promptTokens,
    int completionTokens,
    String model,
    boolean tokensEstimated) {

  /** Why a model stopped. */
  public enum FinishReason {
    /** It was done. */
    STOP,
    /** It met the limit of output tokens: the reply is cut. */
    LENGTH,
    /** A filter, a tool call, or the server did not say. */
    OTHER
  }
}
