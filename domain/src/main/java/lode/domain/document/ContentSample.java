package lode.domain.document;

import java.util.Arrays;
import java.util.List;

/**
 * A page as the content model sees it: blocks of text in reading order, the boxes around them, and the
 * numbers that each is judged by. The same for training and for use, so that both measure alike.
 */
public final class ContentSample {

  /** Blocks that are judged at once. */
  private static final int NEAR = 8;

  private final TextBlocks page;
  private final PageWords head;
  private final int[] typeWords;

  private ContentSample(PageElements elements) {
    page = TextBlocks.of(elements.page());
    head = PageWords.of(elements);
    typeWords = PageTypeWords.of(elements, page);
  }

  static ContentSample of(PageElements elements) {
    return new ContentSample(elements);
  }

  /** Reads a page from its text. */
  public static ContentSample of(String html) {
    return new ContentSample(PageElements.of(HtmlTree.parse(html, "")));
  }

  /** Number of blocks. */
  public int size() {
    return page.blocks.size();
  }

  /** The text of a block, white space folded. */
  public String text(int block) {
    TextBlock measured = page.blocks.get(block);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < measured.nodes.size(); i++) {
      text.append(measured.isParted(i) ? " " : "").append(measured.nodes.get(i).getWholeText());
    }
    return FoldedText.of(text.toString());
  }

  /** Words of a block, as the choice counts them. */
  public int words(int block) {
    return page.blocks.get(block).words;
  }

  /** Hashes of the first words of a block. */
  public int[] wordHashes(int block) {
    TextBlock text = page.blocks.get(block);
    return Arrays.copyOf(text.wordIds, text.wordIdCount);
  }

  /** Hashes of the words of the page that tell its type, each once. */
  public int[] typeHashes() {
    return typeWords.clone();
  }

  /** The boxes of the page: block elements, in the order of their starts. */
  public List<NamedBox> boxes() {
    return page.boxes.stream()
        .map(box -> new NamedBox(box.names, box.firstBlock, box.endBlock))
        .toList();
  }

  /**
   * A block element.
   *
   * @param names hashes of the words that its markup names it with
   * @param first first block of text inside
   * @param end block after the last one inside
   */
  public record NamedBox(int[] names, int first, int end) {}

  /** What a page is judged by, with these weights. */
  public float[] typeFeatures(WeightTable names, WeightTable words, WeightTable types) {
    float[] ofPage = BlockFeatures.of(page, head, names, words).ofPage();
    return PageTypeWords.features(typeWords, types, ofPage);
  }

  /** The shares of the types for what a page is judged by. */
  public static float[] shares(List<BoostedTrees> typeTrees, float[] typeFeatures) {
    return PageTypeWords.shares(typeTrees, typeFeatures);
  }

  /** What each block is judged by, with these weights and shares of the types. */
  public float[][] features(WeightTable names, WeightTable words, float[] typeShares) {
    BlockFeatures features = BlockFeatures.of(page, head, names, words);
    features.begin(features.ofPage(), typeShares);
    float[][] rows = new float[size()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = features.row(i, null);
    }
    return rows;
  }

  /** The model's word on this page. */
  public Judgement judge(ContentModel model) {
    BlockFeatures features = BlockFeatures.of(page, head, model.names(), model.words());
    float[] ofPage = features.ofPage();
    float[] types =
        PageTypeWords.shares(
            model.typeTrees(), PageTypeWords.features(typeWords, model.types(), ofPage));
    features.begin(ofPage, types);
    float[] probabilities = probabilities(features, model.blockTrees());
    return new Judgement(types, probabilities, choose(probabilities));
  }

  private float[] probabilities(BlockFeatures features, BoostedTrees trees) {
    float[] probabilities = new float[size()];
    float[][] near = new float[NEAR][];
    BoostedTrees.Rows rows = null;
    for (int from = 0; from < probabilities.length; from += NEAR) {
      int count = Math.min(NEAR, probabilities.length - from);
      for (int i = 0; i < count; i++) {
        near[i] = features.row(from + i, near[i]);
      }
      rows = rows == null ? trees.rows(near[0], features.ownWidth()) : rows;
      rows.probabilities(near, count, probabilities, from);
    }
    return probabilities;
  }

  /**
   * @param typeShares share of each {@link PageType}
   * @param probabilities of each block to be main content
   * @param chosen the blocks that are
   */
  public record Judgement(float[] typeShares, float[] probabilities, boolean[] chosen) {

    /** The likeliest type. */
    public PageType type() {
      int best = 0;
      for (int i = 1; i < typeShares.length; i++) {
        best = typeShares[i] > typeShares[best] ? i : best;
      }
      return PageType.values()[best];
    }
  }

  /**
   * The blocks with which the expected F1 over words is greatest. With a bound for all pages, pages
   * whose blocks are all doubtful would lose nearly everything.
   */
  public boolean[] choose(float[] probabilities) {
    int count = probabilities.length;
    long[] order = new long[count];
    double all = 0;
    for (int i = 0; i < count; i++) {
      // Likeliest first, in reading order where equal.
      order[i] = (long) (Integer.MAX_VALUE - Float.floatToIntBits(probabilities[i])) << 32 | i;
      all += probabilities[i] * (double) words(i);
    }
    Arrays.sort(order);
    double right = 0;
    double taken = 0;
    double best = -1;
    int cut = 0;
    for (int k = 0; k < count; k++) {
      int i = (int) order[k];
      right += probabilities[i] * (double) words(i);
      taken += words(i);
      double f1 = 2 * right / (taken + all);
      if (f1 > best) {
        best = f1;
        cut = k + 1;
      }
    }
    boolean[] chosen = new boolean[count];
    for (int k = 0; k < cut; k++) {
      chosen[(int) order[k]] = true;
    }
    return chosen;
  }

  TextBlocks page() {
    return page;
  }
}
