package lode.domain.document;

import java.util.Map;

/**
 * How many main sources a project has, by status and by source group.
 *
 * @param duplicates sources that are linked to a main source; counted in nothing else here
 */
public record SourceSummary(
    long total, Map<String, Long> byStatus, Map<String, Long> bySourceGroup, long duplicates) {}
