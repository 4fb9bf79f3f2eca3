package lode.domain.url;

import org.jspecify.annotations.Nullable;

/** IP addresses between text and bytes, without any name resolution. */
final class IpLiteral {

  private IpLiteral() {}

  /** 4 or 16 bytes, or null if the text is no address. IPv4 only as four decimal numbers; IPv6 with or without brackets. */
  static byte @Nullable [] bytes(String text) {
    if (text.indexOf(':') >= 0) {
      boolean bracketed = text.startsWith("[") && text.endsWith("]");
      return ipv6(bracketed ? text.substring(1, text.length() - 1) : text);
    }
    return ipv4(text);
  }

  static String text(byte[] address) {
    if (address.length == 4) {
      return (address[0] & 255)
          + "."
          + (address[1] & 255)
          + "."
          + (address[2] & 255)
          + "."
          + (address[3] & 255);
    }
    int[] pieces = new int[8];
    for (int i = 0; i < 8; i++) {
      pieces[i] = (address[2 * i] & 255) << 8 | (address[2 * i + 1] & 255);
    }
    return Ipv6Address.serialize(pieces);
  }

  private static byte @Nullable [] ipv4(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return null;
    }
    byte[] out = new byte[4];
    for (int i = 0; i < 4; i++) {
      // A leading zero would be octal to some readers and decimal to others.
      if (!parts[i].matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(parts[i]) > 255) {
        return null;
      }
      out[i] = (byte) Integer.parseInt(parts[i]);
    }
    return out;
  }

  private static byte @Nullable [] ipv6(String text) {
    int[] pieces = Ipv6Address.parse(text);
    if (pieces == null) {
      return null;
    }
    byte[] out = new byte[16];
    for (int i = 0; i < 8; i++) {
      out[2 * i] = (byte) (pieces[i] >> 8);
      out[2 * i + 1] = (byte) pieces[i];
    }
    return out;
  }
}
