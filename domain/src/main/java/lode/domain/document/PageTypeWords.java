package lode.domain.document;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/** The words of a page that tell what kind of page it is, as hashes, and what they say together. */
final class PageTypeWords {

  private static final Pattern LINKED_TYPE =
      Pattern.compile("\"@type\"\\s*:\\s*\\[?\\s*\"([^\"]{1,40})\"");

  /** JSON-LD is searched for types up to here. */
  private static final int MAX_LINKED_DATA = 200_000;

  private static final int MAX_META = 60;

  /** Weaker words count for nothing in the sum, stronger ones a second time. */
  private static final float WEAK = 0.3f;

  private static final float STRONG = 1;

  private int[] words = new int[1_024];
  private int count;

  /** Where words stand by their hash, 1 more than their number: a page has thousands, most of them often. */
  private int[] slots = new int[4_096];

  private PageTypeWords() {}

  static int[] of(PageElements elements, TextBlocks blocks) {
    PageTypeWords words = new PageTypeWords();
    for (Box box : blocks.boxes) {
      for (int name : box.names) {
        words.add(name);
      }
    }
    elements.metas().forEach(words::meta);
    elements.links().forEach(words::link);
    elements.scripts().forEach(words::linkedData);
    words.text("title=", elements.page().title());
    for (TextBlock block : blocks.blocks) {
      words.block(block);
    }
    return words.distinct();
  }

  private int[] distinct() {
    return Arrays.copyOf(words, count);
  }

  private void add(int word) {
    if (2 * count >= slots.length) {
      enlarge();
    }
    int slot = slot(word);
    while (slots[slot] != 0) {
      if (words[slots[slot] - 1] == word) {
        return;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    if (count == words.length) {
      words = Arrays.copyOf(words, 2 * count);
    }
    words[count++] = word;
    slots[slot] = count;
  }

  private void enlarge() {
    slots = new int[2 * slots.length];
    for (int i = 0; i < count; i++) {
      int slot = slot(words[i]);
      while (slots[slot] != 0) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = i + 1;
    }
  }

  private int slot(int word) {
    int mixed = word * 0x9E3779B9;
    return (mixed ^ mixed >>> 15) & (slots.length - 1);
  }

  private void add(String prefix, String word) {
    add(TextBlocks.hash(prefix, word));
  }

  private void text(String prefix, String text) {
    for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}]+")) {
      add(prefix, word);
    }
  }

  private void meta(Element meta) {
    String name = TextBlocks.metaName(meta);
    String content = meta.attr("content");
    if (name.isEmpty() || name.length() > MAX_META) {
      return;
    }
    add("meta=", name);
    switch (name) {
      case "og:type", "twitter:card" -> add(name, content);
      case "generator" -> text("generator=", content);
      case "og:url" -> address(content);
      default -> {}
    }
  }

  private void link(Element link) {
    if (link.attr("rel").equalsIgnoreCase("canonical")) {
      address(link.attr("href"));
    }
  }

  /** Words of the path, and how deep it is. */
  private void address(String url) {
    int authority = url.indexOf("://");
    int slash = authority < 0 ? -1 : url.indexOf('/', authority + 3);
    if (authority < 0 || url.length() > 2_000) {
      return;
    }
    String path = slash < 0 ? "/" : url.substring(slash);
    add("depth=", Integer.toString(path.split("/").length));
    add("folder=", Boolean.toString(path.endsWith("/")));
    text("path=", path);
  }

  private void linkedData(Element script) {
    if (!script.attr("type").contains("ld+json")) {
      return;
    }
    String data = script.data();
    Matcher types =
        LINKED_TYPE.matcher(data.substring(0, Math.min(data.length(), MAX_LINKED_DATA)));
    while (types.find()) {
      add("ld=", types.group(1));
    }
  }

  private void block(TextBlock block) {
    if (block.words <= 4) {
      add(block.wordHash * 31 + 5);
    }
    if (block.heading == 1) {
      for (int i = 0; i < block.wordIdCount; i++) {
        add(block.wordIds[i] * 31 + 7);
      }
    }
  }

  /** For each type the sum of the weights, the greatest of them, and the sum of the strong ones. */
  static float[] scores(int[] words, WeightTable weights) {
    int types = weights.width();
    float[] scores = new float[3 * types];
    int known = 0;
    for (int word : words) {
      int row = weights.row(word);
      if (row >= 0) {
        known++;
        for (int type = 0; type < types; type++) {
          add(scores, types, type, weights.at(row, type));
        }
      }
    }
    float scale = (float) Math.sqrt(known + 10);
    for (int type = 0; type < types; type++) {
      scores[type] /= scale;
    }
    return scores;
  }

  private static void add(float[] scores, int types, int type, float weight) {
    scores[type] += Math.abs(weight) > WEAK ? weight : 0;
    scores[types + type] = Math.max(scores[types + type], weight);
    scores[2 * types + type] += weight > STRONG ? weight : 0;
  }

  /** The features of the type model: what the words say, then what is said of the page as a whole. */
  static float[] features(int[] words, WeightTable weights, float[] ofPage) {
    float[] scores = scores(words, weights);
    float[] row = Arrays.copyOf(scores, scores.length + ofPage.length);
    System.arraycopy(ofPage, 0, row, scores.length, ofPage.length);
    return row;
  }

  /** The shares of the types, which sum up to 1. */
  static float[] shares(List<BoostedTrees> trees, float[] row) {
    float[] shares = new float[trees.size()];
    float sum = 0;
    for (int type = 0; type < shares.length; type++) {
      shares[type] = trees.get(type).probability(row);
      sum += shares[type];
    }
    for (int type = 0; type < shares.length; type++) {
      shares[type] /= sum;
    }
    return shares;
  }
}
