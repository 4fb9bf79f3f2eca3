package lode.adapters.office;

import java.util.List;
import java.util.stream.Collectors;

/** A line of a page: segments from left to right with wide gaps between them. */
record PdfLine(List<Segment> segments) {

  PdfLine {
    segments = List.copyOf(segments);
  }

  /**
   * Words side by side; lengths in points, from the left and the top of the page as it is read.
   *
   * @param y of the base line
   * @param size of the font
   */
  record Segment(String text, float left, float right, float y, float size) {}

  Segment first() {
    return segments.get(0);
  }

  float left() {
    return first().left();
  }

  float right() {
    return segments.get(segments.size() - 1).right();
  }

  float y() {
    return first().y();
  }

  /** Size of the largest font. */
  float size() {
    return (float) segments.stream().mapToDouble(Segment::size).max().orElse(0);
  }

  String text() {
    return segments.stream().map(Segment::text).collect(Collectors.joining(" "));
  }

  boolean saysSomething() {
    return segments.stream()
        .anyMatch(each -> each.text().chars().anyMatch(Character::isLetterOrDigit));
  }
}
