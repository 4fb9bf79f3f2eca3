package lode.domain.document;

import java.util.ArrayList;
import java.util.List;
import lode.domain.document.StructuredLeaves.Item;
import lode.domain.document.StructuredLeaves.Leaf;
import org.jspecify.annotations.Nullable;

/** The text of a document while it is put together: main content, then a line for each leaf. */
final class DocumentText {

  private static final String APPENDIX = "\n\n## Page data\n";

  private final MarkdownWriter writer;
  private final StringBuilder text;
  private final int contentLength;
  private final List<StructuredValue> structured = new ArrayList<>();
  private final List<LabelledValue> labelled = new ArrayList<>();
  private final List<PlaceMark> places;
  private int blocks;

  DocumentText(MarkdownWriter writer) {
    this(writer, List.of());
  }

  /** With the places of the main content, in the order of their positions. */
  DocumentText(MarkdownWriter writer, List<PlaceMark> places) {
    this.writer = writer;
    this.text = new StringBuilder(writer.written());
    this.contentLength = text.length();
    this.places = new ArrayList<>(places);
  }

  Document document(PageHead head, PageMetadata metadata, @Nullable String comments) {
    return new Document(
        text.toString(),
        contentLength,
        head.title(),
        head.language(),
        head.description(),
        structured,
        labelled,
        places,
        metadata,
        List.of(),
        comments);
  }

  void addLeaves(StructuredLeaves leaves) {
    for (Leaf leaf : leaves.all()) {
      Item item = leaf.item();
      Written written = write(leaf.path(), leaf.value(), -1);
      structured.add(
          new StructuredValue(
              item.syntax,
              item.id,
              item.parent == null ? null : item.parent.id,
              item.parentProperty,
              item.type,
              leaf.property(),
              leaf.value(),
              written.place(),
              written.line()));
    }
  }

  /**
   * Adds labelled values.
   *
   * @param isMain true when they were found in the main content, where most of them stand as they
   *     are; those with notation inside get a line of their own, like all others
   */
  void addLabelled(List<LabelledFinder.Found> all, boolean isMain, int limit) {
    int firstBlock = blocks;
    for (LabelledFinder.Found found : all.subList(0, Math.min(limit, all.size()))) {
      String value = FoldedText.cut(found.value(), StructuredLeaves.MAX_VALUE);
      Written written;
      if (isMain && standsAlone(found)) {
        int start = found.at().start();
        CharInterval place = new CharInterval(start, start + value.length());
        written = new Written(place, found.line());
      } else {
        String subject = found.row() < 0 || found.subject() == null ? "" : found.subject() + " / ";
        written = write(subject + found.label(), value, isMain ? found.at().start() : -1);
      }
      int block = firstBlock + found.block();
      blocks = Math.max(blocks, block + 1);
      labelled.add(
          new LabelledValue(
              found.kind(),
              found.label(),
              value,
              found.subject(),
              block,
              found.row(),
              written.place(),
              written.line()));
    }
  }

  private boolean standsAlone(LabelledFinder.Found found) {
    return writer.isPlain(found.at())
        && text.substring(found.at().start(), found.at().end()).equals(found.value());
  }

  private record Written(CharInterval place, CharInterval line) {}

  /** Writes a line that repeats what stands at {@code origin} of the main content; -1 for nothing. */
  private Written write(String label, String value, int origin) {
    if (text.length() == contentLength) {
      text.append(APPENDIX);
    }
    text.append('\n');
    int start = text.length();
    if (!places.isEmpty()) {
      places.add(place(origin).at(start));
    }
    text.append(label).append(": ");
    int place = text.length();
    text.append(value);
    return new Written(
        new CharInterval(place, text.length()), new CharInterval(start, text.length()));
  }

  private PlaceMark place(int origin) {
    return PlaceMark.at(places, origin);
  }
}
