package lode.domain.document;

import java.util.Locale;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** Writes a formula once: as TeX where the page has it (MathML annotations, MathJax), else in a line. */
final class MathText {

  private final MarkdownWriter writer;

  MathText(MarkdownWriter writer) {
    this.writer = writer;
  }

  /** True for an element that {@link #write} writes. */
  static boolean isFormula(Element element) {
    return element.nameIs("math") || isTexScript(element);
  }

  private static boolean isTexScript(Element element) {
    return element.nameIs("script") && element.attr("type").startsWith("math/tex");
  }

  /** True for what scripts have drawn of a formula that stands beside it as TeX. */
  static boolean isDrawn(Element element) {
    String name = element.className();
    if (!name.startsWith("MathJax") && !name.startsWith("MJX")) {
      return false;
    }
    Element next = element.nextElementSibling();
    while (next != null && next.className().startsWith("MathJax")) {
      next = next.nextElementSibling();
    }
    return next != null && isTexScript(next);
  }

  void write(Element formula) {
    if (isTexScript(formula)) {
      tex(formula);
      return;
    }
    Element annotation = formula.selectFirst("annotation[encoding*=tex]");
    if (annotation != null && !annotation.wholeText().isBlank()) {
      tex(annotation);
    } else {
      children(formula);
    }
  }

  private void tex(Element holder) {
    writer.openCode("$");
    for (Node node : holder.childNodes()) {
      if (node instanceof TextNode text) {
        text(node, text.getWholeText());
      } else if (node instanceof DataNode data) {
        text(node, data.getWholeData());
      }
    }
    writer.closeCode("$", "$");
  }

  private void text(Node node, String raw) {
    writer.from(node, null, 0);
    writer.text(raw);
  }

  private void children(Element element) {
    String between =
        switch (element.normalName()) {
          case "mfrac" -> "/";
          case "msup" -> "^";
          case "msub" -> "_";
          default -> "";
        };
    boolean first = true;
    for (Node child : element.childNodes()) {
      if (child instanceof TextNode text) {
        text(text, text.getWholeText());
      } else if (child instanceof Element inner && !isAnnotation(inner)) {
        if (!first && !between.isEmpty()) {
          writer.mark(between);
        }
        children(inner);
        first = false;
      }
    }
  }

  private static boolean isAnnotation(Element element) {
    return element.normalName().toLowerCase(Locale.ROOT).startsWith("annotation");
  }
}
