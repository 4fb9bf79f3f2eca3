package lode.adapters.office;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The columns of a page in reading order. A gutter is a gap in which no text stands on most lines,
 * with running text on both sides; lines across it part the page into bands. Short texts on both sides
 * are a table and stay side by side.
 */
final class PdfColumns {

  private static final int LEAST_LINES = 6;
  private static final int RUNNING_TEXT = 20;
  private static final int MOST_DEPTH = 4;

  /** A page of more lines is no page for readers. */
  private static final int MOST_LINES = 1_000;

  private PdfColumns() {}

  static List<List<PdfLine>> of(List<PdfLine> lines) {
    List<List<PdfLine>> columns = new ArrayList<>();
    split(lines, 0, columns);
    return columns;
  }

  private static void split(List<PdfLine> lines, int depth, List<List<PdfLine>> columns) {
    float gutter = depth < MOST_DEPTH ? gutter(lines) : Float.NaN;
    if (Float.isNaN(gutter)) {
      if (!lines.isEmpty()) {
        columns.add(lines);
      }
      return;
    }
    List<PdfLine> left = new ArrayList<>();
    List<PdfLine> right = new ArrayList<>();
    List<PdfLine> across = new ArrayList<>();
    for (PdfLine line : lines) {
      if (isAcross(line, gutter)) {
        flush(List.of(left, right), depth, columns);
        across.add(line);
      } else {
        flush(List.of(across), MOST_DEPTH, columns);
        add(line.segments().stream().filter(each -> each.right() <= gutter).toList(), left);
        add(line.segments().stream().filter(each -> each.left() > gutter).toList(), right);
      }
    }
    flush(List.of(left, right), depth, columns);
    flush(List.of(across), MOST_DEPTH, columns);
  }

  /** Hands on what was gathered, and gathers anew. */
  private static void flush(List<List<PdfLine>> gathered, int depth, List<List<PdfLine>> columns) {
    for (List<PdfLine> lines : gathered) {
      split(List.copyOf(lines), depth + 1, columns);
      lines.clear();
    }
  }

  private static void add(List<PdfLine.Segment> segments, List<PdfLine> lines) {
    if (!segments.isEmpty()) {
      lines.add(new PdfLine(segments));
    }
  }

  private static boolean isAcross(PdfLine line, float x) {
    return line.segments().stream().anyMatch(each -> each.left() < x && each.right() > x);
  }

  /** The middle of the gap that parts most lines of running text; NaN without one. */
  private static float gutter(List<PdfLine> lines) {
    float best = Float.NaN;
    int most = LEAST_LINES - 1;
    for (int x : lines.size() > MOST_LINES ? Set.<Integer>of() : gaps(lines)) {
      int parted = parted(lines, x);
      if (parted > most) {
        most = parted;
        best = x;
      }
    }
    return best;
  }

  /** The middles of all gaps, in whole points. */
  private static Set<Integer> gaps(List<PdfLine> lines) {
    Set<Integer> gaps = new TreeSet<>();
    for (PdfLine line : lines) {
      for (int i = 1; i < line.segments().size(); i++) {
        gaps.add(
            Math.round((line.segments().get(i - 1).right() + line.segments().get(i).left()) / 2));
      }
    }
    return gaps;
  }

  /** Lines with text on both sides of {@code x}; 0 when it is no gutter. */
  private static int parted(List<PdfLine> lines, float x) {
    int both = 0;
    int across = 0;
    int leftLetters = 0;
    int rightLetters = 0;
    for (PdfLine line : lines) {
      if (isAcross(line, x)) {
        across++;
        continue;
      }
      int left = letters(line, x, true);
      int right = letters(line, x, false);
      if (left > 0 && right > 0) {
        both++;
        leftLetters += left;
        rightLetters += right;
      }
    }
    boolean isRunning = Math.min(leftLetters, rightLetters) >= RUNNING_TEXT * both;
    return isRunning && both > across ? both : 0;
  }

  private static int letters(PdfLine line, float x, boolean left) {
    return line.segments().stream()
        .filter(each -> left ? each.right() <= x : each.left() >= x)
        .mapToInt(each -> each.text().length())
        .sum();
  }
}
