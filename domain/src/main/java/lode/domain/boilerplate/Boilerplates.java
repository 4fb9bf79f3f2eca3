package lode.domain.boilerplate;

import java.util.List;
import java.util.Map;
import lode.domain.document.DocumentId;
import lode.domain.document.SourceId;
import lode.domain.job.JobId;
import lode.domain.job.Page;
import lode.domain.job.PageRequest;
import lode.domain.project.ProjectId;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of pages, what of them is boilerplate, and what of each page was left out. Counts come
 * from the rows of the pages, never from counters. Each method is one transaction.
 */
public interface Boilerplates {

  /** Keeps what is counted of a page, in place of what was kept of it before. */
  void keep(ProjectId projectId, SurveyedPage page);

  /** Hosts after {@code after} that an extraction reads pages of and has not decided on, ascending. */
  List<String> undecidedHosts(JobId jobId, @Nullable String after, int limit);

  /** Counts the blocks of a host that are on enough pages to matter for this rule. */
  BlockCounts counts(ProjectId projectId, String host, BoilerplateRule rule);

  /** The decision that counts for the next extraction; {@link BoilerplateSet#NONE} before the first. */
  BoilerplateSet newest(ProjectId projectId, String host);

  /**
   * The page that each block stays on: the one that keeps it already while that page still has it,
   * else the first by {@link SitePlace#rank()}. A block that is on no page any more has none.
   */
  Map<RepeatedBlock.Key, Keeper> keepers(
      ProjectId projectId, String host, List<RepeatedBlock.Key> blocks, BoilerplateSet before);

  /** A page that a block stays on. */
  record Keeper(SourceId sourceId, String url, DocumentId documentId) {}

  /**
   * Keeps a decision and pins it to the extraction, which leaves out by it to its end.
   *
   * @return false when another decision was kept meanwhile: nothing is changed, decide again
   */
  boolean decide(JobId jobId, ProjectId projectId, String host, Decision decision);

  /**
   * A decision to keep.
   *
   * @param basedOn version of the newest set when it was decided
   * @param next its version follows that of the set it was decided from, or is the same where it
   *     leaves out the same and only the figures are new
   * @param released blocks that pages are to be read again for
   */
  record Decision(
      int basedOn,
      BoilerplateSet next,
      List<Released> released,
      int pages,
      long blocks,
      List<HostBoilerplate.Example> examples) {}

  /** What an extraction leaves out on a host; nothing where it did not decide. */
  BoilerplateSet pinned(JobId jobId, String host);

  /** What was left out when this document of the source was read. */
  LeftOut leftOut(SourceId sourceId, DocumentId documentId);

  /** The hosts of a project in figures, by name. */
  Page<HostBoilerplate> list(ProjectId projectId, @Nullable String host, PageRequest page);
}
