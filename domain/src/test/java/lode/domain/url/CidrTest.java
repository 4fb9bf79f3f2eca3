package lode.domain.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class CidrTest {

  @ParameterizedTest
  @CsvSource({
    "127.0.0.0/8, 127.0.0.0/8",
    "127.1.2.3/8, 127.0.0.0/8",
    "192.168.1.1, 192.168.1.1/32",
    "0.0.0.0/0, 0.0.0.0/0",
    "10.129.0.0/9, 10.128.0.0/9",
    "::1, ::1/128",
    "[::1]/128, ::1/128",
    "FD00::/8, fd00::/8",
    "2001:db8:ffff::/33, 2001:db8:8000::/33",
    "' 10.0.0.0/8 ', 10.0.0.0/8"
  })
  void readsABlock(String text, String block) {
    assertThat(Cidr.parse(text))
        .hasToString(block)
        .isEqualTo(Cidr.parse(block))
        .hasSameHashCodeAs(Cidr.parse(block));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/8",
        "localhost",
        "10.0.0/8",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/",
        "10.0.0.0/8/8",
        "010.0.0.0/8",
        "256.0.0.0/8",
        "::1/129",
        "::g/8",
        "10.0.0.0/x",
        "0x7f000001"
      })
  void refusesWhatIsNoBlock(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Cidr.parse(text))
        .withMessageContaining("\"" + text + "\"");
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.0.1, true",
    "10.0.0.0/8, 11.0.0.0, false",
    "10.0.0.0/9, 10.128.0.0, false",
    "0.0.0.0/0, 255.255.255.255, true",
    "0.0.0.0/0, ::1, false",
    "::/0, 1.2.3.4, false",
    "fe80::/10, febf::1, true",
    "fe80::/10, fec0::1, false"
  })
  void containsAddressesOfItsPrefix(String block, String address, boolean contained) {
    assertThat(Cidr.parse(block).contains(Objects.requireNonNull(IpLiteral.bytes(address))))
        .isEqualTo(contained);
  }

  @Test
  void isAStringInJson() {
    JsonMapper json = JsonMapper.builder().build();

    assertThat(json.writeValueAsString(Cidr.parse("10.1.0.0/8"))).isEqualTo("\"10.0.0.0/8\"");
    assertThat(json.readValue("\"10.0.0.0/8\"", Cidr.class)).isEqualTo(Cidr.parse("10.0.0.0/8"));
  }
}
