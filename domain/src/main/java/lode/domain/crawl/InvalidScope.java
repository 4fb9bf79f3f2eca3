package lode.domain.crawl;

/** An entry of a crawl's scope cannot be understood: a pattern that is no RE2 expression, or a host that is none. */
public final class InvalidScope extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final String field;
  private final int index;
  private final String entry;
  private final int position;

  InvalidScope(String field, int index, String entry, int position, String reason) {
    super(field + "[" + index + "] \"" + entry + "\" at character " + position + ": " + reason);
    this.field = field;
    this.index = index;
    this.entry = entry;
    this.position = position;
  }

  /** {@code includePaths}, {@code excludePaths} or {@code allowedHosts}. */
  public String field() {
    return field;
  }

  /** Place of the entry in its list, from 0. */
  public int index() {
    return index;
  }

  /** The entry as it was given. */
  public String entry() {
    return entry;
  }

  /** Character of the entry that the trouble begins at, from 0. */
  public int position() {
    return position;
  }
}
