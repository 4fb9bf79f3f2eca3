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
    String text = element.wholeText();
    String inner = text.strip();
    if (inner.isEmpty()) {
      return false;
    }
    char first = inner.charAt(0);
    char last = inner.charAt(inner.length() - 1);
    boolean spaceBefore = FoldedText.isSpace(text.charAt(0));
    boolean spaceAfter = FoldedText.isSpace(text.charAt(text.length() - 1));
    boolean opens = spaceBefore || !isPunctuation(first) || !isWord(before(element));
    boolean closes = spaceAfter || !isPunctuation(last) || !isWord(after(element));
    return opens && closes;
  }

  private static boolean isPunctuation(char c) {
    return !Character.isLetterOrDigit(c) && !FoldedText.isSpace(c) && !Character.isSurrogate(c);
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || Character.isSurrogate(c);
  }

  private static char before(Element element) {
    String text = text(element.previousSibling());
    return text.isEmpty() ? ' ' : text.charAt(text.length() - 1);
  }

  private static char after(Element element) {
    String text = text(element.nextSibling());
    return text.isEmpty() ? ' ' : text.charAt(0);
  }

  private static String text(@Nullable Node node) {
    if (node instanceof TextNode text) {
      return text.getWholeText();
    }
    boolean isInline = node instanceof Element element && HtmlTree.isInline(element);
    return isInline ? ((Element) node).wholeText() : "";
  }
}
