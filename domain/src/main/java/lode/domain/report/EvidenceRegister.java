package lode.domain.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lode.domain.document.DocumentId;
import lode.domain.entity.Evidence;
import lode.domain.extraction.ExtractionId;

/** Numbers evidence in the order of its first use; the same quote has one number. */
final class EvidenceRegister {

  private record Place(
      ExtractionId extraction, DocumentId document, int start, int end, String quote) {}

  private final Map<Place, ReportEvidence> numbered = new LinkedHashMap<>();
  private int unused;

  /** Numbers of the first so many; the rest is counted as left out, with those said to be more. */
  List<Integer> numbers(List<Evidence> evidence, int limit, int more) {
    unused += Math.max(0, evidence.size() - limit) + more;
    List<Integer> numbers = new ArrayList<>();
    evidence.stream().limit(limit).mapToInt(this::number).distinct().forEach(numbers::add);
    return numbers;
  }

  List<ReportEvidence> all() {
    return List.copyOf(numbered.values());
  }

  int unused() {
    return unused;
  }

  private int number(Evidence evidence) {
    Place place =
        new Place(
            evidence.extractionId(),
            evidence.documentId(),
            evidence.charStart(),
            evidence.charEnd(),
            evidence.quote());
    return numbered
        .computeIfAbsent(
            place,
            p ->
                new ReportEvidence(
                    numbered.size() + 1,
                    evidence.quote(),
                    evidence.sourceUrl(),
                    evidence.charStart(),
                    evidence.charEnd(),
                    evidence.documentId(),
                    evidence.extractionId(),
                    evidence.match(),
                    evidence.tier(),
                    evidence.page(),
                    evidence.sheet(),
                    evidence.row()))
        .number();
  }
}
