package lode.domain.job;

import java.time.Instant;
import lode.domain.project.ProjectId;
import org.jspecify.annotations.Nullable;

/** Which jobs to list, newest first; null means any. */
public record JobQuery(
    @Nullable ProjectId projectId,
    @Nullable JobKind kind,
    @Nullable JobStatus status,
    @Nullable Instant createdAfter,
    @Nullable Instant createdBefore,
    @Nullable JobId parentId) {}
