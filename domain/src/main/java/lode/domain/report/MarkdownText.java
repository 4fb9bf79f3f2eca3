package lode.domain.report;

import java.util.Locale;

/**
 * Writes foreign text as inline markdown (CommonMark with the GitHub extensions) that shows as that
 * text and as nothing else: no markup, no HTML, no links or images (not even bare addresses), no
 * line breaks, no control or direction-changing characters.
 */
final class MarkdownText {

  private static final String SPECIAL = "\\`*_[]<>|~!#&$^{}";

  private MarkdownText() {}

  static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    String clean = clean(text);
    for (int i = 0; i < clean.length(); i++) {
      char c = clean.charAt(i);
      boolean opensBlock = i == 0 && "-+=".indexOf(c) >= 0;
      if (SPECIAL.indexOf(c) >= 0 || opensBlock || makesAddress(clean, i)) {
        out.append('\\');
      }
      out.append(c);
    }
    return out.toString();
  }

  /** An address in angle brackets if it is one of the web, else only its text. */
  static String link(String url) {
    String lower = url.toLowerCase(Locale.ROOT);
    if (!lower.startsWith("http://") && !lower.startsWith("https://")) {
      return escape(url);
    }
    StringBuilder out = new StringBuilder("<");
    for (int c : clean(url).codePoints().toArray()) {
      if (c <= ' ' || "<>\\`|\"".indexOf(c) >= 0) {
        out.append('%').append(String.format(Locale.ROOT, "%02X", c));
      } else {
        out.appendCodePoint(c);
      }
    }
    return out.append('>').toString();
  }

  /** The characters that turn bare text into a link: {@code ://}, {@code www.} and {@code @}. */
  private static boolean makesAddress(String text, int i) {
    char c = text.charAt(i);
    return c == '@'
        || c == ':' && text.startsWith("//", i + 1)
        || c == '.' && i >= 3 && text.regionMatches(true, i - 3, "www", 0, 3);
  }

  private static String clean(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int c : text.codePoints().toArray()) {
      if (Character.isWhitespace(c) || c == 0x85) {
        out.append(' ');
      } else if (isVisible(c)) {
        out.appendCodePoint(c);
      }
    }
    return out.toString().strip().replaceAll(" +", " ");
  }

  private static boolean isVisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE -> false;
      default -> true;
    };
  }
}
