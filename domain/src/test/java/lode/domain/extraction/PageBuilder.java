package lode.domain.extraction;

import java.util.ArrayList;
import java.util.List;
import lode.domain.document.CharInterval;
import lode.domain.document.Document;
import lode.domain.document.LabelledValue;
import lode.domain.document.LabelledValue.Kind;
import lode.domain.document.StructuredValue;
import lode.domain.document.StructuredValue.Syntax;

/** Assembles a document's text with the intervals of what it states. */
final class PageBuilder {

  private final StringBuilder content = new StringBuilder();
  private final List<String[]> leaves = new ArrayList<>();
  private final List<Integer[]> holders = new ArrayList<>();
  private final List<LabelledValue> labelled = new ArrayList<>();
  private String heading;
  private String title;
  private String language = "en";
  private int block;

  PageBuilder language(String tag) {
    language = tag;
    return this;
  }

  PageBuilder title(String words) {
    title = words;
    return this;
  }

  PageBuilder heading(int level, String words) {
    content.append("#".repeat(level)).append(' ').append(words).append("\n\n");
    heading = words;
    block++;
    return this;
  }

  PageBuilder prose(String words) {
    content.append(words).append("\n\n");
    return this;
  }

  /** A row of a two-column table below the last heading. */
  PageBuilder row(String label, String value) {
    int start = content.length();
    content.append("| ").append(label).append(" | ");
    int place = content.length();
    content.append(value).append(" |");
    labelled.add(
        new LabelledValue(
            Kind.TABLE_ROW,
            label,
            value,
            heading,
            block,
            -1,
            new CharInterval(place, content.length() - 2),
            new CharInterval(start, content.length())));
    content.append('\n');
    return this;
  }

  /** A table with a thing in each row; the first cell names it. */
  PageBuilder table(List<String> header, List<List<String>> rows) {
    block++;
    content.append("| ").append(String.join(" | ", header)).append(" |\n");
    for (int row = 0; row < rows.size(); row++) {
      int start = content.length();
      content.append('|');
      int[] places = new int[header.size()];
      for (int column = 0; column < header.size(); column++) {
        content.append(' ');
        places[column] = content.length();
        content.append(rows.get(row).get(column)).append(" |");
      }
      for (int column = 0; column < header.size(); column++) {
        String value = rows.get(row).get(column);
        labelled.add(
            new LabelledValue(
                Kind.TABLE_GRID,
                header.get(column),
                value,
                rows.get(row).get(0),
                block,
                row,
                new CharInterval(places[column], places[column] + value.length()),
                new CharInterval(start, content.length())));
      }
      content.append('\n');
    }
    return this;
  }

  /** A leaf of an item that stands at the top. */
  PageBuilder leaf(int item, String type, String property, String value) {
    return nested(item, null, null, type, property, value);
  }

  /** A leaf of an item inside another one. */
  PageBuilder nested(
      int item, Integer parent, String parentProperty, String type, String property, String value) {
    leaves.add(new String[] {parentProperty, type, property, value});
    holders.add(new Integer[] {item, parent});
    return this;
  }

  Document build() {
    int contentLength = content.length();
    StringBuilder text = new StringBuilder(content).append("\n## Page data\n\n");
    List<StructuredValue> structured = new ArrayList<>();
    for (int i = 0; i < leaves.size(); i++) {
      String[] leaf = leaves.get(i);
      Integer[] holder = holders.get(i);
      int start = text.length();
      text.append(leaf[1]).append('.').append(leaf[2]).append(": ");
      int place = text.length();
      text.append(leaf[3]);
      structured.add(
          new StructuredValue(
              leaf[1].isEmpty() ? Syntax.META : Syntax.JSON_LD,
              holder[0],
              holder[1],
              leaf[0],
              leaf[1],
              leaf[2],
              leaf[3],
              new CharInterval(place, text.length()),
              new CharInterval(start, text.length())));
      text.append('\n');
    }
    return new Document(
        text.toString(), contentLength, title, language, null, structured, labelled);
  }
}
