package lode.domain.document;

import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * Tells which elements that are hidden from screen readers say nothing of their own: icons, and drawings
 * of a text that stands beside them for those readers. All others are text of the page.
 */
final class HiddenTwin {

  private static final Set<String> FOR_READERS =
      Set.of("sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "a-offscreen");
  private static final Set<String> FORMULAS = Set.of("katex-mathml", "katex-html", "mjx-math");

  private HiddenTwin() {}

  static boolean isTwin(Element element) {
    if (!HtmlTree.attr(element, "aria-hidden").equals("true")) {
      return false;
    }
    boolean drawsFormula =
        element.nameIs("mjx-math")
            || hasClass(element, FORMULAS)
            || HtmlTree.attr(element, "class").strip().startsWith("MathJax");
    return drawsFormula
        || isForReaders(element.previousElementSibling())
        || isForReaders(element.nextElementSibling())
        || isIcon(element);
  }

  private static boolean isForReaders(@Nullable Element element) {
    return element != null && hasClass(element, FOR_READERS);
  }

  private static boolean hasClass(Element element, Set<String> names) {
    String all = HtmlTree.attr(element, "class").strip();
    if (all.isEmpty()) {
      return false;
    }
    for (String name : all.toLowerCase(Locale.ROOT).split("\\s+")) {
      if (names.contains(name)) {
        return true;
      }
    }
    return false;
  }

  /** No letter or digit, or the name of a sign in a font of icons. */
  private static boolean isIcon(Element element) {
    if (!HtmlTree.isInline(element) || element.childrenSize() > 0) {
      return false;
    }
    String text = element.ownText();
    boolean isName =
        HtmlTree.attr(element, "class").strip().contains("icon") || element.nameIs("i");
    return text.chars().noneMatch(Character::isLetterOrDigit)
        || (isName && text.matches("[a-z][a-z0-9_]{0,40}"));
  }
}
