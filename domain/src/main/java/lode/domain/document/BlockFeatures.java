package lode.domain.document;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What can be measured of each block of a page: the numbers that the model judges by. */
final class BlockFeatures {

  private static final int LONG = 12;
  private static final int FAR_WORDS = 2_000;
  private static final int FAR_BLOCKS = 250;
  private static final int SECTION_BLOCKS = 60;
  private static final int LARGE_WORDS = 4_000;
  private static final int LARGE_BLOCKS = 800;
  private static final int MANY = 60;

  private final List<TextBlock> blocks;
  private final List<Box> boxes;
  private final WeightTable names;
  private final WeightTable words;
  private final PageWords head;
  private final int count;

  /** Sums over the blocks before each one. */
  private final long[] chars;

  private final long[] linkChars;
  private final long[] wordSums;
  private final long[] ownWords;
  private final long[] longWords;
  private final long[] longBlocks;

  /** Mean, least and greatest weight of the words of each block. */
  private final float[] textScore;

  private final float[] textLeast;
  private final float[] textMost;
  private final BoxScores scores;

  /** How many boxes are made from the mould of each box, and words in them. */
  private final int[][] moulds;

  private final Map<Integer, int[]> repeats = new HashMap<>();
  private float[] row = new float[0];
  private int at;
  private int ownWidth;

  private int firstH1 = -1;
  private final int[] lastHeading;
  private float[] pageRow = new float[0];

  private BlockFeatures(TextBlocks page, PageWords head, WeightTable names, WeightTable words) {
    this.head = head;
    this.blocks = page.blocks;
    this.boxes = page.boxes;
    this.names = names;
    this.words = words;
    this.count = blocks.size();
    this.chars = new long[count + 1];
    this.linkChars = new long[count + 1];
    this.wordSums = new long[count + 1];
    this.ownWords = new long[count + 1];
    this.longWords = new long[count + 1];
    this.longBlocks = new long[count + 1];
    this.textScore = new float[count];
    this.textLeast = new float[count];
    this.textMost = new float[count];
    this.lastHeading = new int[count];
    this.moulds = new int[boxes.size()][];
    sum();
    this.scores = new BoxScores(page, this.names, ownWords, longWords);
  }

  static BlockFeatures of(TextBlocks page, PageWords head, WeightTable names, WeightTable words) {
    return new BlockFeatures(page, head, names, words);
  }

  /** Sets what is said of the page as a whole, which stands at the end of each row. */
  void begin(float[] ofPage, float[] ofType) {
    pageRow = Arrays.copyOf(ofPage, ofPage.length + ofType.length);
    System.arraycopy(ofType, 0, pageRow, ofPage.length, ofType.length);
  }

  /**
   * The row of a block. Blocks are asked for in order.
   *
   * @param reused an array to put it in, of a row that was asked for before
   */
  float[] row(int i, float @Nullable [] reused) {
    at = 0;
    TextBlock block = blocks.get(i);
    text(block);
    tag(block);
    place(i, block);
    semantics(block);
    ancestors(block.box);
    neighbours(i, block);
    moulds(i, block);
    head(i, block);
    scores(i, block);
    ownWidth = at;
    float[] whole = reused == null ? new float[ownWidth + pageRow.length] : reused;
    System.arraycopy(row, 0, whole, 0, ownWidth);
    System.arraycopy(pageRow, 0, whole, ownWidth, pageRow.length);
    return whole;
  }

  /** Number of those that are not said of the page as a whole; the others stand behind them. */
  int ownWidth() {
    return ownWidth;
  }

  private void sum() {
    int heading = -1;
    for (int i = 0; i < count; i++) {
      TextBlock block = blocks.get(i);
      chars[i + 1] = chars[i] + block.chars;
      linkChars[i + 1] = linkChars[i] + block.linkChars;
      wordSums[i + 1] = wordSums[i] + block.words;
      double own = block.words * (1 - block.linkShare());
      ownWords[i + 1] = ownWords[i] + Math.round(own);
      boolean isLong = own >= LONG;
      longWords[i + 1] = longWords[i] + (isLong ? Math.round(own) : 0);
      longBlocks[i + 1] = longBlocks[i] + (isLong ? 1 : 0);
      int level = block.heading;
      if (level == 1 && firstH1 < 0) {
        firstH1 = i;
      }
      heading = level > 0 ? i : heading;
      lastHeading[i] = heading;
      repeats.computeIfAbsent(block.wordHash, key -> new int[2])[0]++;
      scoreText(i, block);
    }
    Map<Integer, int[]> known = new HashMap<>();
    for (Box box : boxes) {
      int[] mould = known.computeIfAbsent(box.mould, key -> new int[2]);
      moulds[box.index] = mould;
      mould[0]++;
      mould[1] += (int) (wordSums[box.endBlock] - wordSums[box.firstBlock]);
    }
  }

