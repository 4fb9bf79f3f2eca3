package lode.domain.document;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/**
 * A run of text that a reader sees as one: what stands between two borders of block elements, or
 * between two blank lines of {@code <br><br>}.
 */
final class TextBlock {

  /** Longer blocks are measured up to here; all of their text is kept. */
  private static final int MEASURED = 20_000;

  final Box box;
  final List<TextNode> nodes = new ArrayList<>(2);

  /** Innermost inline element of the first text, or the container itself. */
  final Element inner;

  int chars;
  int words;
  int linkChars;
  int links;
  int boldChars;
  int capitals;
  int letters;
  int digits;
  int commas;
  int stops;
  int breaks;
  int shortWords;
  int capitalWords;
  boolean endsSentence;
  boolean hasYear;
  boolean hasMoney;
  boolean hasCopyright;
  boolean hasBar;

  /** Level of the heading that it stands in, 0 for none; known when the walk is done. */
  int heading;

  int wordHash = 1;
  final int[] wordIds = new int[24];
  int wordIdCount;

  private @Nullable BitSet gaps;
  private boolean inWord;
  private int wordLength;
  private int wordId;
  private boolean wordCapital;
  private int number;
  private int numberLength;

  TextBlock(Box box, Element inner) {
    this.box = box;
    this.inner = inner;
  }

  void add(TextNode node, boolean linked, boolean bold) {
    nodes.add(node);
    String text = node.getWholeText();
    int before = chars;
    int length = Math.min(text.length(), MEASURED);
    for (int i = 0; i < length; i++) {
      read(text.charAt(i));
    }
    if (text.length() > MEASURED) {
      chars += text.length() - MEASURED;
      words += (text.length() - MEASURED) / 6;
    }
    linkChars += linked ? chars - before : 0;
    boldChars += bold ? chars - before : 0;
  }

  /** White space or a line break that no text of the block holds. */
  void gap() {
    gaps = gaps == null ? new BitSet() : gaps;
    gaps.set(nodes.size());
    endWord();
  }

  /** Whether white space stands between this text of the block and the one before. */
  boolean isParted(int node) {
    return gaps != null && gaps.get(node);
  }

  private void read(char c) {
    if (FoldedText.isSpace(c)) {
      endWord();
      return;
    }
    chars++;
    if (c < 128) {
      readAscii(c);
    } else if (Character.isLetterOrDigit(c)) {
      letter(c, Character.isUpperCase(c), Character.toLowerCase(c));
    } else {
      endWord();
      readSign(c);
    }
  }

  private void readAscii(char c) {
    if (c >= 'a' && c <= 'z') {
      letter(c, false, c);
    } else if (c >= 'A' && c <= 'Z') {
      letter(c, true, (char) (c + 32));
    } else if (c >= '0' && c <= '9') {
      digits++;
      number = numberLength < 8 ? number * 10 + (c - '0') : number;
      numberLength++;
      letter(c, false, c);
    } else if (c != '\'') {
      endWord();
      switch (c) {
        case '.', '!', '?' -> {
          stops++;
          endsSentence = true;
        }
        case ':' -> endsSentence = true;
        case ',', ';' -> commas++;
        case '$' -> hasMoney = true;
        case '|' -> hasBar = true;
        case '"', ')' -> {}
        default -> endsSentence = false;
      }
    }
  }

  private void readSign(char c) {
    switch (c) {
      case '€', '£', '¥', '₹', '₽' -> hasMoney = true;
      case '©' -> hasCopyright = true;
      case '。', '！', '？', '।', '…' -> {
        stops++;
        endsSentence = true;
      }
      case '，', '、' -> commas++;
      case '·', '•', '›', '»', '→' -> hasBar = true;
      default -> {}
    }
  }

  private void letter(char c, boolean capital, char lower) {
    if (!inWord) {
      inWord = true;
      wordCapital = capital;
      wordLength = 0;
      wordId = 17;
      endsSentence = false;
    }
    letters++;
    capitals += capital ? 1 : 0;
    wordLength++;
    wordId = wordId * 31 + lower;
    if (c >= '\u2E80') {
      // Scripts without spaces: about two characters a word.
      if (wordLength >= 2) {
        endWord();
      }
    }
  }

  private void endWord() {
    if (!inWord) {
      return;
    }
    inWord = false;
    words++;
    shortWords += wordLength <= 3 ? 1 : 0;
    capitalWords += wordCapital ? 1 : 0;
    hasYear |= numberLength == 4 && number >= 1990 && number <= 2035;
    number = 0;
    numberLength = 0;
    wordHash = wordHash * 131 + wordId;
    if (wordIdCount < wordIds.length) {
      wordIds[wordIdCount++] = wordId;
    }
  }

  void end() {
    endWord();
  }

  boolean isEmpty() {
    return chars == 0;
  }

  double linkShare() {
    return chars == 0 ? 0 : (double) linkChars / chars;
  }
}
