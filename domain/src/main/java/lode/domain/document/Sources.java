package lode.domain.document;

import java.util.Optional;
import lode.domain.job.Page;
import lode.domain.job.PageRequest;
import lode.domain.project.ProjectId;
import org.jspecify.annotations.Nullable;

/** The sources of all projects. Each method is one transaction. */
public interface Sources {

  /** Sources, newest first. */
  Page<Source> list(SourceQuery query, PageRequest page);

  /** The source, if the project has it. */
  Optional<Source> find(ProjectId projectId, SourceId id);

  /** Counts by status and source group. */
  SourceSummary summary(ProjectId projectId);

  /** The body that was fetched last. */
  Optional<RawBody> body(ProjectId projectId, SourceId id);

  /** The document that extraction last read, if any. */
  Optional<Document> document(ProjectId projectId, SourceId id);

  /** A document by its id, if a source of the project has or had it. */
  Optional<Document> document(ProjectId projectId, DocumentId id);

  /** The body that a document was made of, if a source of the project has or had it. */
  Optional<RawBody> body(ProjectId projectId, DocumentId id);

  /** A stored body with its content type. */
  record RawBody(byte[] bytes, @Nullable String contentType) {}
}
