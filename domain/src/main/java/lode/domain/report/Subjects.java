package lode.domain.report;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import lode.domain.entity.ConsolidatedItem;
import lode.domain.entity.ConsolidatedRecord;
import lode.domain.entity.Consolidation;
import lode.domain.entity.SourceAnswer;
import lode.domain.project.FieldGroup;

/** Finds what the rows of a report are about. */
final class Subjects {

  private final ReportRequest request;
  private final ReportInput input;
  private final Omissions omissions;

  Subjects(ReportRequest request, ReportInput input, Omissions omissions) {
    this.request = request;
    this.input = input;
    this.omissions = omissions;
  }

  List<Subject> find() {
    return request.effectiveGroupBy() == ReportGrouping.SOURCE_GROUP
        ? sourceGroups()
        : belowSourceGroups();
  }

  /** Groups that were asked for by name are there even when nothing is known about them. */
  private List<Subject> sourceGroups() {
    Map<String, Map<String, List<ConsolidatedItem>>> found = new HashMap<>();
    // Where a group has records of several schema versions, the newest stands.
    List<ConsolidatedRecord> oldestFirst =
        input.records().stream()
            .sorted(Comparator.comparingInt(ConsolidatedRecord::schemaVersion))
            .toList();
    for (ConsolidatedRecord record : oldestFirst) {
      found
          .computeIfAbsent(record.sourceGroup(), k -> new HashMap<>())
          .put(record.fieldGroup(), record.items());
    }
    Collection<String> names =
        request.sourceGroups().isEmpty() ? new TreeSet<>(found.keySet()) : request.sourceGroups();
    return names.stream()
        .map(name -> new Subject(name, found.getOrDefault(name, Map.of())))
        .toList();
  }

  /** Elects among the extractions of each source or host alone. */
  private List<Subject> belowSourceGroups() {
    Map<String, Map<String, List<SourceAnswer>>> answers = new TreeMap<>();
    for (SourceExtraction extraction : withinLimit()) {
      answers
          .computeIfAbsent(label(extraction), k -> new LinkedHashMap<>())
          .computeIfAbsent(extraction.fieldGroup(), k -> new ArrayList<>())
          .add(extraction.answer());
    }
    return answers.entrySet().stream()
        .map(entry -> new Subject(entry.getKey(), elected(entry.getValue())))
        .toList();
  }

  private Map<String, List<ConsolidatedItem>> elected(Map<String, List<SourceAnswer>> answers) {
    Map<String, List<ConsolidatedItem>> items = new HashMap<>();
    for (FieldGroup group : input.schema().fieldGroups()) {
      List<SourceAnswer> ofGroup = answers.getOrDefault(group.name(), List.of());
      items.put(group.name(), Consolidation.items(group, ofGroup));
    }
    return items;
  }

  private List<SourceExtraction> withinLimit() {
    int limit = request.effectiveLimits().effectiveMaxExtractions();
    Set<String> fieldGroups =
        request.selection(input.schema()).stream()
            .map(FieldGroup::name)
            .collect(Collectors.toSet());
    Map<String, Integer> counts = new TreeMap<>();
    List<SourceExtraction> within =
        input.extractions().stream()
            .filter(extraction -> isAskedFor(extraction, fieldGroups))
            .sorted(
                Comparator.comparing((SourceExtraction e) -> e.answer().sourceUrl())
                    .thenComparing(SourceExtraction::fieldGroup)
                    .thenComparing(e -> e.answer().extractionId().value()))
            .filter(e -> counts.merge(e.sourceGroup(), 1, Integer::sum) <= limit)
            .toList();
    counts.forEach(
        (group, count) ->
            omissions.add(
                "extractions of " + group,
                count - limit,
                "the project's extractions with sourceGroup " + group));
    return within;
  }

  private boolean isAskedFor(SourceExtraction extraction, Set<String> fieldGroups) {
    List<String> sourceGroups = request.sourceGroups();
    return fieldGroups.contains(extraction.fieldGroup())
        && (sourceGroups.isEmpty() || sourceGroups.contains(extraction.sourceGroup()));
  }

  private String label(SourceExtraction extraction) {
    String url = extraction.answer().sourceUrl();
    return request.effectiveGroupBy() == ReportGrouping.SOURCE ? url : host(url);
  }

  private static String host(String url) {
    try {
      URI uri = new URI(url);
      // Names with an underscore are no hosts to URI, yet sites have them.
      String host = uri.getHost() == null ? uri.getRawAuthority() : uri.getHost();
      return host == null ? url : host.toLowerCase(Locale.ROOT);
    } catch (URISyntaxException e) {
      return url;
    }
  }
}
