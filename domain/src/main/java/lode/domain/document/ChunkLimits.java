package lode.domain.document;

/**
 * How large a chunk may be.
 *
 * @param maxTokens tokens by {@link TokenEstimate}, overlap included, at least 16
 * @param overlapTokens tokens of the text before that are said again, at most half of the chunk
 * @param maxWords words by {@link TokenEstimate#words}, overlap included; a second limit for models
 *     that cut their input
 */
public record ChunkLimits(int maxTokens, int overlapTokens, int maxWords) {

  private static final int SMALLEST = 16;

  public ChunkLimits {
    if (maxTokens < SMALLEST || maxWords < SMALLEST) {
      throw new IllegalArgumentException(
          "a chunk holds at least " + SMALLEST + " tokens and words");
    }
    if (overlapTokens < 0 || overlapTokens > maxTokens / 2) {
      throw new IllegalArgumentException("overlap must be between 0 and half of the chunk");
    }
  }

  /** Limits in tokens only. */
  public ChunkLimits(int maxTokens, int overlapTokens) {
    this(maxTokens, overlapTokens, Integer.MAX_VALUE);
  }

  /** For all-MiniLM-L6-v2, which reads 128 word pieces and silently drops the rest. */
  public static ChunkLimits forMiniLm() {
    return new ChunkLimits(120, 0, 90);
  }
}
