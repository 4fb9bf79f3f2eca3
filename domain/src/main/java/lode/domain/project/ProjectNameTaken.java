package lode.domain.project;

/** Another project has the name (case does not count). */
public class ProjectNameTaken extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Names the name. */
  public ProjectNameTaken(String name) {
    super("a project named '" + name + "' exists; choose another name");
  }
}
