package lode.domain.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Adds up what a report leaves out, one entry for each kind of thing. */
final class Omissions {

  private record Kind(String what, String where) {}

  private final Map<Kind, Integer> counts = new LinkedHashMap<>();

  void add(String what, int count, String where) {
    if (count > 0) {
      counts.merge(new Kind(what, where), count, Integer::sum);
    }
  }

  List<Omission> all() {
    List<Omission> all = new ArrayList<>();
    counts.forEach((kind, count) -> all.add(new Omission(kind.what(), count, kind.where())));
    return all;
  }
}
