package lode.domain.url;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A block of IP addresses in CIDR notation (RFC 4632, RFC 4291): {@code 10.0.0.0/8}, {@code ::1/128}, or one address. */
public final class Cidr {

  private final byte[] network;
  private final int prefixLength;

  private Cidr(byte[] network, int prefixLength) {
    this.network = network;
    this.prefixLength = prefixLength;
  }

  /**
   * Reads a block; host bits are cleared, a missing prefix length means one address.
   *
   * @throws IllegalArgumentException naming the text, if it is no block
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Cidr parse(String text) {
    String trimmed = text.trim();
    int slash = trimmed.indexOf('/');
    byte[] address = IpLiteral.bytes(slash < 0 ? trimmed : trimmed.substring(0, slash));
    if (address == null) {
      throw new IllegalArgumentException("\"" + text + "\" is not an IP network: no address");
    }
    int bits = address.length * 8;
    int prefix = slash < 0 ? bits : prefix(trimmed.substring(slash + 1));
    if (prefix < 0 || prefix > bits) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not an IP network: the prefix length is not in 0 to " + bits);
    }
    return new Cidr(masked(address, prefix), prefix);
  }

  /** Whether an address of 4 or 16 bytes lies in the block; never for the other family. */
  public boolean contains(byte[] address) {
    return address.length == network.length
        && Arrays.equals(masked(address, prefixLength), network);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Cidr that
        && that.prefixLength == prefixLength
        && Arrays.equals(that.network, network);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(network) * 31 + prefixLength;
  }

  @Override
  @JsonValue
  public String toString() {
    return IpLiteral.text(network) + "/" + prefixLength;
  }

  private static int prefix(String digits) {
    boolean number =
        !digits.isEmpty()
            && digits.length() <= 3
            && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    return number ? Integer.parseInt(digits) : -1;
  }

  private static byte[] masked(byte[] address, int prefix) {
    byte[] out = new byte[address.length];
    for (int i = 0; i < address.length; i++) {
      int bits = Math.max(0, Math.min(8, prefix - i * 8));
      out[i] = (byte) (address[i] & (0xff << (8 - bits)));
    }
    return out;
  }
}
