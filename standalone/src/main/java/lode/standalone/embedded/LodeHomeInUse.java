package lode.standalone.embedded;

import java.nio.file.Path;

/** Another live stack holds this home; only one may write its database files. */
public final class LodeHomeInUse extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Path home;
  private final long ownerPid;

  LodeHomeInUse(Path home, long ownerPid) {
    super(
        "The folder "
            + home
            + " is used by a running Lode ("
            + (ownerPid > 0 ? "process " + ownerPid : "process unknown")
            + "). Talk to that one, stop it, or set LODE_HOME to another folder.");
    this.home = home;
    this.ownerPid = ownerPid;
  }

  /** The folder in question. */
  public Path home() {
    return home;
  }

  /** Process id of the owner, 0 where it is not known. */
  public long ownerPid() {
    return ownerPid;
  }
}
