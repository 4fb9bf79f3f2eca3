package lode.domain.document;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/**
 * What the page is there for: the blocks of text that {@link ContentModel} chooses, and what is left
 * out. Judged on the page alone.
 */
final class MainContent {

  /** Words of a page that is too small to be judged. */
  private static final int SMALL = 60;

  /** Fewer words are an invitation to write one. */
  private static final int MIN_COMMENTS = 15;

  private static final Set<Integer> COMMENTS =
      Stream.of(
              "comment",
              "comments",
              "commentlist",
              "disqus",
              "replies",
              "kommentare",
              "commentaires")
          .map(TextBlocks::nameHash)
          .collect(Collectors.toUnmodifiableSet());

  /** Words of prose in one box; longer contents are not known to the model. */
  private static final int BOOK = 5_000;

  private static final Set<String> MAIN = Set.of("main", "article", "h1");
  private static final Set<String> FURNITURE =
      Set.of("nav", "header", "footer", "aside", "dialog", "menu", "button");
  private static final Set<String> ROLES =
      Set.of(
          "navigation",
          "banner",
          "contentinfo",
          "complementary",
          "search",
          "dialog",
          "alertdialog",
          "menu",
          "menubar",
          "toolbar",
          "tablist");

  /**
   * Pages that are less like a product are not searched for an offer. Of 67 pages of products from other
   * shops than the training's the least likely had 0.013; three of four pages of other kinds have less.
   */
  private static final float LEAST_PRODUCT = 0.005f;

  private final PageType type;
  private final boolean mayBeProduct;
  private final List<Node> leftOut = new ArrayList<>();
  private final List<Element> comments = new ArrayList<>();
  private final Set<Node> leftOutSet = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Number of chosen blocks before each block. */
  private final int[] chosenBefore;

  private MainContent(ContentSample.Judgement judgement, boolean[] chosen) {
    type = judgement.type();
    mayBeProduct = judgement.typeShares()[PageType.PRODUCT.ordinal()] >= LEAST_PRODUCT;
    chosenBefore = new int[chosen.length + 1];
    for (int i = 0; i < chosen.length; i++) {
      chosenBefore[i + 1] = chosenBefore[i] + (chosen[i] ? 1 : 0);
    }
  }

  static MainContent of(PageElements elements, ContentModel model) {
    ContentSample sample = ContentSample.of(elements);
    ContentSample.Judgement judgement = sample.judge(model);
    boolean[] chosen = chosen(sample.page(), judgement);
    MainContent content = new MainContent(judgement, chosen);
    content.leaveOut(sample.page(), chosen);
    content.findComments(sample.page());
    return content;
  }

  /**
   * What the model chooses, and the title of the page wherever it stands. Of a small page everything is
   * content that is not marked as something else: the model knows no such pages.
   */
  private static boolean[] chosen(TextBlocks page, ContentSample.Judgement judgement) {
    int words = 0;
    for (TextBlock block : page.blocks) {
      words += block.words;
    }
    boolean[] chosen = judgement.chosen();
    Box title = null;
    for (int i = 0; i < chosen.length; i++) {
      TextBlock block = page.blocks.get(i);
      if (words < SMALL) {
        chosen[i] = !isFurniture(block.box);
      }
      if (title == null && block.heading == 1 && !block.box.isHidden) {
        title = heading(block.box);
      }
      chosen[i] |= title != null && i < title.endBlock && !block.box.isHidden;
    }
    keepWhole(page, chosen);
    return chosen;
  }

  /**
   * Chooses all the prose of a box that holds more of it than any page of the training, once a fair part is
   * chosen: the model takes what stands that far down for comments.
   */
  private static void keepWhole(TextBlocks page, boolean[] chosen) {
    Map<Box, long[]> prose = new IdentityHashMap<>();
    for (int i = 0; i < chosen.length; i++) {
      TextBlock block = page.blocks.get(i);
      if (block.box.parent != null && isProse(block)) {
        long[] words = prose.computeIfAbsent(block.box.parent, box -> new long[2]);
        words[0] += block.words;
        words[1] += chosen[i] ? block.words : 0;
      }
    }
    for (int i = 0; i < chosen.length; i++) {
      TextBlock block = page.blocks.get(i);
      long[] words = prose.get(block.box.parent);
      boolean isBook = words != null && words[0] > BOOK && words[1] > words[0] / 4;
      chosen[i] |= isBook && !block.box.isHidden && (isProse(block) || block.heading > 0);
    }
  }

