package lode.domain.crawl;

import java.nio.charset.StandardCharsets;

/**
 * One spelling of paths for the comparison with robots.txt rules (RFC 9309, 2.2.2): non-ASCII as UTF-8 escapes, escapes
 * decoded where that cannot change what the URL means, hex digits in upper case.
 */
final class RobotsPath {

  private static final String HEX = "0123456789ABCDEF";

  /** Reserved characters that mean the same raw and escaped, in path and query. */
  private static final String INDIFFERENT = ":@!'(),[]";

  private RobotsPath() {}

  /** The path and query of a URL, in which {@code *} and {@code $} are ordinary characters. */
  static String ofUrl(String pathAndQuery) {
    return normal(pathAndQuery).replace("*", "%2A").replace("$", "%24");
  }

  /** The pattern of a rule, in which {@code *} is a wildcard and a final {@code $} an anchor. */
  static String ofPattern(String pattern) {
    String rooted = pattern.startsWith("/") || pattern.startsWith("*") ? pattern : "/" + pattern;
    String normal = normal(rooted);
    boolean anchored = normal.endsWith("$");
    String body = anchored ? normal.substring(0, normal.length() - 1) : normal;
    return body.replace("$", "%24") + (anchored ? "$" : "");
  }

  private static String normal(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    StringBuilder out = new StringBuilder(bytes.length + 16);
    boolean inQuery = false;
    for (int i = 0; i < bytes.length; i++) {
      int octet = bytes[i] & 255;
      if (octet == '%' && i + 2 < bytes.length) {
        int high = Character.digit((char) bytes[i + 1], 16);
        int low = Character.digit((char) bytes[i + 2], 16);
        if (high >= 0 && low >= 0) {
          appendDecoded(high << 4 | low, inQuery, out);
          i += 2;
          continue;
        }
      }
      inQuery |= octet == '?';
      appendRaw(octet, out);
    }
    return out.toString();
  }

  private static void appendDecoded(int octet, boolean inQuery, StringBuilder out) {
    boolean indifferent =
        isUnreserved(octet)
            || INDIFFERENT.indexOf(octet) >= 0
            || (inQuery && (octet == '/' || octet == '?'));
    if (indifferent) {
      out.append((char) octet);
    } else {
      appendEscape(octet, out);
    }
  }

  private static void appendRaw(int octet, StringBuilder out) {
    if (octet > 0x20 && octet < 0x7f && "%\"<>\\^`{|}".indexOf(octet) < 0) {
      out.append((char) octet);
    } else {
      appendEscape(octet, out);
    }
  }

  private static void appendEscape(int octet, StringBuilder out) {
    out.append('%').append(HEX.charAt(octet >> 4)).append(HEX.charAt(octet & 15));
  }

  private static boolean isUnreserved(int c) {
    return (c < 0x80 && Character.isLetterOrDigit(c))
        || c == '-'
        || c == '.'
        || c == '_'
        || c == '~';
  }
}
