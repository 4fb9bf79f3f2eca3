package lode.domain.document;

import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** Paths to elements and text nodes as browsers count them. */
final class DomPath {

  private DomPath() {}

  /** A CSS selector (Selectors Level 3) that names this element alone, from the root on. */
  static String of(Element element) {
    StringBuilder path = new StringBuilder();
    for (Element at = element; at != null && at.parent() != null; at = at.parent()) {
      path.insert(0, (path.isEmpty() ? step(at) : step(at) + " > "));
    }
    return path.toString();
  }

  private static String step(Element element) {
    String name = escaped(element.tagName());
    boolean isOnly = element.nameIs("html") || element.nameIs("body") || element.nameIs("head");
    if (isOnly) {
      return name;
    }
    int number = 1;
    for (Element before = element.previousElementSibling();
        before != null;
        before = before.previousElementSibling()) {
      number += before.tagName().equals(element.tagName()) ? 1 : 0;
    }
    return name + ":nth-of-type(" + number + ")";
  }

  /** Names of elements may hold any sign but a few; in a selector all others are escaped. */
  private static String escaped(String name) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean isPlain = Character.isLetterOrDigit(c) || c == '-' || c == '_' || c >= '\u0080';
      escaped.append(isPlain ? "" : "\\").append(c);
    }
    return escaped.toString();
  }

  /** Number of this text node among those of its parent; neighbours are one, as in a browser. */
  static int textNode(Node text) {
    int number = 0;
    Node at = text;
    for (Node before = at.previousSibling(); before != null; before = at.previousSibling()) {
      boolean begins = isText(at) && !isText(before);
      number += begins ? 1 : 0;
      at = before;
    }
    return isText(at) ? number : number - 1;
  }

  /** Characters of the neighbours that a browser counts to the same text node. */
  static int charactersBefore(Node text) {
    int characters = 0;
    for (Node before = text.previousSibling();
        before instanceof TextNode words;
        before = before.previousSibling()) {
      characters += counted(words.getWholeText(), words.getWholeText().length());
    }
    return characters;
  }

  /** An offset as browsers count, for whom a carriage return with a line feed is one character. */
  static int counted(String raw, int offset) {
    int counted = 0;
    for (int i = 0; i < offset; i++) {
      boolean isFirstOfTwo =
          raw.charAt(i) == '\r' && i + 1 < raw.length() && raw.charAt(i + 1) == '\n';
      counted += isFirstOfTwo ? 0 : 1;
    }
    return counted;
  }

  private static boolean isText(Node node) {
    return node instanceof TextNode || node instanceof DataNode;
  }
}
