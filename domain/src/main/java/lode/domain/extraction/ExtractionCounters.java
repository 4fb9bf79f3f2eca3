package lode.domain.extraction;

import java.util.LinkedHashMap;
import java.util.Map;

/** Committed counters of an extraction job. */
public record ExtractionCounters(
    int planned,
    int extracted,
    int unchanged,
    int skipped,
    int partial,
    int failed,
    int indexed,
    long facts,
    ModelUsage usage) {

  /** Sources without an outcome yet. */
  public int pending() {
    return planned - extracted - unchanged - skipped - partial - failed;
  }

  /** The counters by their names on the wire. */
  public Map<String, Long> asMap() {
    Map<String, Long> counters = new LinkedHashMap<>();
    counters.put("sourcesPlanned", (long) planned);
    counters.put("sourcesExtracted", (long) extracted);
    counters.put("sourcesUnchanged", (long) unchanged);
    counters.put("sourcesSkipped", (long) skipped);
    counters.put("sourcesPartial", (long) partial);
    counters.put("sourcesFailed", (long) failed);
    counters.put("sourcesPending", (long) pending());
    counters.put("sourcesIndexed", (long) indexed);
    counters.put("facts", facts);
    counters.put("modelCalls", usage.calls());
    counters.put("completionHits", usage.hits());
    counters.put("promptTokens", usage.promptTokens());
    counters.put("replyTokens", usage.replyTokens());
    return counters;
  }
}
