package lode.domain.extraction;

import java.util.List;
import java.util.Optional;
import lode.domain.job.Page;
import lode.domain.job.PageRequest;
import lode.domain.project.ProjectId;

/** The extractions of all projects. Each method is one transaction. */
public interface Extractions {

  /** Current extractions, newest first. */
  Page<Extraction> list(ExtractionQuery query, PageRequest page);

  /** The extraction, if the project has it. */
  Optional<Extraction> find(ProjectId projectId, ExtractionId id);

  /** Current extractions of a source group and field group that say something, by source URL. */
  List<Extraction> current(ProjectId projectId, String sourceGroup, String fieldGroup);

  /** How many extractions a project has, old ones too. */
  long count(ProjectId projectId);
}
