package lode.domain.extraction;

import lode.domain.document.SourceId;
import lode.domain.project.ProjectId;
import org.jspecify.annotations.Nullable;

/** Which current extractions to list, newest first; null means any. */
public record ExtractionQuery(
    ProjectId projectId,
    @Nullable SourceId sourceId,
    @Nullable String sourceGroup,
    @Nullable String fieldGroup,
    @Nullable Double minConfidence,
    @Nullable Integer schemaVersion) {}
