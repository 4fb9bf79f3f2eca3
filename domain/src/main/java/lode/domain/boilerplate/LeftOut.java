package lode.domain.boilerplate;

import java.util.ArrayList;
import java.util.List;
import lode.domain.document.CharInterval;
import lode.domain.document.Document;
import lode.domain.document.LabelledValue;

/**
 * What of a document is not read, because it is boilerplate. The document itself stays as it is.
 *
 * @param intervals parts of its main content, ascending, apart from each other
 * @param prints the blocks that stand there
 */
public record LeftOut(List<CharInterval> intervals, List<Long> prints) {

  /** Everything is read. */
  public static final LeftOut NOTHING = new LeftOut(List.of(), List.of());

  /** Labelled values of the appendix that are compared with what is left out. */
  private static final int MOST_COMPARED = 500;

  /** Characters of it that they are compared with. */
  private static final int LONGEST_COMPARED = 100_000;

  public LeftOut {
    intervals = List.copyOf(intervals);
    prints = List.copyOf(prints);
  }

  /** Whether everything is read. */
  public boolean isEmpty() {
    return intervals.isEmpty();
  }

  /** Code units that are left out. */
  public int characters() {
    return intervals.stream().mapToInt(CharInterval::length).sum();
  }

  /**
   * The document with blanks in place of what is left out, and without the labelled values that stand
   * there: positions are those of the document, and no quote is found where nobody was to read.
   */
  public Document blanked(Document document) {
    if (isEmpty()) {
      return document;
    }
    char[] text = document.text().toCharArray();
    for (CharInterval interval : intervals) {
      for (int i = interval.start(); i < interval.end(); i++) {
        text[i] = text[i] == '\n' ? '\n' : ' ';
      }
    }
    return document.with(new String(text), labelled(document));
  }

  private List<LabelledValue> labelled(Document document) {
    String comparable = comparable(document);
    List<LabelledValue> kept = new ArrayList<>();
    int compared = 0;
    for (LabelledValue value : document.labelledValues()) {
      boolean inAppendix = value.place().start() >= document.contentLength();
      if (inAppendix && compared++ < MOST_COMPARED) {
        if (!repeats(comparable, value)) {
          kept.add(value);
        }
      } else if (inAppendix || !holds(value.place())) {
        kept.add(value);
      }
    }
    return kept;
  }

  /** Whether this part of the document is left out. */
  public boolean holds(CharInterval part) {
    int low = 0;
    int high = intervals.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (intervals.get(middle).end() <= part.start()) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low < intervals.size()
        && intervals.get(low).start() < Math.max(part.end(), part.start() + 1);
  }

  /** A value with notation inside has a line of its own in the appendix: its text tells. */
  private static boolean repeats(String comparable, LabelledValue value) {
    String label = letters(value.label());
    int at = label.isEmpty() ? -1 : comparable.indexOf(label);
    return at >= 0 && comparable.startsWith(letters(value.value()), at + label.length());
  }

  private String comparable(Document document) {
    StringBuilder all = new StringBuilder();
    for (CharInterval interval : intervals) {
      all.append(letters(interval.of(document.text()))).append('\n');
      if (all.length() > LONGEST_COMPARED) {
        break;
      }
    }
    return all.toString();
  }

  private static String letters(String text) {
    StringBuilder letters = new StringBuilder(text.length());
    text.chars().filter(Character::isLetterOrDigit).forEach(c -> letters.append((char) c));
    return letters.toString();
  }
}
