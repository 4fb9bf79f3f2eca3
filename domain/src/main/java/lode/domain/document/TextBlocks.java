package lode.domain.document;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/** The blocks of text of a page, and the boxes that they stand in, in one walk of the tree. */
final class TextBlocks {

  private static final int MAX_NAMES = 16;
  private static final Set<String> CONTROLS = Set.of("input", "textarea", "select");
  private static final Set<String> SKIPPED =
      Set.of("option", "optgroup", "datalist", "textarea", "select", "input");

  final List<TextBlock> blocks = new ArrayList<>();
  final List<Box> boxes = new ArrayList<>();

  private @Nullable TextBlock open;
  private int linkDepth;
  private int boldDepth;
  private int breaks;

  private TextBlocks() {}

  static TextBlocks of(Document page) {
    TextBlocks blocks = new TextBlocks();
    blocks.box(page.body(), null);
    for (TextBlock block : blocks.blocks) {
      block.heading = headingLevel(block);
    }
    return blocks;
  }

  private static int headingLevel(TextBlock block) {
    for (Box box = block.box; box != null; box = box.parent) {
      String tag = box.tag;
      if (tag.length() == 2
          && tag.charAt(0) == 'h'
          && tag.charAt(1) >= '1'
          && tag.charAt(1) <= '6') {
        return tag.charAt(1) - '0';
      }
      if (box.blocks() > 2) {
        return 0;
      }
    }
    return 0;
  }

  private void box(Element element, @Nullable Box parent) {
    Box box = new Box(parent, element, boxes.size(), names(element), mould(element));
    box.isHidden |= HtmlTree.isHidden(element);
    boxes.add(box);
    close();
    box.firstBlock = blocks.size();
    children(element, box);
    close();
    box.endBlock = blocks.size();
  }

  private void children(Element element, Box box) {
    for (Node child : element.childNodes()) {
      if (child instanceof TextNode text) {
        text(text, element, box);
      } else if (child instanceof Element inner) {
        element(inner, box);
      }
    }
  }

  private void element(Element element, Box box) {
    String tag = element.normalName();
    if (CONTROLS.contains(tag)) {
      box.controls += HtmlTree.attr(element, "type").equals("hidden") ? 0 : 1;
    }
    if (SKIPPED.contains(tag) || HtmlTree.isWithoutText(element)) {
      return;
    }
    switch (tag) {
      case "br" -> {
        breaks++;
        if (open != null) {
          open.breaks++;
          open.gap();
        }
        return;
      }
      case "img", "picture" -> {
        box.images++;
        return;
      }
      default -> {}
    }
    boolean isLink = tag.equals("a") && HtmlTree.hasAttr(element, "href");
    boolean isBold = tag.equals("b") || tag.equals("strong");
    linkDepth += isLink ? 1 : 0;
    boldDepth += isBold ? 1 : 0;
    if (HtmlTree.isInline(element) && !tag.equals("button") && !HtmlTree.isHidden(element)) {
      if (isLink && open != null) {
        open.links++;
      }
      children(element, box);
    } else {
      box.children++;
      box(element, box);
    }
    linkDepth -= isLink ? 1 : 0;
    boldDepth -= isBold ? 1 : 0;
  }

  /** What a meta element is about, in lower case: its property, else its name; empty for none. */
  static String metaName(Element meta) {
    String property = HtmlTree.attr(meta, "property");
    return (property.isEmpty() ? HtmlTree.attr(meta, "name") : property)
        .strip()
        .toLowerCase(Locale.ROOT);
  }

  private void text(TextNode text, Element parent, Box box) {
    if (text.isBlank()) {
      if (open != null) {
        open.gap();
      }
      return;
    }
    if (breaks >= 2) {
      close();
    }
    breaks = 0;
    if (open == null) {
      open = new TextBlock(box, parent);
      open.links += linkDepth > 0 ? 1 : 0;
    }
    open.add(text, linkDepth > 0, boldDepth > 0);
  }

  private void close() {
    breaks = 0;
    if (open != null) {
      open.end();
      if (!open.isEmpty()) {
        blocks.add(open);
      }
      open = null;
    }
  }

  /** Hashes of the words that markup names an element with. */
  static int[] names(Element element) {
    int[] names = new int[MAX_NAMES];
    int count = 0;
    names[count++] = hash("<", element.normalName());
    if (element.attributesSize() > 0) {
      count = words(HtmlTree.attr(element, "class"), names, count);
      count = words(HtmlTree.attr(element, "id"), names, count);
      count = whole("role=", HtmlTree.attr(element, "role"), names, count);
      count = whole("itemprop=", HtmlTree.attr(element, "itemprop"), names, count);
      count = whole("itemtype=", HtmlTree.attr(element, "itemtype"), names, count);
    }
    return Arrays.copyOf(names, count);
  }

  private static int whole(String prefix, String value, int[] names, int count) {
    if (!value.isEmpty() && value.length() < 40 && count < MAX_NAMES) {
      names[count] = hash(prefix, value);
      return count + 1;
    }
    return count;
  }

  static int hash(String prefix, String value) {
    return prefix.hashCode() * 31 + value.hashCode();
  }

  /** The hash of a word of class or id, in lower case. */
  static int nameHash(String word) {
    int hash = 17;
    for (int i = 0; i < word.length(); i++) {
      hash = hash * 31 + word.charAt(i);
    }
    return hash;
  }

  private static int words(String text, int[] names, int start) {
    int count = start;
    int hash = 17;
    int length = 0;
    boolean lower = false;
    int end = Math.min(text.length(), 300);
    for (int i = 0; i <= end && count < MAX_NAMES; i++) {
      char c = i < end ? text.charAt(i) : ' ';
      boolean isLetter = c >= 'a' && c <= 'z';
      boolean isCapital = c >= 'A' && c <= 'Z';
      boolean cuts = (!isLetter && !isCapital) || (isCapital && lower);
      if (cuts && length > 0) {
        if (length > 1) {
          names[count++] = hash;
        }
        hash = 17;
        length = 0;
      }
      lower = isLetter;
      if (isLetter || isCapital) {
        hash = hash * 31 + (isCapital ? c + 32 : c);
        length++;
      }
    }
    return count;
  }

  private static int mould(Element element) {
    return element.normalName().hashCode() * 31
        + HtmlTree.attr(element, "class").strip().hashCode();
  }
}
