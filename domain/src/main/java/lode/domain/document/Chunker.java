package lode.domain.document;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts main content into chunks: before headings where it can, else between paragraphs, lines,
 * sentences, words, and at last anywhere. Nothing is left out.
 */
public final class Chunker {

  private final String content;
  private final ChunkLimits limits;
  private final int[] tokens;
  private final int[] words;
  private final List<MarkdownSection> sections;

  private Chunker(String content, ChunkLimits limits) {
    this.content = content;
    this.limits = limits;
    this.tokens = TokenEstimate.cumulative(content);
    this.words = TokenEstimate.cumulativeWords(content);
    this.sections = MarkdownSection.of(content);
  }

  /** Chunks of a document's main content. */
  public static List<Chunk> chunk(Document document, ChunkLimits limits) {
    return chunk(document.content(), limits);
  }

  /** Chunks of markdown; none for an empty text. */
  public static List<Chunk> chunk(String content, ChunkLimits limits) {
    return new Chunker(content, limits).chunks();
  }

  private List<Chunk> chunks() {
    List<Chunk> chunks = new ArrayList<>();
    int start = 0;
    while (start < content.length()) {
      int from = startsSection(start) ? start : overlapStart(start);
      int end = end(from, start);
      chunks.add(
          new Chunk(
              chunks.size(),
              headingPath(start),
              new CharInterval(from, end),
              new CharInterval(start, end)));
      start = end;
    }
    return chunks;
  }

  private int end(int from, int start) {
    if (fits(from, content.length())) {
      return content.length();
    }
    int afterSections = lastSectionBreak(from, start);
    return afterSections > start ? afterSections : cut(from, start, farthest(from, start));
  }

  /** End of the last whole section that fits, if that fills a fair part of the chunk. */
  private int lastSectionBreak(int from, int start) {
    int best = start;
    for (int i = firstSectionAfter(start); i < sections.size(); i++) {
      int breakAt = sections.get(i).start();
      if (!fits(from, breakAt)) {
        break;
      }
      // A heading right before another heading stays with what follows it.
      if (!sections.get(i - 1).isHeadingOnly() || breakAt == content.length()) {
        best = breakAt;
      }
    }
    boolean isFairPart = best > start && tokens[best] - tokens[from] >= limits.maxTokens() / 4;
    return isFairPart || sectionFitsNext(best) ? best : start;
  }

  private boolean sectionFitsNext(int breakAt) {
    int next = firstSectionAfter(breakAt);
    int end = next < sections.size() ? sections.get(next).start() : content.length();
    return fits(breakAt, end);
  }

  private int firstSectionAfter(int position) {
    int low = 0;
    int high = sections.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sections.get(middle).start() > position) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private boolean startsSection(int position) {
    return sections.get(firstSectionAfter(position) - 1).start() == position;
  }

  private String headingPath(int position) {
    return sections.get(firstSectionAfter(position) - 1).headingPath();
  }

  /** A token may be split by a cut, so one more is reckoned. */
  private boolean fits(int from, int to) {
    return tokens[to] - tokens[from] < limits.maxTokens()
        && words[to] - words[from] < limits.maxWords();
  }

  private int farthest(int from, int start) {
    int low = start + 1;
    int high = content.length();
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (fits(from, middle)) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** The best place to cut in the second half of what fits. */
  private int cut(int from, int start, int farthest) {
    int earliest = start + Math.max(1, (farthest - start) / 2);
    int headingBefore = sections.get(firstSectionAfter(farthest) - 1).start();
    if (headingBefore >= earliest) {
      return headingBefore;
    }
    for (String separator : List.of("\n\n", "\n", ". ", "。", " ")) {
      // No further back than counts: a page of one line would be searched whole for each chunk.
      for (int end = farthest; end > earliest && end >= separator.length(); end--) {
        if (content.startsWith(separator, end - separator.length())
            && WholeCharacters.isBoundary(content, end)) {
          return end;
        }
      }
    }
    int point = WholeCharacters.cutPoint(content, start, farthest);
    return point > start ? point : Math.min(content.length(), start + 2);
  }

  /** Where the overlap before {@code start} begins: at a line, sentence or word. */
  private int overlapStart(int start) {
    int earliest = start;
    int floor = sections.get(firstSectionAfter(start) - 1).start();
    int overlapWords = limits.maxWords() / 4;
    while (earliest > floor
        && tokens[start] - tokens[earliest - 1] <= limits.overlapTokens()
        && words[start] - words[earliest - 1] <= overlapWords) {
      earliest--;
    }
    if (earliest == floor) {
      return floor;
    }
    for (String separator : List.of("\n", ". ", "。", " ")) {
      int first = Math.max(0, earliest - separator.length());
      for (int at = first; at + separator.length() < start; at++) {
        if (content.startsWith(separator, at)
            && WholeCharacters.isBoundary(content, at + separator.length())) {
          return at + separator.length();
        }
      }
    }
    return start;
  }
}