  private void scoreText(int i, TextBlock block) {
    float sum = 0;
    for (int k = 0; k < block.wordIdCount; k++) {
      float weight = words.get(block.wordIds[k]);
      sum += weight;
      textLeast[i] = Math.min(textLeast[i], weight);
      textMost[i] = Math.max(textMost[i], weight);
    }
    textScore[i] = block.wordIdCount == 0 ? 0 : sum / block.wordIdCount;
  }

  private void add(double value) {
    if (at == row.length) {
      row = Arrays.copyOf(row, Math.max(64, row.length * 2));
    }
    row[at++] = (float) value;
  }

  /** A number that says no more above a bound: pages longer than those of the training are like them. */
  private void add(double value, double most) {
    add(Math.min(value, most));
  }

  private void add(boolean value) {
    add(value ? 1 : 0);
  }

  private void text(TextBlock block) {
    double words = Math.max(1, block.words);
    add(block.words);
    add(block.chars);
    add(block.linkShare());
    add(block.links);
    add(block.chars == 0 ? 0 : (double) block.boldChars / block.chars);
    add(block.letters == 0 ? 0 : (double) block.capitals / block.letters);
    add((double) block.digits / Math.max(1, block.chars));
    add(block.stops);
    add(block.commas / words);
    add(block.endsSentence);
    add(block.letters / words);
    add(block.shortWords / words);
    add(block.capitalWords / words);
    add((block.hasYear ? 1 : 0) + (block.hasMoney ? 2 : 0));
    add(block.hasCopyright);
    add(block.hasBar);
    add(block.breaks);
    add((double) block.letters / Math.max(1, block.chars));
    add(block.box.isHidden);
  }

  private void tag(TextBlock block) {
    add(tagCode(block.box.tag));
    add(tagCode(block.inner.normalName()));
    add(block.heading);
    add(block.box.blocks());
    add(block.box.parent == null ? 0 : tagCode(block.box.parent.tag));
    add(block.box.controls);
    add(block.box.images);
  }

  private static int tagCode(String tag) {
    return switch (tag) {
      case "p" -> 1;
      case "div" -> 2;
      case "li" -> 3;
      case "td" -> 4;
      case "th" -> 5;
      case "h1" -> 6;
      case "h2" -> 7;
      case "h3" -> 8;
      case "h4", "h5", "h6" -> 9;
      case "a" -> 10;
      case "span" -> 11;
      case "button" -> 12;
      case "dt" -> 13;
      case "dd" -> 14;
      case "pre" -> 15;
      case "code" -> 16;
      case "blockquote" -> 17;
      case "figcaption" -> 18;
      case "section" -> 19;
      case "article" -> 20;
      case "time" -> 21;
      case "label" -> 22;
      case "strong", "b" -> 23;
      case "em", "i" -> 24;
      case "summary" -> 25;
      case "form" -> 26;
      case "caption" -> 27;
      case "small" -> 28;
      case "ul", "ol" -> 29;
      case "header" -> 30;
      case "footer" -> 31;
      default -> 0;
    };
  }

  private void place(int i, TextBlock block) {
    double all = Math.max(1, wordSums[count]);
    double own = Math.max(1, ownWords[count]);
    add((double) i / count);
    add(wordSums[i] / all);
    add(wordSums[i], FAR_WORDS);
    add(wordSums[count] - wordSums[i + 1], FAR_WORDS);
    add(ownWords[i] / own);
    add(longWords[count] == 0 ? -1 : (double) longWords[i] / longWords[count]);
    add(i, FAR_BLOCKS);
    add(count - i, FAR_BLOCKS);
    add(block.box.depth);
    if (firstH1 < 0) {
      add(0);
      add(-1);
    } else {
      add(Math.max(-FAR_BLOCKS, i - firstH1), FAR_BLOCKS);
      add(Math.abs(wordSums[i] - wordSums[firstH1]), FAR_WORDS);
    }
    int heading = i == 0 ? -1 : lastHeading[i - 1];
    add(heading < 0 ? -1 : i - heading, SECTION_BLOCKS);
    add(heading < 0 ? 0 : blocks.get(heading).heading);
    add(heading < 0 ? 0 : textScore[heading]);
    add(heading < 0 ? 0 : wordSums[i] - wordSums[heading], FAR_WORDS);
  }

  private void semantics(TextBlock block) {
    Box box = block.box;
    add(box.mainDepth < 0 ? 0 : box.depth - box.mainDepth + 1);
    add(box.articleDepth < 0 ? 0 : box.depth - box.articleDepth + 1);
    add(box.lists);
    add(box.isIn(Box.NAV));
    add(box.isIn(Box.HEADER));
    add(box.isIn(Box.FOOTER));
    add(box.isIn(Box.ASIDE));
    add(box.isIn(Box.FORM));
    add(box.isIn(Box.DIALOG));
    add(box.tables);
    add(box.sections);
  }

