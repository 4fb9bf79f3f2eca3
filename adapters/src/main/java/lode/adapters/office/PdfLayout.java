package lode.adapters.office;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lode.domain.document.FileBlock;

/**
 * Puts the lines of a page together: headings by font size, tables where segments stand below each
 * other, entries of lists by their bullets, paragraphs by the space between lines. What is not sure
 * stays a line of text.
 */
final class PdfLayout {

  private static final int LONGEST_HEADING = 150;

  /** Lines further apart than this many font sizes belong to two paragraphs. */
  private static final float PARAGRAPH_GAP = 1.75f;

  /** Rows of a table may stand this many font sizes apart. */
  private static final float ROW_GAP = 4;

  /** A line that ends before this share of the widest one's width ends there on purpose. */
  private static final float FULL_LINE = 0.85f;

  private static final Pattern BULLET =
      Pattern.compile("[•●○◦▪■□‣∙·\\u2013\\uf0b7\\uf0a7*-]\\s+(\\S.*)");
  private static final Pattern BROKEN_WORD = Pattern.compile("(?s).*\\p{L}[-\\u2010\\u00ad]");

  private final PdfFonts fonts;
  private final List<FileBlock> blocks = new ArrayList<>();

  PdfLayout(PdfFonts fonts) {
    this.fonts = fonts;
  }

  List<FileBlock> blocks(List<PdfLine> page) {
    for (List<PdfLine> column : PdfColumns.of(page)) {
      column(column);
    }
    return blocks;
  }

  private void column(List<PdfLine> lines) {
    int next = 0;
    while (next < lines.size()) {
      int from = next;
      next = tableEnd(lines, from);
      if (next - from > 1) {
        table(lines.subList(from, next));
        continue;
      }
      next = headingEnd(lines, from);
      if (next > from) {
        heading(lines.subList(from, next));
        continue;
      }
      next = paragraphEnd(lines, from);
      paragraph(lines.subList(from, next));
    }
  }

  private int tableEnd(List<PdfLine> lines, int from) {
    int end = from + 1;
    while (end < lines.size() && isRowBelow(lines.get(end - 1), lines.get(end))) {
      end++;
    }
    return end;
  }

  private static boolean isRowBelow(PdfLine above, PdfLine below) {
    int columns = above.segments().size();
    if (columns < 2
        || columns != below.segments().size()
        || below.y() - above.y() > ROW_GAP * above.size()) {
      return false;
    }
    for (int i = 0; i < columns; i++) {
      PdfLine.Segment a = above.segments().get(i);
      PdfLine.Segment b = below.segments().get(i);
      float slack = Math.max(a.size(), b.size());
      boolean aligned =
          Math.abs(a.left() - b.left()) < slack
              || Math.abs(a.right() - b.right()) < slack
              || Math.abs(a.left() + a.right() - b.left() - b.right()) < slack;
      if (!aligned) {
        return false;
      }
    }
    return true;
  }

  private void table(List<PdfLine> lines) {
    List<FileBlock.Row> rows = new ArrayList<>();
    for (PdfLine line : lines) {
      rows.add(
          new FileBlock.Row(null, line.segments().stream().map(PdfLine.Segment::text).toList()));
    }
    blocks.add(new FileBlock.Table(0, rows));
  }

  private int headingEnd(List<PdfLine> lines, int from) {
    int level = level(lines.get(from));
    int end = from;
    while (level > 0
        && end < lines.size()
        && end < from + 3
        && level(lines.get(end)) == level
        && (end == from || isNear(lines.get(end - 1), lines.get(end)))) {
      end++;
    }
    return end;
  }

  private int level(PdfLine line) {
    String text = line.text();
    boolean mayBe =
        line.segments().size() == 1
            && text.length() <= LONGEST_HEADING
            && text.chars().filter(Character::isLetter).count() >= 2;
    return mayBe ? fonts.level(line.size()) : 0;
  }

  private void heading(List<PdfLine> lines) {
    String text = String.join(" ", lines.stream().map(PdfLine::text).toList());
    blocks.add(new FileBlock.Heading(level(lines.get(0)), text));
  }

  private int paragraphEnd(List<PdfLine> lines, int from) {
    int end = from + 1;
    while (end < lines.size()
        && isNear(lines.get(end - 1), lines.get(end))
        && level(lines.get(end)) == 0
        && !BULLET.matcher(lines.get(end).text()).matches()
        && tableEnd(lines, end) == end + 1) {
      end++;
    }
    return end;
  }

  private static boolean isNear(PdfLine above, PdfLine below) {
    float gap = below.y() - above.y();
    float size = Math.max(above.size(), below.size());
    return gap > 0 && gap < PARAGRAPH_GAP * size && Math.abs(above.size() - below.size()) < 1;
  }

  private void paragraph(List<PdfLine> lines) {
    float left = (float) lines.stream().mapToDouble(PdfLine::left).min().orElse(0);
    float right = (float) lines.stream().mapToDouble(PdfLine::right).max().orElse(0);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      PdfLine above = i == 0 ? null : lines.get(i - 1);
      if (above != null) {
        boolean isFull = above.right() - left > FULL_LINE * (right - left);
        join(text, isFull && lines.size() > 2 || endsOpen(above), lines.get(i).text());
      }
      text.append(lines.get(i).text());
    }
    Matcher entry = BULLET.matcher(text.toString().replace('\n', ' '));
    blocks.add(
        entry.matches()
            ? new FileBlock.Entry(0, false, entry.group(1))
            : new FileBlock.Paragraph(text.toString()));
  }

  /** A line that ends inside a word or with a comma goes on in the next. */
  private static boolean endsOpen(PdfLine line) {
    String text = line.text();
    return text.endsWith(",") || BROKEN_WORD.matcher(text).matches();
  }

  /** A word that was broken at the end of its line is whole again. */
  private static void join(StringBuilder text, boolean goesOn, String next) {
    if (!goesOn) {
      text.append('\n');
      return;
    }
    boolean lower = !next.isEmpty() && Character.isLowerCase(next.codePointAt(0));
    if (lower && BROKEN_WORD.matcher(text).matches()) {
      text.setLength(text.length() - 1);
    } else {
      text.append(' ');
    }
  }
}
