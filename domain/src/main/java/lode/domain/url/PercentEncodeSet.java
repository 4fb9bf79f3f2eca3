package lode.domain.url;

import java.nio.charset.StandardCharsets;

/** The percent-encode sets of the WHATWG URL Standard, section 1.3: which code points a part of a URL may not hold raw. */
enum PercentEncodeSet {
  C0_CONTROL(""),
  FRAGMENT(" \"<>`"),
  QUERY(" \"#<>"),
  SPECIAL_QUERY(" \"#<>'"),
  PATH(" \"#<>?^`{}"),
  USERINFO(" \"#<>?^`{}/:;=@[\\]|");

  /** By ASCII code: a crawl asks this for every character of every link. */
  private final boolean[] members = new boolean[0x7f];

  PercentEncodeSet(String printable) {
    for (int i = 0; i < members.length; i++) {
      members[i] = i <= 0x1f || printable.indexOf(i) >= 0;
    }
  }

  boolean contains(int codePoint) {
    return codePoint > 0x7e || members[codePoint];
  }

  /** Appends one code point, as UTF-8 percent-encoded bytes if it is a member. */
  void encode(int codePoint, StringBuilder out) {
    if (!contains(codePoint)) {
      out.appendCodePoint(codePoint);
      return;
    }
    byte[] bytes = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
    for (byte each : bytes) {
      PercentCoding.appendEncoded(each, out);
    }
  }

  String encode(CharSequence text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(codePoint -> encode(codePoint, out));
    return out.toString();
  }
}