  private void ancestors(Box own) {
    double all = Math.max(1, wordSums[count]);
    double longAll = Math.max(1, longWords[count]);
    Box box = own;
    for (int k = 0; k < 7; k++) {
      int from = box.firstBlock;
      int end = box.endBlock;
      double words = wordSums[end] - wordSums[from];
      if (k < 6) {
        add(words, LARGE_WORDS);
        add(share(linkChars[end] - linkChars[from], chars[end] - chars[from]));
        add(words / Math.max(1, end - from), FAR_WORDS);
      }
      if (k >= 1) {
        add(words / all);
        add((longWords[end] - longWords[from]) / longAll);
        add(end - from, FAR_BLOCKS);
      }
      box = box.parent == null ? box : box.parent;
    }
  }

  private static double share(double part, double all) {
    return all <= 0 ? 0 : part / all;
  }

  private void neighbours(int i, TextBlock block) {
    for (int offset : new int[] {-2, -1, 1, 2}) {
      int j = i + offset;
      boolean there = j >= 0 && j < count;
      TextBlock other = there ? blocks.get(j) : null;
      add(other == null ? -1 : (other.words));
      add(other == null ? -1 : other.linkShare());
      add(other == null ? -1 : (other.endsSentence ? 1 : 0) + (other.heading > 0 ? 2 : 0));
      add(other == null ? -1 : distance(block.box, other.box));
      add(other == null ? 0 : textScore[j]);
    }
    for (int reach : new int[] {4, 12, 40}) {
      int from = Math.max(0, i - reach);
      int to = Math.min(count, i + reach + 1);
      add(ownWords[i] - ownWords[from]);
      add(ownWords[to] - ownWords[i + 1]);
      add(share(linkChars[to] - linkChars[from], chars[to] - chars[from]));
      add(longWords[to] - longWords[from]);
    }
  }

  private static int distance(Box a, Box b) {
    int steps = 0;
    Box x = a;
    Box y = b;
    while (x != y && steps < 40) {
      if (x.depth >= y.depth && x.parent != null) {
        x = x.parent;
      } else if (y.parent != null) {
        y = y.parent;
      }
      steps++;
    }
    return steps;
  }

  private void moulds(int i, TextBlock block) {
    Box box = block.box;
    int most = 0;
    int mostLevel = 0;
    double mostWords = 0;
    for (int level = 0; level < 6; level++) {
      if (level < 3) {
        int[] mould = moulds[box.index];
        add(mould[0], FAR_BLOCKS);
        add((double) mould[1] / mould[0], LARGE_WORDS);
      }
      int alike = scores.alike(box);
      if (level < 4) {
        add(alike, MANY);
      }
      if (alike > most && box.hasClass) {
        most = alike;
        mostLevel = level;
        mostWords = wordSums[box.endBlock] - wordSums[box.firstBlock];
      }
      if (box.parent != null) {
        box = box.parent;
      }
    }
    add(most, MANY);
    add(mostLevel);
    add(mostWords, LARGE_WORDS);
    int[] repeat = repeats.get(block.wordHash);
    add(repeat[1]++, MANY);
    add(repeat[0], MANY);
  }

  private void head(int i, TextBlock block) {
    add(head.titleShare(block));
    add(head.titleCover(block));
    add(head.descriptionShare(block));
    add(firstH1 == i);
  }

  private void scores(int i, TextBlock block) {
    scores.add(block.box, this::add);
    add(textScore[i]);
    add(textLeast[i]);
    add(textMost[i]);
    add(block.wordIdCount == 0 ? 0 : words.get(block.wordIds[0]));
    add(block.inner == block.box.element ? 0 : scores.own(TextBlocks.names(block.inner)));
  }

  /** What is said of the page as a whole. */
  float[] ofPage() {
    at = 0;
    add(wordSums[count], LARGE_WORDS);
    add(count, LARGE_BLOCKS);
    add(share(linkChars[count], chars[count]));
    add(longWords[count], LARGE_WORDS);
    add(longBlocks[count], FAR_BLOCKS);
    add(share(longWords[count], wordSums[count]));
    int articles = 0;
    int mains = 0;
    int largestArticle = 0;
    int largestMain = 0;
    int controls = 0;
    int images = 0;
    for (Box box : boxes) {
      int words = (int) (ownWords[box.endBlock] - ownWords[box.firstBlock]);
      if (box.tag.equals("article")) {
        articles++;
        largestArticle = Math.max(largestArticle, words);
      } else if (box.mainDepth == box.depth) {
        mains++;
        largestMain = Math.max(largestMain, words);
      }
      controls += box.controls;
      images += box.images;
    }
    int money = 0;
    int headings = 0;
    int years = 0;
    for (TextBlock block : blocks) {
      money += block.hasMoney ? 1 : 0;
      years += block.hasYear ? 1 : 0;
      headings += block.heading > 0 ? 1 : 0;
    }
    add(articles, FAR_BLOCKS);
    add(share(largestArticle, ownWords[count]));
    add(mains);
    add(share(largestMain, ownWords[count]));
    add(controls, FAR_BLOCKS);
    add(images, FAR_BLOCKS);
    add(money, FAR_BLOCKS);
    add(years, FAR_BLOCKS);
    add(headings, FAR_BLOCKS);
    add(firstH1 < 0 ? -1 : (double) firstH1 / count);
    scores.addPage(this::add);
    return Arrays.copyOf(row, at);
  }
}
