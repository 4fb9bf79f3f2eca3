package lode.domain.project;

/** Somebody else edited the project since it was read. */
public class EditionChanged extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Says the way out. */
  public EditionChanged() {
    super("the project was edited since you read it; read it again and repeat the edit");
  }
}
