package lode.domain.document;

import java.util.ArrayList;
import java.util.List;

/**
 * The part of a page that is read: a tree takes many times as much memory as its page, so that tags
 * are counted before it is made.
 *
 * @param html without what is left out
 * @param leftOut what that is, a sentence each
 */
record PageBound(String html, List<String> leftOut) {

  /** Start tags that are read; a crawl keeps no page with more. */
  static final int MAX_TAGS = ParsedPage.MAX_TAGS;

  static PageBound of(byte[] body, DecodedPage decoded) {
    List<String> leftOut = new ArrayList<>();
    if (body.length > DecodedPage.MAX_BYTES) {
      leftOut.add("what follows the first " + DecodedPage.MAX_BYTES + " bytes was not read");
    }
    String html = decoded.text();
    int end = endOfTags(html);
    if (end < 0) {
      return new PageBound(html, leftOut);
    }
    leftOut.add("what follows the first " + MAX_TAGS + " tags was not read");
    return new PageBound(html.substring(0, end), leftOut);
  }

  /** Where the first start tag begins that is one too many; -1 when there is none. */
  private static int endOfTags(String html) {
    int tags = 0;
    for (int i = html.indexOf('<'); i >= 0; i = html.indexOf('<', i + 1)) {
      if (i + 1 < html.length() && isLetter(html.charAt(i + 1)) && ++tags > MAX_TAGS) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
