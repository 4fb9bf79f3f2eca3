package lode.domain.document;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The text from one ATX heading to the next. */
record MarkdownSection(int start, String headingPath, boolean isHeadingOnly) {

  private static final int MAX_LEVEL = 6;
  private static final int MAX_HEADING = 120;

  /** Sections that cover the whole text; the first one begins at 0, with or without a heading. */
  static List<MarkdownSection> of(String markdown) {
    List<MarkdownSection> sections = new ArrayList<>();
    @Nullable String[] headings = new String[MAX_LEVEL + 1];
    Open open = new Open(0, "", true);
    String fence = "";
    int at = 0;
    while (at < markdown.length()) {
      int newline = markdown.indexOf('\n', at);
      int end = newline < 0 ? markdown.length() : newline;
      String line = markdown.substring(at, end);
      fence = MarkdownLine.fenceAfter(fence, line);
      int level = fence.isEmpty() ? MarkdownLine.headingLevel(line) : 0;
      if (level > 0) {
        if (at > 0) {
          sections.add(open.close());
        }
        open = new Open(at, path(headings, level, line), true);
      } else if (!line.isBlank()) {
        open = new Open(open.start(), open.path(), false);
      }
      at = end + 1;
    }
    sections.add(open.close());
    return sections;
  }

  private record Open(int start, String path, boolean isHeadingOnly) {
    MarkdownSection close() {
      return new MarkdownSection(start, path, isHeadingOnly);
    }
  }

  private static String path(@Nullable String[] headings, int level, String line) {
    headings[level] = FoldedText.of(line.substring(level), MAX_HEADING);
    for (int deeper = level + 1; deeper <= MAX_LEVEL; deeper++) {
      headings[deeper] = null;
    }
    StringBuilder path = new StringBuilder();
    for (String heading : headings) {
      if (heading != null) {
        path.append(path.isEmpty() ? "" : " > ").append(heading);
      }
    }
    return path.toString();
  }
}
