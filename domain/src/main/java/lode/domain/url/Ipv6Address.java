package lode.domain.url;

import org.jspecify.annotations.Nullable;

/** The IPv6 parser and serializer of the WHATWG URL Standard, 3.5. */
final class Ipv6Address {

  private static final int END = -1;

  private final String text;
  private final int[] pieces = new int[8];
  private int pointer;
  private int pieceIndex;
  private int compress = -1;

  private Ipv6Address(String text) {
    this.text = text;
  }

  /** The eight 16-bit pieces, or null if the text is no address. */
  static int @Nullable [] parse(String text) {
    Ipv6Address parser = new Ipv6Address(text);
    return parser.run() ? parser.pieces : null;
  }

  /** Shortest form, the first longest run of zero pieces compressed; without brackets. */
  static String serialize(int[] pieces) {
    int[] run = longestZeroRun(pieces);
    StringBuilder out = new StringBuilder(39);
    for (int i = 0; i < 8; i++) {
      if (run[1] > 1 && i == run[0]) {
        out.append(i == 0 ? "::" : ":");
        i += run[1] - 1;
        continue;
      }
      out.append(Integer.toHexString(pieces[i]));
      if (i != 7) {
        out.append(':');
      }
    }
    return out.toString();
  }

  private static int[] longestZeroRun(int[] pieces) {
    int start = 0;
    int length = 0;
    for (int i = 0; i < 8; i++) {
      int end = i;
      while (end < 8 && pieces[end] == 0) {
        end++;
      }
      if (end - i > length) {
        start = i;
        length = end - i;
      }
      i = Math.max(i, end - 1);
    }
    return new int[] {start, length};
  }

  private boolean run() {
    if (at(pointer) == ':') {
      if (at(pointer + 1) != ':') {
        return false;
      }
      pointer += 2;
      compress = ++pieceIndex;
    }
    while (at(pointer) != END) {
      if (pieceIndex == 8) {
        return false;
      }
      if (at(pointer) == ':') {
        if (compress != -1) {
          return false;
        }
        pointer++;
        compress = ++pieceIndex;
      } else if (!piece()) {
        return false;
      }
    }
    return expand();
  }

  private boolean piece() {
    int start = pointer;
    int value = 0;
    while (pointer - start < 4 && PercentCoding.isHex(at(pointer))) {
      value = value * 16 + Character.digit(at(pointer++), 16);
    }
    int next = at(pointer);
    if (next == '.') {
      if (pointer == start || pieceIndex > 6) {
        return false;
      }
      pointer = start;
      return embeddedIpv4();
    }
    if (next == ':') {
      if (at(++pointer) == END) {
        return false;
      }
    } else if (next != END) {
      return false;
    }
    pieces[pieceIndex++] = value;
    return true;
  }

  private boolean embeddedIpv4() {
    for (int seen = 0; seen < 4; seen++) {
      if (seen > 0 && at(pointer++) != '.') {
        return false;
      }
      int octet = octet();
      if (octet < 0) {
        return false;
      }
      pieces[pieceIndex] = pieces[pieceIndex] * 256 + octet;
      if (seen % 2 == 1) {
        pieceIndex++;
      }
    }
    return at(pointer) == END;
  }

  private int octet() {
    int value = -1;
    while (at(pointer) >= '0' && at(pointer) <= '9') {
      int digit = at(pointer++) - '0';
      if (value == 0) {
        return -1;
      }
      value = value < 0 ? digit : value * 10 + digit;
      if (value > 255) {
        return -1;
      }
    }
    return value;
  }

  private boolean expand() {
    if (compress == -1) {
      return pieceIndex == 8;
    }
    int moved = pieceIndex - compress;
    for (int i = 0; i < moved; i++) {
      int from = compress + moved - 1 - i;
      int value = pieces[from];
      pieces[from] = pieces[7 - i];
      pieces[7 - i] = value;
    }
    return true;
  }

  private int at(int index) {
    return index < text.length() ? text.charAt(index) : END;
  }
}