  private static boolean isProse(TextBlock block) {
    return block.words >= 12 && block.linkShare() < 0.3;
  }

  /** The heading that a block stands in, which may be parted into several. */
  private static Box heading(Box own) {
    Box box = own;
    while (box.parent != null && !box.tag.equals("h1")) {
      box = box.parent;
    }
    return box;
  }

  private static boolean isFurniture(Box own) {
    boolean hasMain = false;
    for (Box box = own; box != null; box = box.parent) {
      hasMain |= MAIN.contains(box.tag);
      boolean isMarked =
          (FURNITURE.contains(box.tag) && !isOwnHeader(box))
              || ROLES.contains(box.element.attr("role"));
      if (box.isHidden || (isMarked && !hasMain)) {
        return true;
      }
    }
    return false;
  }

  /** The header of an article, not that of the page. */
  private static boolean isOwnHeader(Box box) {
    return box.tag.equals("header") && (box.mainDepth >= 0 || box.articleDepth >= 0);
  }

  PageType type() {
    return type;
  }

  /** False for pages that surely offer no single thing. */
  boolean mayBeProduct() {
    return mayBeProduct;
  }

  /** True for the outermost nodes that are not main content. */
  boolean isLeftOut(Node node) {
    return leftOutSet.contains(node);
  }

  /** The outermost nodes that are not main content and hold text, in reading order. */
  List<Node> leftOut() {
    return leftOut;
  }

  /** What readers wrote below the content: elements, outermost, in reading order. */
  List<Element> comments() {
    return comments;
  }

  /** The posts of a forum are its content; elsewhere markup calls what readers wrote comments. */
  private void findComments(TextBlocks page) {
    int end = 0;
    for (Box box : page.boxes) {
      boolean isInside = box.firstBlock < end;
      boolean isChosen = chosenBefore[box.endBlock] > chosenBefore[box.firstBlock];
      if (type != PageType.FORUM && !isInside && !isChosen && isCalledComments(box)) {
        int words = 0;
        for (TextBlock block : page.blocks.subList(box.firstBlock, box.endBlock)) {
          words += block.box.isIn(Box.FORM) ? 0 : block.words;
        }
        if (words >= MIN_COMMENTS && !box.isHidden) {
          comments.add(box.element);
          end = box.endBlock;
        }
      }
    }
  }

  private static boolean isCalledComments(Box box) {
    for (int name : box.names) {
      if (COMMENTS.contains(name)) {
        return true;
      }
    }
    return false;
  }

  private void leaveOut(TextBlocks page, boolean[] chosen) {
    int next = 0;
    for (Box box : page.boxes) {
      next = leaveOutTexts(page, chosen, next, box.firstBlock);
      boolean isOutermost = box.parent == null || isKept(box.parent);
      if (!isKept(box) && isOutermost) {
        leftOutSet.add(box.element);
        if (box.blocks() > 0) {
          leftOut.add(box.element);
        }
      }
    }
    leaveOutTexts(page, chosen, next, chosen.length);
  }

  /** Leaves out single texts of boxes that are kept. */
  private int leaveOutTexts(TextBlocks page, boolean[] chosen, int from, int to) {
    for (int i = from; i < to; i++) {
      TextBlock block = page.blocks.get(i);
      if (!chosen[i] && isKept(block.box)) {
        for (TextNode node : block.nodes) {
          leftOutSet.add(node);
          leftOut.add(node);
        }
      }
    }
    return Math.max(from, to);
  }

  /** A box without text, such as a figure, belongs to what stands before and behind it. */
  private boolean isKept(Box box) {
    if (box.blocks() > 0) {
      return chosenBefore[box.endBlock] > chosenBefore[box.firstBlock];
    }
    int at = box.firstBlock;
    int blocks = chosenBefore.length - 1;
    boolean before = at > 0 && chosenBefore[at] > chosenBefore[at - 1];
    boolean behind = at < blocks && chosenBefore[at + 1] > chosenBefore[at];
    return before && behind;
  }
}
