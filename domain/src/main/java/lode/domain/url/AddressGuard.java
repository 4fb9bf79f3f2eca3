package lode.domain.url;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides which addresses may be fetched from, so that a link or a redirect cannot make Lode read what only its own
 * network sees. To be asked for each address that is connected to, after name resolution. Follows the IANA special
 * purpose registries (RFC 6890) and refuses the addresses where clouds keep their machine credentials. Addresses that
 * carry an IPv4 address are judged by it or refused.
 */
public final class AddressGuard {

  private static final List<Refused> IPV4 =
      List.of(
          refused("169.254.169.254", "a cloud metadata address"),
          refused("100.100.100.200", "a cloud metadata address"),
          refused("168.63.129.16", "a cloud metadata address"),
          refused("0.0.0.0/8", "of this network itself"),
          refused("10.0.0.0/8", "private"),
          refused("100.64.0.0/10", "of a carrier's shared address space"),
          refused("127.0.0.0/8", "loopback"),
          refused("169.254.0.0/16", "link-local"),
          refused("172.16.0.0/12", "private"),
          refused("192.0.0.0/24", "reserved for protocol assignments"),
          refused("192.0.2.0/24", "reserved for documentation"),
          refused("192.88.99.0/24", "of a 6to4 relay"),
          refused("192.168.0.0/16", "private"),
          refused("198.18.0.0/15", "reserved for benchmarks"),
          refused("198.51.100.0/24", "reserved for documentation"),
          refused("203.0.113.0/24", "reserved for documentation"),
          refused("224.0.0.0/4", "multicast"),
          refused("255.255.255.255", "broadcast"),
          refused("240.0.0.0/4", "reserved"));

  private static final List<Refused> IPV6 =
      List.of(
          refused("fd00:ec2::254", "a cloud metadata address"),
          refused("fd20:ce::254", "a cloud metadata address"),
          refused("::", "unspecified"),
          refused("::1", "loopback"),
          refused("64:ff9b:1::/48", "of a local NAT64 translator"),
          refused("100::/64", "of the discard range"),
          refused("2001::/23", "reserved for protocol assignments"),
          refused("2001:db8::/32", "reserved for documentation"),
          refused("3fff::/20", "reserved for documentation"),
          refused("5f00::/16", "of segment routing"),
          refused("fc00::/7", "unique local"),
          refused("fe80::/10", "link-local"),
          refused("fec0::/10", "site-local"),
          refused("ff00::/8", "multicast"));

  private static final Cidr GLOBAL_UNICAST = Cidr.parse("2000::/3");
  private static final Cidr MAPPED = Cidr.parse("::ffff:0:0/96");
  private static final Cidr TRANSLATED = Cidr.parse("::ffff:0:0:0/96");
  private static final Cidr NAT64 = Cidr.parse("64:ff9b::/96");
  private static final Cidr COMPATIBLE = Cidr.parse("::/96");
  private static final Cidr SIX_TO_FOUR = Cidr.parse("2002::/16");
  private static final Cidr TEREDO = Cidr.parse("2001::/32");

  private final List<Cidr> allowedNetworks;

  /** A guard that lets through public addresses and the networks that the operator names. */
  public AddressGuard(List<Cidr> allowedNetworks) {
    this.allowedNetworks = List.copyOf(allowedNetworks);
  }

  /** Why the address may not be fetched from, or empty if it may. */
  public Optional<String> refusal(InetAddress address) {
    return Optional.ofNullable(refusal(address.getAddress()));
  }

  /**
   * Why a host that is an address itself may not be fetched from; empty if it may, and for names, which only the
   * connect can judge.
   */
  public Optional<String> refusalOfLiteral(String host) {
    byte[] address = IpLiteral.bytes(host);
    return address == null ? Optional.empty() : Optional.ofNullable(refusal(address));
  }

  private @Nullable String refusal(byte[] address) {
    if (allowedNetworks.stream().anyMatch(network -> network.contains(address))) {
      return null;
    }
    if (address.length == 4) {
      return listed(address, IPV4);
    }
    byte[] last = Arrays.copyOfRange(address, 12, 16);
    if (MAPPED.contains(address)) {
      return refusal(last);
    }
    if (NAT64.contains(address)) {
      String refusal = refusal(last);
      return refusal == null ? null : IpLiteral.text(address) + " carries " + refusal;
    }
    String tunnel = tunnel(address);
    String refusal = tunnel == null ? listed(address, IPV6) : tunnel;
    return refusal != null || GLOBAL_UNICAST.contains(address)
        ? refusal
        : IpLiteral.text(address) + " is outside the global unicast space (" + GLOBAL_UNICAST + ")";
  }

  /** Transition mechanisms that no site of today is reached by: refused whatever they carry. */
  private static @Nullable String tunnel(byte[] address) {
    if (SIX_TO_FOUR.contains(address)) {
      return carries(address, "a 6to4 address", Arrays.copyOfRange(address, 2, 6));
    }
    if (TEREDO.contains(address)) {
      byte[] client = Arrays.copyOfRange(address, 12, 16);
      for (int i = 0; i < client.length; i++) {
        client[i] = (byte) ~client[i];
      }
      return carries(address, "a Teredo address", client);
    }
    byte[] last = Arrays.copyOfRange(address, 12, 16);
    if (TRANSLATED.contains(address)) {
      return carries(address, "an IPv4-translated address", last);
    }
    // :: and ::1 have reasons of their own.
    boolean lowest = last[0] == 0 && last[1] == 0 && last[2] == 0 && (last[3] == 0 || last[3] == 1);
    return COMPATIBLE.contains(address) && !lowest
        ? carries(address, "an IPv4-compatible address", last)
        : null;
  }

  private static String carries(byte[] address, String kind, byte[] embedded) {
    return IpLiteral.text(address) + " is " + kind + " that carries " + IpLiteral.text(embedded);
  }

  private static @Nullable String listed(byte[] address, List<Refused> blocks) {
    for (Refused block : blocks) {
      if (block.network().contains(address)) {
        return IpLiteral.text(address) + " is " + block.reason() + " (" + block.network() + ")";
      }
    }
    return null;
  }

  private static Refused refused(String network, String reason) {
    return new Refused(Cidr.parse(network), reason);
  }

  private record Refused(Cidr network, String reason) {}
}
