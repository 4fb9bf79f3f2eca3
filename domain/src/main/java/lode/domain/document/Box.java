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

  /** Equal for boxes made from one mould: tag and classes. */
  final int mould;

  int children;
  int controls;
  int images;

  Box(@Nullable Box parent, Element element, int index, int[] names, int mould) {
    this.parent = parent;
    this.element = element;
    this.depth = parent == null ? 0 : parent.depth + 1;
    this.tag = element.normalName();
    this.index = index;
    this.names = names;
    this.mould = mould;
    this.isHidden = parent != null && parent.isHidden;
  }

  int blocks() {
    return endBlock - firstBlock;
  }
}
