package lode.domain.url;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.IntPredicate;

/** Percent-decoding (WHATWG URL Standard 1.3) and percent-encoding normalisation (RFC 3986, 6.2.2.1 and 6.2.2.2). */
final class PercentCoding {

  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  private PercentCoding() {}

  static void appendEncoded(int octet, StringBuilder out) {
    out.append('%').append(HEX[(octet >> 4) & 0xf]).append(HEX[octet & 0xf]);
  }

  /** Decodes every well-formed escape and reads the bytes as UTF-8; a stray percent sign stays. */
  static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '%' && i + 2 < bytes.length && isHex(bytes[i + 1]) && isHex(bytes[i + 2])) {
        out.write(octet((char) bytes[i + 1], (char) bytes[i + 2]));
        i += 2;
      } else {
        out.write(bytes[i]);
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  /**
   * One spelling for equal escapes: unreserved characters raw, hex digits in upper case, a stray percent sign
   * as %25, and everything encoded that {@code mayBeRaw} does not let through. Doing it twice changes nothing.
   */
  static String normalise(String ascii, IntPredicate mayBeRaw) {
    StringBuilder out = new StringBuilder(ascii.length() + 16);
    for (int i = 0; i < ascii.length(); i++) {
      char c = ascii.charAt(i);
      if (c == '%'
          && i + 2 < ascii.length()
          && isHex(ascii.charAt(i + 1))
          && isHex(ascii.charAt(i + 2))) {
        int octet = octet(ascii.charAt(i + 1), ascii.charAt(i + 2));
        if (isUnreserved(octet)) {
          out.append((char) octet);
        } else {
          appendEncoded(octet, out);
        }
        i += 2;
      } else if (isUnreserved(c) || (c != '%' && mayBeRaw.test(c))) {
        out.append(c);
      } else {
        appendEncoded(c, out);
      }
    }
    return out.toString();
  }

  /** Letters, digits, hyphen, period, underscore, tilde: RFC 3986, 2.3. */
  static boolean isUnreserved(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '.'
        || c == '_'
        || c == '~';
  }

  static boolean isHex(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  private static int octet(char high, char low) {
    return Character.digit(high, 16) << 4 | Character.digit(low, 16);
  }
}
