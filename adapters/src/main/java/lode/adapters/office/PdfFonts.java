package lode.adapters.office;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The font sizes of a file. Sizes well above that of most of its text, and rarely used, are those of
 * headings: the largest of the first level.
 */
final class PdfFonts {

  private static final float HEADING = 1.2f;
  private static final double MOST_HEADINGS = 0.2;
  private static final int LEVELS = 3;

  private final float body;
  private final List<Integer> headings = new ArrayList<>();

  private PdfFonts(float body) {
    this.body = body;
  }

  static PdfFonts of(List<List<PdfLine>> pages) {
    Map<Integer, Long> letters = new TreeMap<>();
    pages.stream()
        .flatMap(List::stream)
        .flatMap(line -> line.segments().stream())
        .forEach(each -> letters.merge(key(each.size()), (long) each.text().length(), Long::sum));
    long all = letters.values().stream().mapToLong(Long::longValue).sum();
    int most =
        letters.entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .map(Map.Entry::getKey)
            .orElse(0);
    PdfFonts fonts = new PdfFonts(most / 2f);
    long larger = 0;
    for (Map.Entry<Integer, Long> size : letters.entrySet()) {
      if (size.getKey() >= most * HEADING) {
        larger += size.getValue();
        fonts.headings.add(0, size.getKey());
      }
    }
    if (larger > all * MOST_HEADINGS) {
      fonts.headings.clear();
    }
    return fonts;
  }

  /** Half points: sizes that differ by less are one. */
  private static int key(float size) {
    return Math.round(size * 2);
  }

  /** Size of most of the text, in points. */
  float body() {
    return body;
  }

  /** Level of a heading in this size, from 1; 0 when it is none. */
  int level(float size) {
    int at = headings.indexOf(key(size));
    return at < 0 ? 0 : Math.min(at + 1, LEVELS);
  }
}
