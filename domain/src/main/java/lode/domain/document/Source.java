package lode.domain.document;

import java.time.Instant;
import java.util.Map;
import lode.domain.job.JobId;
import lode.domain.project.ProjectId;
import org.jspecify.annotations.Nullable;

/**
 * A page kept in a project.
 *
 * @param version counts the changes of its visible text, from 1
 * @param documentId the document that extraction last read; null before
 * @param metadata what else is known of the page: {@code rendered} when a browser showed it, {@code
 *     warning} when it wanted one and none was there, or when it came with a status that is
 *     no success
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
    Map<String, String> metadata,
    Instant createdAt,
    Instant fetchedAt,
    Instant verifiedAt) {

  public Source {
    metadata = Map.copyOf(metadata);
  }
}
