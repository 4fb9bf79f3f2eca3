package lode.domain.document;

import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * A file's text as the tree that a page with the same content would have, so that markdown, labelled
 * values and tables of files are written by the same rules as those of pages.
 */
final class FileTree {

  /**
   * An element at the top.
   *
   * @param place where it begins
   * @param marks what begins inside, in reading order
   */
  record Part(Element element, PlaceMark place, List<Mark> marks) {}

  /**
   * Where a page or a row begins.
   *
   * @param row 0-based row of its table; -1 for a mark that is no row
   */
  record Mark(Element element, int row, PlaceMark place) {}

  private final Document page = Document.createShell("");
  private final List<Part> parts = new ArrayList<>();
  private final List<Element> lists = new ArrayList<>();
  private PlaceMark place = PlaceMark.NOWHERE;
  private List<Mark> marks = new ArrayList<>();

  FileTree(FileText file) {
    head(file);
    for (FileBlock block : file.blocks()) {
      if (!(block instanceof FileBlock.Entry)) {
        lists.clear();
      }
      add(block);
    }
  }

  Document page() {
    return page;
  }

  List<Part> parts() {
    return parts;
  }

  private void head(FileText file) {
    if (file.language() != null) {
      page.selectFirst("html").attr("lang", file.language());
    }
    page.title(file.title() == null ? "" : file.title());
    meta("author", file.author());
    meta("date", file.created());
    meta("last-modified", file.modified());
  }

  private void meta(String name, @Nullable Object value) {
    if (value != null) {
      page.head().appendElement("meta").attr("name", name).attr("content", value.toString());
    }
  }

  private void add(FileBlock block) {
    if (block instanceof FileBlock.Start start) {
      place = new PlaceMark(0, start.page(), start.sheet(), null);
    } else if (block instanceof FileBlock.Heading heading) {
      write(part("h" + heading.level()), heading.text());
    } else if (block instanceof FileBlock.Paragraph paragraph) {
      write(part("p"), paragraph.text());
    } else if (block instanceof FileBlock.Entry entry) {
      entry(entry);
    } else if (block instanceof FileBlock.Table table) {
      table(table);
    }
  }

  private Element part(String name) {
    Element element = page.body().appendElement(name);
    marks = new ArrayList<>();
    parts.add(new Part(element, place, marks));
    return element;
  }

  /** A list goes on while entries follow; a deeper entry opens a list inside the last entry. */
  private void entry(FileBlock.Entry entry) {
    String name = entry.numbered() ? "ol" : "ul";
    int level = Math.min(entry.level(), 8);
    while (lists.size() > level + 1) {
      lists.remove(lists.size() - 1);
    }
    boolean isOther = lists.size() == level + 1 && !lists.get(level).nameIs(name);
    if (isOther) {
      lists.remove(level);
    }
    while (lists.size() <= level) {
      lists.add(lists.isEmpty() ? part(name) : inside(lists.get(lists.size() - 1), name));
    }
    write(lists.get(level).appendElement("li"), entry.text());
  }

  private static Element inside(Element list, String name) {
    Element last = list.lastElementChild();
    return (last == null ? list.appendElement("li") : last).appendElement(name);
  }

  private void table(FileBlock.Table table) {
    Element element = part("table");
    int written = 0;
    for (int y = 0; y < table.rows().size(); y++) {
      FileBlock.Row row = table.rows().get(y);
      // A grid has no rows without a text.
      if (row.cells().stream().allMatch(cell -> FoldedText.of(cell).isEmpty())) {
        continue;
      }
      Element line = element.appendElement("tr");
      if (row.number() != null) {
        marks.add(new Mark(line, written, place.withRow(row.number())));
      }
      written++;
      for (String cell : row.cells()) {
        write(line.appendElement(y < table.headerRows() ? "th" : "td"), cell);
      }
    }
  }

  /** Writes a text with its line ends and page breaks. */
  private void write(Element element, String text) {
    Element target = element;
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : 0;
      if (i == text.length() || c == '\n' || c == '\f') {
        target.appendText(text.substring(start, i));
        start = i + 1;
        if (c == '\n') {
          target.appendElement("br");
        } else if (c == '\f') {
          place = place.nextPage();
          target = element.appendElement("span");
          marks.add(new Mark(target, -1, place));
        }
      }
    }
  }
}
