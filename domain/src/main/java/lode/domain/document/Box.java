package lode.domain.document;

import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** A block element of the page and the blocks of text that stand in it. */
final class Box {

  final @Nullable Box parent;
  final Element element;
  final int depth;
  final String tag;

  /** Number of the box in reading order. */
  final int index;

  /** Its blocks of text are {@code [firstBlock, endBlock)}. */
  int firstBlock;

  int endBlock;
  boolean isHidden;

  /** Names that its markup gives it: parts of class and id, role, tag. Hashes. */
  final int[] names;

  final boolean hasClass;

  /** Equal for boxes made from one mould: tag and classes. */
  final int mould;

  int children;
  int controls;
  int images;

  /** What the box is in by tag or role: bits of {@link #NAV} to {@link #DIALOG}. */
  final int regions;

  /** Depth of the nearest such box around, or of this one; -1 without. */
  final int mainDepth;

  final int articleDepth;
  final int lists;
  final int tables;
  final int sections;

  static final int NAV = 1;
  static final int HEADER = 2;
  static final int FOOTER = 4;
  static final int ASIDE = 8;
  static final int FORM = 16;
  static final int DIALOG = 32;

  Box(@Nullable Box parent, Element element, int index, int[] names, int mould) {
    this.parent = parent;
    this.element = element;
    this.depth = parent == null ? 0 : parent.depth + 1;
    this.tag = element.normalName();
    this.index = index;
    this.names = names;
    this.mould = mould;
    this.hasClass = !HtmlTree.attr(element, "class").isBlank();
    this.isHidden = parent != null && parent.isHidden;
    String role = HtmlTree.attr(element, "role");
    this.regions = (parent == null ? 0 : parent.regions) | region(tag) | region(role);
    boolean isMain = tag.equals("main") || role.equals("main");
    this.mainDepth =
        isMain && (parent == null || parent.mainDepth < 0)
            ? depth
            : parent == null ? -1 : parent.mainDepth;
    boolean isArticle = tag.equals("article") || role.equals("article");
    this.articleDepth = isArticle ? depth : parent == null ? -1 : parent.articleDepth;
    this.lists = count(parent == null ? 0 : parent.lists, "ul", "ol");
    this.tables = count(parent == null ? 0 : parent.tables, "table", "table");
    this.sections = count(parent == null ? 0 : parent.sections, "section", "section");
  }

  private int count(int around, String one, String other) {
    return around + (tag.equals(one) || tag.equals(other) ? 1 : 0);
  }

  private static int region(String name) {
    return switch (name) {
      case "nav", "navigation", "menu", "menubar", "tablist" -> NAV;
      case "header", "banner" -> HEADER;
      case "footer", "contentinfo" -> FOOTER;
      case "aside", "complementary" -> ASIDE;
      case "form" -> FORM;
      case "dialog", "alertdialog" -> DIALOG;
      default -> 0;
    };
  }

  boolean isIn(int region) {
    return (regions & region) != 0;
  }

  int blocks() {
    return endBlock - firstBlock;
  }
}
