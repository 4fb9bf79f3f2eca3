package lode.domain.search;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import lode.domain.search.SearchIndex.Scored;

/** Finds passages of a project: the query becomes vectors, the index ranks, the tables say the rest. */
public final class PassageSearch {

  private final Embedder embedder;
  private final SearchIndex index;
  private final Passages passages;

  /** Searches with the embedder that the index was made with. */
  public PassageSearch(Embedder embedder, SearchIndex index, Passages passages) {
    this.embedder = embedder;
    this.index = index;
    this.passages = passages;
  }

  /**
   * The best hits, best first. Points whose passage is gone meanwhile are left out.
   *
   * @throws SearchIndexUnavailable when the index does not answer
   * @throws EmbeddingFailed when the query cannot be embedded
   */
  public List<Hit> search(SearchQuery query) {
    float[] dense =
        query.mode() == SearchMode.KEYWORD
            ? new float[0]
            : embedder.embed(List.of(query.text())).get(0);
    List<Scored> scored = index.search(query, dense, Terms.ofQuery(query.text()));
    Map<UUID, Passages.Found> found =
        passages.find(query.projectId(), scored.stream().map(Scored::id).toList());
    return scored.stream().flatMap(point -> hit(point, found)).toList();
  }

  private static Stream<Hit> hit(Scored point, Map<UUID, Passages.Found> found) {
    Passages.Found passage = found.get(point.id());
    return passage == null ? Stream.empty() : Stream.of(new Hit(point.score(), passage));
  }

  /**
   * A passage that was found.
   *
   * @param score of the index; compares within one answer only
   */
  public record Hit(double score, Passages.Found found) {}
}
