package lode.domain.document;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import lode.domain.job.JobId;
import lode.domain.project.ProjectId;
import org.jspecify.annotations.Nullable;

/**
 * A page kept in a project.
 *
 * @param languageCertainty how certain the language is, 0 to 1; null when it is not known
 * @param version counts the changes of its visible text, from 1
 * @param documentId the document that extraction last read; null before
 * @param metadata what else is known of the page: {@code rendered} when a browser showed it, {@code
 *     warning} when it wanted one and none was there, or when it came with a status that is
 *     no success
 * @param verifiedAt when the site last showed or confirmed this version
 * @param sameAs the main source that says the same, which is read in its place; null for a main source
 * @param urls that lead to it, its own first: those that redirect to it and those of the sources that
 *     are linked to it; at most {@link #MAX_URLS}
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
    @Nullable Double languageCertainty,
    int httpStatus,
    int version,
    @Nullable DocumentId documentId,
    @Nullable JobId createdByJob,
    Map<String, String> metadata,
    Instant createdAt,
    Instant fetchedAt,
    Instant verifiedAt,
    @Nullable SameAs sameAs,
    List<SourceUrl> urls) {

  /** URLs told of one source; the linked sources can all be listed. */
  public static final int MAX_URLS = 100;

  public Source {
    metadata = Map.copyOf(metadata);
    urls = List.copyOf(urls);
  }

  /** A main source with no URL but its own. */
  public Source(
      SourceId id,
      ProjectId projectId,
      String url,
      String sourceGroup,
      String host,
      SourceStatus status,
      @Nullable String title,
      @Nullable String language,
      @Nullable Double languageCertainty,
      int httpStatus,
      int version,
      @Nullable DocumentId documentId,
      @Nullable JobId createdByJob,
      Map<String, String> metadata,
      Instant createdAt,
      Instant fetchedAt,
      Instant verifiedAt) {
    this(
        id,
        projectId,
        url,
        sourceGroup,
        host,
        status,
        title,
        language,
        languageCertainty,
        httpStatus,
        version,
        documentId,
        createdByJob,
        metadata,
        createdAt,
        fetchedAt,
        verifiedAt,
        null,
        List.of(new SourceUrl(url, UrlRelation.OWN)));
  }

  /** The same source with what its identity tells. */
  public Source with(SourceStatus shown, @Nullable SameAs main, List<SourceUrl> leading) {
    return new Source(
        id,
        projectId,
        url,
        sourceGroup,
        host,
        shown,
        title,
        language,
        languageCertainty,
        httpStatus,
        version,
        documentId,
        createdByJob,
        metadata,
        createdAt,
        fetchedAt,
        verifiedAt,
        main,
        leading);
  }
}
