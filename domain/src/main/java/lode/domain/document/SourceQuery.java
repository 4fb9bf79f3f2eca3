package lode.domain.document;

import lode.domain.job.JobId;
import lode.domain.project.ProjectId;
import org.jspecify.annotations.Nullable;

/**
 * Which sources to list, newest first; null means any.
 *
 * @param seenByJob only sources that this crawl fetched or found unchanged
 * @param duplicates also sources that are linked to another one that says the same
 */
public record SourceQuery(
    ProjectId projectId,
    @Nullable String sourceGroup,
    @Nullable SourceStatus status,
    @Nullable String host,
    @Nullable JobId seenByJob,
    boolean duplicates) {

  /** Main sources only. */
  public SourceQuery(
      ProjectId projectId,
      @Nullable String sourceGroup,
      @Nullable SourceStatus status,
      @Nullable String host,
      @Nullable JobId seenByJob) {
    this(projectId, sourceGroup, status, host, seenByJob, false);
  }
}
