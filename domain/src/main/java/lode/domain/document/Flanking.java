package lode.domain.document;

import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether stars around an element would be read as emphasis: by CommonMark 0.31, "left-flanking
 * and right-flanking delimiter runs", not where punctuation on the inside meets a letter outside.
 */
final class Flanking {

  private Flanking() {}

  static boolean allows(Element element) {
    TextNode first = edge(element, true);
    TextNode last = edge(element, false);
    if (first == null || last == null) {
      return false;
    }
    String head = first.getWholeText();
    String tail = last.getWholeText();
    boolean opens =
        FoldedText.isSpace(head.charAt(0))
            || !isPunctuation(head.charAt(0))
            || !isWord(before(element));
    char end = tail.charAt(tail.length() - 1);
    return opens && (FoldedText.isSpace(end) || !isPunctuation(end) || !isWord(after(element)));
  }

  /** The first or last text inside of a node that is not empty; no more is read than it takes. */
  private static @Nullable TextNode edge(@Nullable Node node, boolean first) {
    if (node instanceof TextNode text) {
      return text.getWholeText().isEmpty() ? null : text;
    }
    Node child = node == null ? null : first ? node.firstChild() : node.lastChild();
    while (child != null) {
      TextNode text = edge(child, first);
      if (text != null) {
        return text;
      }
      child = first ? child.nextSibling() : child.previousSibling();
    }
    return null;
  }

  private static boolean isPunctuation(char c) {
    return !Character.isLetterOrDigit(c) && !FoldedText.isSpace(c) && !Character.isSurrogate(c);
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || Character.isSurrogate(c);
  }

  private static char before(Element element) {
    TextNode text = neighbour(element.previousSibling(), false);
    return text == null ? ' ' : text.getWholeText().charAt(text.getWholeText().length() - 1);
  }

  private static char after(Element element) {
    TextNode text = neighbour(element.nextSibling(), true);
    return text == null ? ' ' : text.getWholeText().charAt(0);
  }

  private static @Nullable TextNode neighbour(@Nullable Node node, boolean first) {
    boolean isBlock = node instanceof Element element && !HtmlTree.isInline(element);
    return isBlock ? null : edge(node, first);
  }
}
