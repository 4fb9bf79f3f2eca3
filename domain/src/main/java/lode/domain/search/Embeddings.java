package lode.domain.search;

import java.util.List;
import java.util.Map;

/** Embeddings by model and text, kept so that no text is embedded twice. */
public interface Embeddings {

  /** The known vectors of these texts. */
  Map<String, float[]> find(String model, List<String> texts);

  /** Keeps vectors by text. */
  void keep(String model, Map<String, float[]> vectors);
}
