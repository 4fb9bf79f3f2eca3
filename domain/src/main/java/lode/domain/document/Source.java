package lode.domain.document;

import java.time.Instant;
import lode.domain.job.JobId;
import lode.domain.project.ProjectId;
import org.jspecify.annotations.Nullable;

/**
 * A page kept in a project.
 *
 * @param version counts the changes of its visible text, from 1
 * @param documentId the document that extraction last read; null before
 * @param verifiedAt when the site last showed or confirmed this version
 */
public record Source(
    SourceId id,
    ProjectId projectId,
    String url,
    String sourceGroup,
    String host,
    SourceStatus status,
    @Nullable String title,
    @Nullable String language,
    int httpStatus,
    int version,
    @Nullable DocumentId documentId,
    @Nullable JobId createdByJob,
    Instant createdAt,
    Instant fetchedAt,
    Instant verifiedAt) {}
