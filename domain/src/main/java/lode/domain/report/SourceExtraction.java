package lode.domain.report;

import lode.domain.entity.SourceAnswer;

/** The current extraction of one source and field group, for reports below the source group. */
public record SourceExtraction(String sourceGroup, String fieldGroup, SourceAnswer answer) {}
