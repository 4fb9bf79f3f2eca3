package lode.domain.document;

import java.util.Map;

/** How many sources a project has, by status and by source group. */
public record SourceSummary(
    long total, Map<String, Long> byStatus, Map<String, Long> bySourceGroup) {}
