package lode.domain.search;

import java.util.List;
import java.util.UUID;

/** Finds passages by meaning and by words. */
public interface SearchIndex {

  /** Makes the collection if it is not there; true when this call made it, so that it is empty. */
  boolean prepare();

  /** Puts points in, replacing those with the same ids. */
  void upsert(List<Point> points);

  /** Takes points out. */
  void delete(List<UUID> ids);

  /** How many points there are. */
  long count();

  /** The best points, best first. */
  List<Scored> search(SearchQuery query, float[] dense, SparseVector sparse);

  /** A passage with its vectors. */
  record Point(Passage passage, float[] dense, SparseVector sparse) {}

  /** A point's id and its score. */
  record Scored(UUID id, double score) {}
}
