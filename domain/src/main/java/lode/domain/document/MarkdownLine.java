package lode.domain.document;

/** What a line of a document's markdown is: a heading, or a border of code. */
public final class MarkdownLine {

  private static final int MAX_LEVEL = 6;

  private MarkdownLine() {}

  /** The fence that is open after this line, when {@code fence} was before; empty outside of code. */
  public static String fenceAfter(String fence, String line) {
    String stripped = line.strip();
    if (!fence.isEmpty()) {
      return stripped.equals(fence) ? "" : fence;
    }
    int ticks = 0;
    while (ticks < stripped.length() && stripped.charAt(ticks) == '`') {
      ticks++;
    }
    return ticks >= 3 && stripped.indexOf('`', ticks) < 0 ? "`".repeat(ticks) : "";
  }

  /** Level of the heading that this line is, 1 to 6; 0 for none. */
  public static int headingLevel(String line) {
    int level = 0;
    while (level < line.length() && line.charAt(level) == '#') {
      level++;
    }
    boolean isHeading =
        level >= 1 && level <= MAX_LEVEL && level < line.length() && line.charAt(level) == ' ';
    return isHeading ? level : 0;
  }
}
