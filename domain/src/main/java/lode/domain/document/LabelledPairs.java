package lode.domain.document;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jspecify.annotations.Nullable;

/**
 * Elements of a page of which the markup says that they are label and value, and lists of definitions;
 * found in one walk, whatever part of the page is read afterwards.
 */
final class LabelledPairs {

  private static final Pattern LABEL_HINT =
      Pattern.compile(
          "(?i)(^|[\\s_-])(label|name|key|term|attr|attribute|caption|title|property|heading|th)($|[\\s_-])");
  private static final Pattern VALUE_HINT =
      Pattern.compile(
          "(?i)(^|[\\s_-])(values?|data|val|content|details?|desc|text|info)($|[\\s_-])");

  /** A label and its value; a {@code dl} element and null. */
  record Pair(Element label, @Nullable Element value) {}

  private final List<Pair> found = new ArrayList<>();

  /** What classes hint at, each asked once: a page has few of them, many times. */
  private final Map<String, Boolean> labelHints = new HashMap<>();

  private final Map<String, Boolean> valueHints = new HashMap<>();

  private LabelledPairs() {}

  /** Those of an element, in reading order. */
  static LabelledPairs of(Element root) {
    LabelledPairs pairs = new LabelledPairs();
    root.stream().forEach(pairs::element);
    return pairs;
  }

  List<Pair> found() {
    return found;
  }

  private void element(Element element) {
    if (element.nameIs("dl")) {
      found.add(new Pair(element, null));
    }
    Element before = null;
    // Lists of children would be kept by each element.
    for (Node node : element.childNodes()) {
      if (!(node instanceof Element child)) {
        continue;
      }
      if (before != null && !child.nameIs("td") && !child.nameIs("dd") && isPair(before, child)) {
        found.add(new Pair(before, child));
      }
      before = child;
    }
  }

  private boolean isPair(Element label, Element value) {
    boolean isBoldPair =
        (label.nameIs("strong") || label.nameIs("b"))
            && (value.nameIs("span") || value.nameIs("div") || value.nameIs("p"))
            && label.parent() != null
            && label.parent().childrenSize() == 2
            && label.parent().ownText().isBlank();
    return isBoldPair || isHinted(label, value);
  }

  private boolean isHinted(Element label, Element value) {
    String labelClass = HtmlTree.attr(label, "class");
    String valueClass = HtmlTree.attr(value, "class");
    return !labelClass.isBlank()
        && !valueClass.isBlank()
        && labelHints.computeIfAbsent(labelClass, name -> LABEL_HINT.matcher(name).find())
        && !labelClass.strip().equals(valueClass.strip())
        && valueHints.computeIfAbsent(valueClass, name -> VALUE_HINT.matcher(name).find());
  }
}
