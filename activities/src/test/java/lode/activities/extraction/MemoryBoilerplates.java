package lode.activities.extraction;

import java.util.List;
import java.util.Map;
import lode.domain.boilerplate.BlockCounts;
import lode.domain.boilerplate.BoilerplateRule;
import lode.domain.boilerplate.BoilerplateSet;
import lode.domain.boilerplate.Boilerplates;
import lode.domain.boilerplate.HostBoilerplate;
import lode.domain.boilerplate.LeftOut;
import lode.domain.boilerplate.RepeatedBlock;
import lode.domain.boilerplate.SurveyedPage;
import lode.domain.document.DocumentId;
import lode.domain.document.SourceId;
import lode.domain.job.JobId;
import lode.domain.job.Page;
import lode.domain.job.PageRequest;
import lode.domain.project.ProjectId;
import org.jspecify.annotations.Nullable;

/** Every host has the same boilerplate. */
final class MemoryBoilerplates implements Boilerplates {

  BoilerplateSet pinned = BoilerplateSet.NONE;

  @Override
  public BoilerplateSet pinned(JobId jobId, String host) {
    return pinned;
  }

  @Override
  public void keep(ProjectId projectId, SurveyedPage page) {
    throw new AssertionError("no test asks for this");
  }

  @Override
  public List<String> undecidedHosts(JobId jobId, @Nullable String after, int limit) {
    throw new AssertionError("no test asks for this");
  }

  @Override
  public BlockCounts counts(ProjectId projectId, String host, BoilerplateRule rule) {
    throw new AssertionError("no test asks for this");
  }

  @Override
  public BoilerplateSet newest(ProjectId projectId, String host) {
    throw new AssertionError("no test asks for this");
  }

  @Override
  public Map<RepeatedBlock.Key, Keeper> keepers(
      ProjectId projectId, String host, List<RepeatedBlock.Key> blocks, BoilerplateSet before) {
    throw new AssertionError("no test asks for this");
  }

  @Override
  public boolean decide(JobId jobId, ProjectId projectId, String host, Decision decision) {
    throw new AssertionError("no test asks for this");
  }

  @Override
  public LeftOut leftOut(SourceId sourceId, DocumentId documentId) {
    throw new AssertionError("no test asks for this");
  }

  @Override
  public Page<HostBoilerplate> list(ProjectId projectId, @Nullable String host, PageRequest page) {
    throw new AssertionError("no test asks for this");
  }
}
