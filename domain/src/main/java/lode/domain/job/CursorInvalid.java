package lode.domain.job;

/** A cursor that no list of Lode gave out. */
public class CursorInvalid extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Says the way out. */
  public CursorInvalid() {
    super("the cursor is not one that this list gave out; start again without cursor");
  }
}
