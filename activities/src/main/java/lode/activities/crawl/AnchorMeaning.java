package lode.activities.crawl;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import lode.domain.search.Embedder;
import lode.domain.search.EmbeddingFailed;
import lode.domain.search.Embeddings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How near texts of links are to the focus terms in meaning. Each text is embedded once: vectors are
 * kept by the store of embeddings, cosines by this batch. Without an embedder, or when it fails,
 * nothing is near and words alone decide.
 */
final class AnchorMeaning {

  private static final Logger LOG = LoggerFactory.getLogger(AnchorMeaning.class);

  /** Texts of one page that are embedded; a page with more new ones is a list of things. */
  private static final int MOST_TEXTS = 64;

  /** Cosines that a batch keeps. */
  private static final int MOST_KEPT = 20_000;

  private final Embedder embedder;
  private final Embeddings embeddings;
  private final List<String> terms;
  private final Map<String, Double> cosines = new ConcurrentHashMap<>();
  private List<float[]> termVectors = List.of();
  private volatile boolean failed;

  AnchorMeaning(Embedder embedder, Embeddings embeddings, List<String> terms) {
    this.embedder = embedder;
    this.embeddings = embeddings;
    this.terms = terms;
  }

  /** Cosine of each text with the nearest term; texts that are not known are left out. */
  Map<String, Double> nearness(Collection<String> texts) {
    List<String> missing =
        texts.stream()
            .filter(text -> !text.isBlank() && !cosines.containsKey(text))
            .distinct()
            .limit(MOST_TEXTS)
            .toList();
    if (!missing.isEmpty() && !failed) {
      learn(missing);
    }
    Map<String, Double> near = new HashMap<>();
    for (String text : texts) {
      Double cosine = cosines.get(text);
      if (cosine != null) {
        near.put(text, cosine);
      }
    }
    return near;
  }

  /** One at a time: the threads of a batch find the same texts on pages of one site. */
  private synchronized void learn(List<String> texts) {
    try {
      if (termVectors.isEmpty()) {
        Map<String, float[]> vectors = vectors(terms);
        termVectors = terms.stream().map(vectors::get).toList();
      }
      List<String> unknown = texts.stream().filter(text -> !cosines.containsKey(text)).toList();
      if (cosines.size() > MOST_KEPT) {
        cosines.clear();
      }
      vectors(unknown).forEach((text, vector) -> cosines.put(text, nearest(vector)));
    } catch (EmbeddingFailed unavailable) {
      LOG.warn("links are judged by their words alone: {}", unavailable.getMessage());
      failed = true;
    }
  }

  private double nearest(float[] vector) {
    double best = -1;
    for (float[] term : termVectors) {
      double cosine = 0;
      for (int i = 0; i < vector.length; i++) {
        cosine += vector[i] * term[i];
      }
      best = Math.max(best, cosine);
    }
    return best;
  }

  private Map<String, float[]> vectors(List<String> texts) {
    Map<String, float[]> vectors = new HashMap<>(embeddings.find(embedder.model(), texts));
    List<String> missing = new ArrayList<>(texts);
    missing.removeAll(vectors.keySet());
    if (!missing.isEmpty()) {
      List<float[]> made = embedder.embed(missing);
      Map<String, float[]> kept = new HashMap<>();
      for (int i = 0; i < missing.size(); i++) {
        kept.put(missing.get(i), made.get(i));
      }
      embeddings.keep(embedder.model(), kept);
      vectors.putAll(kept);
    }
    return vectors;
  }
}
