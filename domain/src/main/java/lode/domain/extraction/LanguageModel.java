package lode.domain.extraction;

/**
 * A language model that completes one prompt. One call is one attempt: whoever calls decides about
 * another one, by {@link ModelCallFailed#retriable()} and {@link ModelCallFailed#retryAfter()}.
 */
public interface LanguageModel {

  /**
   * Completes the request and returns the whole reply.
   *
   * @param progress told of each token while the reply streams; what it throws ends the call and is
   *     thrown on
   * @throws ModelCallFailed when there is no reply
   */
  ModelReply complete(ModelRequest request, Progress progress);

  /** Told how far a reply has come. */
  @FunctionalInterface
  interface Progress {

    /** Ignores the progress. */
    Progress IGNORED = tokens -> {};

    /**
     * Another token has arrived.
     *
     * @param tokensSoFar number of pieces that the model has sent, thinking included
     */
    void tokens(int tokensSoFar);
  }
}
