package lode.adapters.office;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import lode.domain.document.FileBlock;
import lode.domain.document.FileNotReadable;
import lode.domain.document.FileText;
import org.apache.poi.openxml4j.exceptions.OpenXML4JException;
import org.apache.poi.openxml4j.opc.PackagePart;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a text document (WordprocessingML, ECMA-376 part 1, 17) as a stream. Deleted and
 * hidden text is left out, and what stands in headers, footers and notes. Pages are those that the
 * program that saved the file noted; a file without such notes has no pages.
 */
final class DocxReader {

  private static final int MOST_DEPTH = 40;

  /** What is not the text: deleted, moved away, a second form of the same, instructions. */
  private static final Set<String> LEFT_OUT =
      Set.of("del", "moveFrom", "Fallback", "sectPr", "instrText", "delText", "rubyBase");

  private final XMLStreamReader xml;
  private final DocxStyles styles;
  private final ReadingTime time;
  private boolean hasPages;
  private int depth;

  private DocxReader(XMLStreamReader xml, DocxStyles styles, ReadingTime time) {
    this.xml = xml;
    this.styles = styles;
    this.time = time;
  }

  static FileText read(OfficePackage pack, ReadingTime time)
      throws IOException, OpenXML4JException, XMLStreamException {
    PackagePart main = pack.mainPart();
    DocxStyles styles = DocxStyles.of(pack, main);
    List<FileBlock> blocks = new ArrayList<>();
    try (InputStream in = main.getInputStream()) {
      DocxReader reader = new DocxReader(OfficePackage.xml(in), styles, time);
      while (reader.xml.hasNext()) {
        if (reader.xml.next() == XMLStreamConstants.START_ELEMENT && reader.at("body")) {
          reader.container("body", blocks::add);
        }
      }
      if (reader.hasPages) {
        blocks.add(0, new FileBlock.Start(1, null));
      }
    }
    if (blocks.stream().noneMatch(DocxReader::saysSomething)) {
      throw FileNotReadable.byRule("no text: nothing but pictures, or empty");
    }
    return pack.text(styles.language(), blocks);
  }

  private static boolean saysSomething(FileBlock block) {
    return text(block).chars().anyMatch(Character::isLetterOrDigit);
  }

  private boolean at(String name) {
    return name().equals(name);
  }

  /** Name of the element; empty for those of drawings, which have paragraphs of their own. */
  private String name() {
    String name = xml.getLocalName();
    String space = xml.getNamespaceURI();
    boolean isText = space != null && space.contains("wordprocessingml");
    return isText || name.equals("Fallback") ? name : "";
  }

  /** Reads up to the end of the element that was just entered. */
  private void container(String name, Consumer<FileBlock> sink) throws XMLStreamException {
    if (++depth > MOST_DEPTH) {
      throw FileNotReadable.damaged("is nested too deep", new IllegalStateException());
    }
    while (!ended(name)) {
      if (xml.isStartElement()) {
        time.check();
        if (at("p")) {
          paragraph(sink);
        } else if (at("tbl")) {
          sink.accept(table());
        } else if (LEFT_OUT.contains(name())) {
          skip();
        }
      }
    }
    depth--;
  }

  /** Goes to the next event; true when that is the end of such an element. */
  private boolean ended(String name) throws XMLStreamException {
    return xml.next() == XMLStreamConstants.END_ELEMENT && at(name);
  }

  private void skip() throws XMLStreamException {
    for (int open = 1; open > 0; ) {
      int event = xml.next();
      open += event == XMLStreamConstants.START_ELEMENT ? 1 : 0;
      open -= event == XMLStreamConstants.END_ELEMENT ? 1 : 0;
    }
  }

