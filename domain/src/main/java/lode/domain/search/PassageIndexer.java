package lode.domain.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import lode.domain.document.SourceId;
import lode.domain.job.JobId;

/** Puts passages into the index: rows first, then points, so that the index can always be rebuilt. */
public final class PassageIndexer {

  /** Passages of one step of a rebuild. */
  private static final int BATCH = 256;

  /** Texts embedded at once, and kept: what a long page has cost is not paid again after a kill. */
  private static final int EMBEDDED_AT_ONCE = 64;

  private final Passages passages;
  private final Embeddings embeddings;
  private final Embedder embedder;
  private final SearchIndex index;

  /** Works on these ports. */
  public PassageIndexer(
      Passages passages, Embeddings embeddings, Embedder embedder, SearchIndex index) {
    this.passages = passages;
    this.embeddings = embeddings;
    this.embedder = embedder;
    this.index = index;
  }

  /** Makes the index ready; an index that was not there is filled from the rows. */
  public long prepare() {
    return index.prepare() ? rebuild() : 0;
  }

  /** Fills the index from the rows; gives how many passages it put in. */
  public long rebuild() {
    long count = 0;
    UUID after = null;
    while (true) {
      List<Passage> batch = passages.scan(after, BATCH);
      if (batch.isEmpty()) {
        return count;
      }
      index.upsert(points(batch));
      count += batch.size();
      after = batch.get(batch.size() - 1).id();
    }
  }

  /** Replaces the passages of a source. */
  public void index(SourceId sourceId, List<Passage> current, JobId jobId) {
    List<UUID> gone = passages.replace(sourceId, current, jobId);
    index.delete(gone);
    if (!current.isEmpty()) {
      index.upsert(points(current));
    }
  }

  private List<SearchIndex.Point> points(List<Passage> batch) {
    Map<String, float[]> vectors = vectors(batch.stream().map(PassageIndexer::searched).toList());
    List<SearchIndex.Point> points = new ArrayList<>();
    for (Passage passage : batch) {
      String text = searched(passage);
      points.add(new SearchIndex.Point(passage, vectors.get(text), Terms.ofDocument(text)));
    }
    return points;
  }

  /** A chunk is found by its headings, too. */
  private static String searched(Passage passage) {
    return passage.heading().isEmpty() ? passage.text() : passage.heading() + "\n" + passage.text();
  }

  private Map<String, float[]> vectors(List<String> texts) {
    List<String> distinct = texts.stream().distinct().toList();
    Map<String, float[]> vectors = new HashMap<>(embeddings.find(embedder.model(), distinct));
    List<String> missing = distinct.stream().filter(text -> !vectors.containsKey(text)).toList();
    for (int from = 0; from < missing.size(); from += EMBEDDED_AT_ONCE) {
      int to = Math.min(from + EMBEDDED_AT_ONCE, missing.size());
      vectors.putAll(embedded(missing.subList(from, to)));
    }
    return vectors;
  }

  private Map<String, float[]> embedded(List<String> texts) {
    List<float[]> made = embedder.embed(texts);
    Map<String, float[]> kept = new HashMap<>();
    for (int i = 0; i < texts.size(); i++) {
      kept.put(texts.get(i), made.get(i));
    }
    embeddings.keep(embedder.model(), kept);
    return kept;
  }
}
