package lode.adapters.office;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.poi.openxml4j.exceptions.OpenXML4JException;
import org.apache.poi.openxml4j.opc.PackagePart;
import org.jspecify.annotations.Nullable;

/** Which paragraph styles of a text document are headings, and which lists are numbered. */
final class DocxStyles {

  /** What a paragraph's numbering makes of it. */
  enum ListKind {
    NONE,
    BULLETS,
    NUMBERED
  }

  private static final int MOST_ANCESTORS = 20;
  private static final Pattern HEADING = Pattern.compile("heading ?([1-9])");

  private static final class Style {
    String name = "";
    @Nullable String basedOn;
    @Nullable String list;
    int outline = -1;
  }

  private final Map<String, Style> styles = new HashMap<>();
  private final Map<String, String> abstractOfList = new HashMap<>();
  private final Map<String, ListKind> kinds = new HashMap<>();
  private @Nullable String language;

  private DocxStyles() {}

  static DocxStyles of(OfficePackage pack, PackagePart main)
      throws IOException, OpenXML4JException, XMLStreamException {
    DocxStyles found = new DocxStyles();
    Optional<PackagePart> styles = pack.related(main, "styles");
    if (styles.isPresent()) {
      try (InputStream in = styles.get().getInputStream()) {
        found.readStyles(OfficePackage.xml(in));
      }
    }
    Optional<PackagePart> numbering = pack.related(main, "numbering");
    if (numbering.isPresent()) {
      try (InputStream in = numbering.get().getInputStream()) {
        found.readNumbering(OfficePackage.xml(in));
      }
    }
    return found;
  }

  private void readStyles(XMLStreamReader xml) throws XMLStreamException {
    Style style = new Style();
    while (xml.hasNext()) {
      xml.next();
      if (xml.isStartElement()) {
        switch (xml.getLocalName()) {
          case "style" -> {
            style = new Style();
            styles.put(attribute(xml, "styleId"), style);
          }
          case "name" -> style.name = attribute(xml, "val").toLowerCase(Locale.ROOT);
          case "basedOn" -> style.basedOn = attribute(xml, "val");
          case "outlineLvl" -> style.outline = DocxReader.number(attribute(xml, "val"));
          case "numId" -> style.list = attribute(xml, "val");
          case "lang" -> takeLanguage(attribute(xml, "val"));
          default -> {}
        }
      }
    }
  }

  /** The first one is that of the whole document. */
  private void takeLanguage(String tag) {
    if (language == null && styles.isEmpty() && !tag.isEmpty()) {
      language = tag;
    }
  }

  private void readNumbering(XMLStreamReader xml) throws XMLStreamException {
    String list = "";
    String level = "";
    boolean isAbstract = false;
    while (xml.hasNext()) {
      xml.next();
      if (xml.isStartElement()) {
        switch (xml.getLocalName()) {
          case "abstractNum" -> {
            list = attribute(xml, "abstractNumId");
            isAbstract = true;
          }
          case "num" -> {
            list = attribute(xml, "numId");
            isAbstract = false;
          }
          case "abstractNumId" -> abstractOfList.put(list, attribute(xml, "val"));
          case "lvl" -> level = attribute(xml, "ilvl");
          case "numFmt" -> {
            if (isAbstract) {
              kinds.put(list + "/" + level, kind(attribute(xml, "val")));
            }
          }
          default -> {}
        }
      }
    }
  }

  private static ListKind kind(String format) {
    return switch (format) {
      case "none" -> ListKind.NONE;
      case "bullet" -> ListKind.BULLETS;
      default -> ListKind.NUMBERED;
    };
  }

  private static String attribute(XMLStreamReader xml, String name) {
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      if (xml.getAttributeLocalName(i).equals(name)) {
        return xml.getAttributeValue(i);
      }
    }
    return "";
  }

  /** Language of the document's text by its default style; null when there is none. */
  @Nullable String language() {
    return language;
  }

  /** Level of the headings of a style, from 1; 0 when its paragraphs are none. */
  int headingLevel(@Nullable String styleId) {
    String id = styleId;
    for (int i = 0; id != null && i < MOST_ANCESTORS; i++) {
      Style style = styles.get(id);
      if (style == null) {
        return levelByName(id.toLowerCase(Locale.ROOT));
      }
      int level = style.outline >= 0 ? style.outline + 1 : levelByName(style.name);
      if (level > 0) {
        return level;
      }
      id = style.basedOn;
    }
    return 0;
  }

  private static int levelByName(String name) {
    Matcher heading = HEADING.matcher(name);
    if (heading.matches()) {
      return Integer.parseInt(heading.group(1));
    }
    return name.equals("title") ? 1 : 0;
  }

  /** The list that a paragraph belongs to by its own numbering, else by its style's. */
  ListKind listKind(@Nullable String styleId, @Nullable String ownList, int level) {
    String list = ownList;
    String id = styleId;
    for (int i = 0; list == null && id != null && i < MOST_ANCESTORS; i++) {
      Style style = styles.get(id);
      list = style == null ? null : style.list;
      id = style == null ? null : style.basedOn;
    }
    if (list == null || list.equals("0")) {
      return ListKind.NONE;
    }
    String key = abstractOfList.getOrDefault(list, "") + "/" + level;
    return kinds.getOrDefault(key, ListKind.BULLETS);
  }
}
