package lode.domain.document;

import java.util.HashSet;
import java.util.Set;
import org.jsoup.nodes.Element;

/** The words of the page's title and description, as hashes, to find them again in its text. */
final class PageWords {

  private final Set<Integer> title;
  private final Set<Integer> description;

  private PageWords(Set<Integer> title, Set<Integer> description) {
    this.title = title;
    this.description = description;
  }

  static PageWords of(PageElements elements) {
    StringBuilder title = new StringBuilder(elements.page().title());
    StringBuilder description = new StringBuilder();
    for (Element meta : elements.metas()) {
      switch (TextBlocks.metaName(meta)) {
        case "og:title", "twitter:title" -> title.append(' ').append(meta.attr("content"));
        case "description", "og:description" ->
            description.append(' ').append(meta.attr("content"));
        default -> {}
      }
    }
    return new PageWords(words(title.toString()), words(description.toString()));
  }

  static Set<Integer> words(String text) {
    Set<Integer> words = new HashSet<>();
    int hash = 17;
    boolean inWord = false;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : ' ';
      if (Character.isLetterOrDigit(c)) {
        hash = hash * 31 + Character.toLowerCase(c);
        inWord = true;
      } else if (c != '\'') {
        if (inWord) {
          words.add(hash);
        }
        hash = 17;
        inWord = false;
      }
    }
    return words;
  }

  double titleShare(TextBlock block) {
    return share(block, title);
  }

  double descriptionShare(TextBlock block) {
    return share(block, description);
  }

  /** Share of the title's words that the block has. */
  double titleCover(TextBlock block) {
    return title.isEmpty() ? 0 : share(block, title) * block.wordIdCount / title.size();
  }

  private static double share(TextBlock block, Set<Integer> words) {
    int found = 0;
    for (int i = 0; i < block.wordIdCount; i++) {
      found += words.contains(block.wordIds[i]) ? 1 : 0;
    }
    return block.wordIdCount == 0 ? 0 : (double) found / block.wordIdCount;
  }
}
