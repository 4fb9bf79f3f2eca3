package lode.domain.search;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import lode.domain.document.SourceId;
import lode.domain.job.JobId;
import lode.domain.project.ProjectId;
import org.jspecify.annotations.Nullable;

/** The passages of all sources, from which the index can be built anew. */
public interface Passages {

  /** Replaces a source's passages by these; gives the ids of those that went. */
  List<UUID> replace(SourceId sourceId, List<Passage> passages, JobId jobId);

  /** Passages after the given id, ascending, of all projects. */
  List<Passage> scan(@Nullable UUID after, int limit);

  /** The passages with their source's URL, for hits. */
  Map<UUID, Found> find(ProjectId projectId, List<UUID> ids);

  /** A passage and where it comes from. */
  record Found(Passage passage, String url, tools.jackson.databind.@Nullable JsonNode data) {}
}