  private @Nullable String value() {
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      if (xml.getAttributeLocalName(i).equals("val")) {
        return xml.getAttributeValue(i);
      }
    }
    return null;
  }

  private void paragraph(Consumer<FileBlock> sink) throws XMLStreamException {
    Paragraph paragraph = new Paragraph();
    List<FileBlock> boxes = new ArrayList<>();
    while (!ended("p")) {
      if (xml.isStartElement()) {
        switch (name()) {
          case "pPr" -> properties(paragraph);
          case "rPr" -> paragraph.hidden = isHidden();
          case "r" -> paragraph.hidden = false;
          case "txbxContent" -> container("txbxContent", boxes::add);
          default -> inside(paragraph);
        }
      }
    }
    sink.accept(paragraph.block(styles));
    boxes.forEach(sink);
  }

  private void properties(Paragraph paragraph) throws XMLStreamException {
    while (!ended("pPr")) {
      if (xml.isStartElement()) {
        switch (name()) {
          case "pStyle" -> paragraph.style = value();
          case "outlineLvl" -> paragraph.outline = number(value());
          case "ilvl" -> paragraph.listLevel = number(value());
          case "numId" -> paragraph.list = value();
          case "rPr", "pPrChange", "sectPr" -> skip();
          default -> {}
        }
      }
    }
  }

  private boolean isHidden() throws XMLStreamException {
    boolean hidden = false;
    while (!ended("rPr")) {
      if (xml.isStartElement() && at("vanish")) {
        String off = value();
        hidden = off == null || off.equals("1") || off.equals("true") || off.equals("on");
      } else if (xml.isStartElement() && at("rPrChange")) {
        skip();
      }
    }
    return hidden;
  }

  private void inside(Paragraph paragraph) throws XMLStreamException {
    if (LEFT_OUT.contains(name())) {
      skip();
      return;
    }
    switch (name()) {
      case "t" -> paragraph.add(xml.getElementText());
      case "tab", "ptab" -> paragraph.add(" ");
      case "cr" -> paragraph.add("\n");
      case "br" -> paragraph.add("\n");
      case "noBreakHyphen" -> paragraph.add("-");
      case "lastRenderedPageBreak" -> {
        hasPages = true;
        paragraph.text.append('\f');
      }
      default -> {}
    }
  }

  private FileBlock table() throws XMLStreamException {
    List<FileBlock.Row> rows = new ArrayList<>();
    int headers = 0;
    while (!ended("tbl")) {
      if (xml.isStartElement() && at("tr")) {
        time.check();
        List<String> cells = new ArrayList<>();
        boolean isHeader = row(cells);
        headers += isHeader && headers == rows.size() ? 1 : 0;
        rows.add(new FileBlock.Row(null, cells));
      } else if (xml.isStartElement() && LEFT_OUT.contains(name())) {
        skip();
      }
    }
    return new FileBlock.Table(headers < rows.size() ? headers : 0, rows);
  }

  /** Reads a row; whether it is marked as one that is repeated on each page. */
  private boolean row(List<String> cells) throws XMLStreamException {
    boolean isHeader = false;
    while (!ended("tr")) {
      if (xml.isStartElement()) {
        switch (name()) {
          case "tblHeader" -> isHeader = true;
          case "gridBefore" -> addEmpty(cells, number(value()));
          case "tc" -> cell(cells);
          default -> {
            if (LEFT_OUT.contains(name())) {
              skip();
            }
          }
        }
      }
    }
    return isHeader;
  }

  private void cell(List<String> cells) throws XMLStreamException {
    List<String> texts = new ArrayList<>();
    int[] span = {1};
    depth++;
    while (!ended("tc")) {
      if (xml.isStartElement()) {
        switch (name()) {
          case "gridSpan" -> span[0] = number(value());
          case "p" -> paragraph(block -> texts.add(text(block)));
          case "tbl" -> nested(texts);
          default -> {
            if (LEFT_OUT.contains(name())) {
              skip();
            }
          }
        }
      }
    }
    depth--;
    texts.removeIf(String::isEmpty);
    cells.add(String.join("\n", texts));
    addEmpty(cells, span[0] - 1);
  }

  /** A table inside a cell is told row by row. */
  private void nested(List<String> texts) throws XMLStreamException {
    if (++depth > MOST_DEPTH) {
      throw FileNotReadable.damaged("is nested too deep", new IllegalStateException());
    }
    texts.add(text(table()));
    depth--;
  }

  private static void addEmpty(List<String> cells, int count) {
    for (int i = 0; i < Math.min(count, 100); i++) {
      cells.add("");
    }
  }

  private static String text(FileBlock block) {
    if (block instanceof FileBlock.Paragraph paragraph) {
      return paragraph.text();
    } else if (block instanceof FileBlock.Heading heading) {
      return heading.text();
    } else if (block instanceof FileBlock.Entry entry) {
      return entry.text();
    } else if (block instanceof FileBlock.Table table) {
      return String.join(
          "\n", table.rows().stream().map(row -> String.join(", ", row.cells())).toList());
    }
    return "";
  }

  static int number(@Nullable String text) {
    return text != null && text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
  }

  /** A paragraph while it is read. */
  private static final class Paragraph {
    final StringBuilder text = new StringBuilder();
    @Nullable String style;
    @Nullable String list;
    int listLevel;
    int outline = -1;
    boolean hidden;

    void add(String more) {
      if (!hidden) {
        text.append(more.replace('\f', ' '));
      }
    }

    FileBlock block(DocxStyles styles) {
      String all = text.toString();
      int level = outline >= 0 ? outline + 1 : styles.headingLevel(style);
      if (level > 0 && level <= 9 && !all.isBlank()) {
        return new FileBlock.Heading(level, all);
      }
      DocxStyles.ListKind kind = styles.listKind(style, list, listLevel);
      boolean isEntry = kind != DocxStyles.ListKind.NONE && !all.isBlank();
      return isEntry
          ? new FileBlock.Entry(listLevel, kind == DocxStyles.ListKind.NUMBERED, all)
          : new FileBlock.Paragraph(all);
    }
  }
}
