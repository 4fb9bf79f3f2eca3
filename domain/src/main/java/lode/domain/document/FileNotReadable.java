package lode.domain.document;

import org.jspecify.annotations.Nullable;

/** A file gives no text: it is encrypted, a scan, beyond a limit, or damaged. */
public final class FileNotReadable extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final boolean damaged;

  private FileNotReadable(String reason, boolean damaged, @Nullable Throwable cause) {
    super(reason, cause);
    this.damaged = damaged;
  }

  /** A whole file that is not read by a rule: encrypted, without text, beyond a limit. */
  public static FileNotReadable byRule(String rule) {
    return new FileNotReadable(rule, false, null);
  }

  /** A file that breaks its own format. */
  public static FileNotReadable damaged(String what, Throwable cause) {
    return new FileNotReadable(what, true, cause);
  }

  /** Whether the file is broken, and not kept out by a rule. */
  public boolean isDamaged() {
    return damaged;
  }
}
