package lode.domain.search;

import java.util.List;

/** Turns texts into vectors whose nearness is nearness of meaning. */
public interface Embedder {

  /** Name of the model: vectors of different models do not compare. */
  String model();

  /** Length of every vector. */
  int dimensions();

  /** Tokens of a text that the model reads at once; what a longer text loses is the adapter's to count. */
  int maxTokens();

  /**
   * One vector for each text, in their order, each of length 1.
   *
   * @throws EmbeddingFailed when there are no vectors to be had
   */
  List<float[]> embed(List<String> texts);
}
