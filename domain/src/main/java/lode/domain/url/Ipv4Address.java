package lode.domain.url;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The IPv4 parser and serializer of the WHATWG URL Standard, 3.5: decimal, octal, hexadecimal and short forms. */
final class Ipv4Address {

  private static final BigInteger BYTE_LIMIT = BigInteger.valueOf(255);

  private Ipv4Address() {}

  /** Whether a host must be read as an IPv4 address because its last label is a number. */
  static boolean endsInNumber(String host) {
    List<String> parts = split(host);
    if (parts.get(parts.size() - 1).isEmpty()) {
      if (parts.size() == 1) {
        return false;
      }
      parts = parts.subList(0, parts.size() - 1);
    }
    String last = parts.get(parts.size() - 1);
    boolean allDigits = !last.isEmpty() && last.chars().allMatch(c -> c >= '0' && c <= '9');
    return allDigits || number(last) != null;
  }

  /** The address as dotted decimal, or null if the text is none. */
  static @Nullable String parse(String text) {
    List<String> parts = split(text);
    if (parts.size() > 1 && parts.get(parts.size() - 1).isEmpty()) {
      parts = parts.subList(0, parts.size() - 1);
    }
    if (parts.size() > 4) {
      return null;
    }
    BigInteger address = BigInteger.ZERO;
    for (int i = 0; i < parts.size(); i++) {
      BigInteger number = number(parts.get(i));
      boolean last = i == parts.size() - 1;
      if (number == null || (!last && number.compareTo(BYTE_LIMIT) > 0)) {
        return null;
      }
      if (last && number.bitLength() > 8 * (5 - parts.size())) {
        return null;
      }
      address = address.add(last ? number : number.shiftLeft(8 * (3 - i)));
    }
    return serialize(address.longValue());
  }

  static String serialize(long address) {
    return ((address >> 24) & 255)
        + "."
        + ((address >> 16) & 255)
        + "."
        + ((address >> 8) & 255)
        + "."
        + (address & 255);
  }

  private static @Nullable BigInteger number(String part) {
    if (part.isEmpty()) {
      return null;
    }
    String digits = part;
    int radix = 10;
    if (part.startsWith("0x") || part.startsWith("0X")) {
      digits = part.substring(2);
      radix = 16;
    } else if (part.length() > 1 && part.startsWith("0")) {
      digits = part.substring(1);
      radix = 8;
    }
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c > 'f' || Character.digit(c, radix) < 0) {
        return null;
      }
    }
    return digits.isEmpty() ? BigInteger.ZERO : new BigInteger(digits, radix);
  }

  private static List<String> split(String host) {
    return Arrays.asList(host.split("\\.", -1));
  }
}
