package lode.domain.entity;

import java.time.Instant;
import java.util.List;
import lode.domain.job.JobId;
import lode.domain.job.Page;
import lode.domain.job.PageRequest;
import lode.domain.project.ProjectId;
import org.jspecify.annotations.Nullable;

/** The consolidated records of all projects. Each method is one transaction. */
public interface Records {

  /**
   * Replaces the records of one source group and schema version by these; groups without a record
   * lose theirs.
   */
  void replace(
      ProjectId projectId,
      String sourceGroup,
      int schemaVersion,
      List<ConsolidatedRecord> records,
      JobId jobId,
      Instant now);

  /** Records of a schema version in order of source group and field group; null means any. */
  Page<ConsolidatedRecord> list(
      ProjectId projectId,
      int schemaVersion,
      @Nullable String sourceGroup,
      @Nullable String fieldGroup,
      PageRequest page);

  /** All records of a schema version; empty lists mean any. */
  List<ConsolidatedRecord> all(
      ProjectId projectId, int schemaVersion, List<String> sourceGroups, List<String> fieldGroups);
}
