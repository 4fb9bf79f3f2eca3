package lode.api.project;

import jakarta.servlet.http.HttpServletRequest;
import lode.api.http.Caller;
import lode.api.http.Refused;
import lode.domain.project.Project;
import lode.domain.project.ProjectId;
import lode.domain.project.Projects;
import org.springframework.core.convert.converter.Converter;
import org.springframework.stereotype.Component;

/** The project that a path names: 422 when it names none, 403 out of the key's reach, 404 unknown. */
@Component
class ProjectOfPath implements Converter<String, Project> {

  private final Projects projects;
  private final HttpServletRequest request;

  ProjectOfPath(Projects projects, HttpServletRequest request) {
    this.projects = projects;
    this.request = request;
  }

  @Override
  public Project convert(String text) {
    ProjectId id = ProjectId.of(text);
    Caller.of(request).requireReach(id);
    return projects.find(id).orElseThrow(() -> Refused.notFound("project", id));
  }
}
