package lode.domain.url;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class RegistrableDomainTest {

  @ParameterizedTest
  @CsvSource({
    "example.org, example.org",
    "www.example.org, example.org",
    "a.b.c.example.org, example.org",
    "WWW.Example.Org, example.org",
    "example.co.uk, example.co.uk",
    "shop.example.co.uk, example.co.uk",
    "co.uk, co.uk",
    "org, org",
    "user.github.io, user.github.io",
    "www.user.github.io, user.github.io",
    "github.io, github.io",
    "www.city.kawasaki.jp, city.kawasaki.jp",
    "a.b.kawasaki.jp, a.b.kawasaki.jp",
    "www.ck, www.ck",
    "x.example.ck, x.example.ck",
    "xn--bcher-kva.de, xn--bcher-kva.de",
    "www.xn--bcher-kva.de, xn--bcher-kva.de",
    "www.example.xn--p1ai, example.xn--p1ai",
    "localhost, localhost",
    "127.0.0.1, 127.0.0.1",
    "[::1], [::1]",
    "nas.home.unlisted-tld, home.unlisted-tld",
    "home.unlisted-tld, home.unlisted-tld"
  })
  void isThePublicSuffixAndOneLabelMore(String host, String domain) {
    assertThat(RegistrableDomain.of(host).value()).isEqualTo(domain);
  }

  @Test
  void containsItselfAndWhatIsUnderIt() {
    RegistrableDomain domain = RegistrableDomain.of("www.example.org");

    assertThat(domain.contains("example.org")).isTrue();
    assertThat(domain.contains("a.b.example.org")).isTrue();
    assertThat(domain.contains("badexample.org")).isFalse();
    assertThat(domain.contains("org")).isFalse();
  }

  @Test
  void isAStringInJson() {
    JsonMapper json = JsonMapper.builder().build();

    assertThat(json.writeValueAsString(RegistrableDomain.of("a.example.org")))
        .isEqualTo("\"example.org\"");
    assertThat(json.readValue("\"example.org\"", RegistrableDomain.class))
        .isEqualTo(RegistrableDomain.of("example.org"));
  }
}
