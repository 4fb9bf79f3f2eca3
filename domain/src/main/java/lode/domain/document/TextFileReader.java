package lode.domain.document;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads plain text and markdown: paragraphs, and in markdown headings, lists and tables. */
final class TextFileReader {

  private static final int NUL_LIMIT = 8;
  private static final Pattern HEADING = Pattern.compile("(#{1,6})[ \\t]+(.*?)[ \\t#]*");
  private static final Pattern ENTRY =
      Pattern.compile("([ \\t]*)(?:[-*+]|(\\d{1,9})[.)])[ \\t]+(.*)");
  private static final Pattern ROW = Pattern.compile("[ \\t]*\\|(.*?)\\|?[ \\t]*");
  private static final Pattern RULE = Pattern.compile("[ \\t]*\\|?[-:| \\t]*-[-:| \\t]*");

  private final boolean markdown;
  private final List<FileBlock> blocks = new ArrayList<>();
  private final List<FileBlock.Row> rows = new ArrayList<>();
  private final StringBuilder paragraph = new StringBuilder();
  private int headerRows;
  private boolean fenced;

  private TextFileReader(boolean markdown) {
    this.markdown = markdown;
  }

  static FileText read(byte[] body, @Nullable String contentType, boolean markdown) {
    String text = DecodedPage.decode(body, contentType).text();
    if (text.chars().filter(c -> c == 0).limit(NUL_LIMIT).count() == NUL_LIMIT) {
      throw FileNotReadable.byRule("no text: the bytes are not those of a text");
    }
    TextFileReader reader = new TextFileReader(markdown);
    if (text.indexOf('\f') >= 0) {
      reader.blocks.add(new FileBlock.Start(1, null));
    }
    for (String line : text.replace("\r\n", "\n").replace('\r', '\n').split("\n", -1)) {
      reader.line(line);
    }
    reader.endBlock();
    return FileText.of(reader.blocks);
  }

  private void line(String line) {
    if (markdown && (line.startsWith("```") || line.startsWith("~~~"))) {
      endBlock();
      fenced = !fenced;
    } else if (line.isBlank() && line.indexOf('\f') < 0) {
      endBlock();
    } else if (!markdown || fenced || !marked(line)) {
      endTable();
      paragraph.append(paragraph.isEmpty() ? "" : "\n").append(line);
    }
  }

  private boolean marked(String line) {
    Matcher heading = HEADING.matcher(line);
    if (heading.matches()) {
      endBlock();
      blocks.add(new FileBlock.Heading(heading.group(1).length(), heading.group(2)));
      return true;
    }
    Matcher entry = ENTRY.matcher(line);
    if (entry.matches()) {
      endBlock();
      int level = entry.group(1).replace("\t", "    ").length() / 2;
      blocks.add(new FileBlock.Entry(level, entry.group(2) != null, entry.group(3)));
      return true;
    }
    return row(line);
  }

  private boolean row(String line) {
    Matcher row = ROW.matcher(line);
    if (!row.matches()) {
      return false;
    }
    endParagraph();
    if (RULE.matcher(line).matches()) {
      headerRows = rows.size();
    } else {
      List<String> cells = new ArrayList<>();
      for (String cell : row.group(1).split("(?<!\\\\)\\|", -1)) {
        cells.add(cell.strip().replace("\\|", "|"));
      }
      rows.add(new FileBlock.Row(null, cells));
    }
    return true;
  }

  private void endBlock() {
    endTable();
    endParagraph();
  }

  private void endParagraph() {
    if (!paragraph.isEmpty()) {
      blocks.add(new FileBlock.Paragraph(paragraph.toString()));
      paragraph.setLength(0);
    }
  }

  private void endTable() {
    if (!rows.isEmpty()) {
      blocks.add(new FileBlock.Table(headerRows, rows));
      rows.clear();
    }
    headerRows = 0;
  }
}
