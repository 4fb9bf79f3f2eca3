package lode.domain.url;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AddressGuardTest {

  private static final AddressGuard PUBLIC_ONLY = new AddressGuard(List.of());

  static Stream<List<String>> cases() {
    return CaseTable.read(AddressGuardTest.class, "address-cases.txt");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void letsOnlyPublicAddressesThrough(List<String> row) throws UnknownHostException {
    String refusal = PUBLIC_ONLY.refusal(address(row.get(0))).orElse("PUBLIC");

    assertThat(refusal).contains(row.get(1));
    assertThat(PUBLIC_ONLY.refusalOfLiteral(row.get(0)).orElse("PUBLIC")).isEqualTo(refusal);
  }

  @Test
  void opensTheNetworksThatTheOperatorNames() throws UnknownHostException {
    AddressGuard guard =
        new AddressGuard(List.of(Cidr.parse("127.0.0.0/8"), Cidr.parse("fd12::/16")));

    assertThat(guard.refusal(address("127.0.0.1"))).isEmpty();
    assertThat(guard.refusal(address("::ffff:127.0.0.1"))).isEmpty();
    assertThat(guard.refusal(address("64:ff9b::127.0.0.1"))).isEmpty();
    assertThat(guard.refusal(address("fd12::1"))).isEmpty();
    assertThat(guard.refusal(address("::1"))).isPresent();
    assertThat(guard.refusal(address("10.0.0.1"))).isPresent();
    assertThat(guard.refusal(address("2002:7f00:1::"))).isPresent();
  }

  @Test
  void leavesNamesToTheConnect() {
    assertThat(PUBLIC_ONLY.refusalOfLiteral("localhost")).isEmpty();
    assertThat(PUBLIC_ONLY.refusalOfLiteral("example.org")).isEmpty();
    assertThat(PUBLIC_ONLY.refusalOfLiteral("[::1]")).contains("::1 is loopback (::1/128)");
    assertThat(PUBLIC_ONLY.refusalOfLiteral("127.0.0.1"))
        .contains("127.0.0.1 is loopback (127.0.0.0/8)");
  }

  /** From bytes, so that no name is ever resolved. */
  private static InetAddress address(String literal) throws UnknownHostException {
    byte[] bytes = IpLiteral.bytes(literal);
    assertThat(bytes).as(literal).isNotNull();
    return InetAddress.getByAddress(bytes);
  }
}
