package lode.domain.document;

import lode.domain.job.JobId;
import lode.domain.project.ProjectId;
import org.jspecify.annotations.Nullable;

/**
 * Which sources to list, newest first; null means any.
 *
 * @param seenByJob only sources that this crawl fetched or found unchanged
 */
public record SourceQuery(
    ProjectId projectId,
    @Nullable String sourceGroup,
    @Nullable SourceStatus status,
    @Nullable String host,
    @Nullable JobId seenByJob) {}
