package lode.domain.document;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns what a file says into a document: markdown, what it says of itself, and its pages. */
public final class FileConverter {

  /** Part of a document's identity: changes whenever the same file gives another document. */
  public static final int VERSION = 2;

  private static final int MAX_TITLE = 500;

  private final MarkdownRenderer renderer = new MarkdownRenderer(element -> false);
  private final List<PlaceMark> marks = new ArrayList<>();
  private final FileTree tree;

  private FileConverter(FileText file) {
    this.tree = new FileTree(file);
  }

  /** Converts a file's text; never fails. */
  public static Document convert(FileText file) {
    return new FileConverter(file).document(file);
  }

  private Document document(FileText file) {
    tree.parts().forEach(this::render);
    DocumentText text = new DocumentText(renderer.writer(), marks);
    text.addLeaves(leaves());
    text.addLabelled(
        LabelledFinder.find(renderer, LabelledPairs.of(tree.page().body())),
        true,
        Integer.MAX_VALUE);
    PageHead head = PageHead.of(PageElements.of(tree.page()));
    return text.document(new PageHead(title(file), head.language(), null), PageMetadata.NONE, null);
  }

  private StructuredLeaves leaves() {
    StructuredLeaves leaves = new StructuredLeaves();
    MetaTagReader.read(PageElements.of(tree.page()), leaves);
    return leaves;
  }

  private @Nullable String title(FileText file) {
    String own = file.title() == null ? "" : FoldedText.of(file.title(), MAX_TITLE);
    if (!own.isEmpty()) {
      return own;
    }
    return renderer.headings().isEmpty()
        ? null
        : FoldedText.cut(renderer.headings().get(0).text(), MAX_TITLE);
  }

  private void render(FileTree.Part part) {
    int start = renderer.writer().length();
    mark(part.place(), start);
    renderer.render(part.element());
    for (FileTree.Mark inside : part.marks()) {
      CharInterval at = place(inside);
      mark(inside.place(), at == null ? renderer.writer().length() : at.start());
    }
  }

  /** Rows of a table begin where their line begins, all else where its text does. */
  private @Nullable CharInterval place(FileTree.Mark mark) {
    if (mark.row() < 0) {
      return renderer.place(mark.element());
    }
    List<MarkdownRenderer.RenderedTable> tables = renderer.tables();
    int last = tables.size() - 1;
    // A table of one column is written as lines.
    if (last < 0 || mark.element().parent() != tables.get(last).element()) {
      return renderer.place(mark.element());
    }
    List<CharInterval> lines = tables.get(last).rowLines();
    return mark.row() < lines.size() ? lines.get(mark.row()) : null;
  }

  /** Marks that say the same as the one before say nothing; of two at one position the last counts. */
  private void mark(PlaceMark place, int position) {
    if (marks.isEmpty() && place.equals(PlaceMark.NOWHERE)) {
      return;
    }
    int last = marks.size() - 1;
    int start = last < 0 ? position : Math.max(position, marks.get(last).start());
    if (last >= 0 && marks.get(last).start() == start) {
      marks.remove(last--);
    }
    if (last < 0 || !marks.get(last).at(0).equals(place.at(0))) {
      marks.add(place.at(start));
    }
  }
}
