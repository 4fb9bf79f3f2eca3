package lode.domain.operations;

import java.util.List;
import lode.domain.project.ProjectId;
import org.jspecify.annotations.Nullable;

/**
 * A key of the API; its secret is stored hashed only.
 *
 * @param projectIds projects it may touch; null means all
 */
public record ApiKey(KeyId id, String name, Role role, @Nullable List<ProjectId> projectIds) {

  /** Whether it may touch the project. */
  public boolean reaches(ProjectId projectId) {
    return projectIds == null || projectIds.contains(projectId);
  }
}
