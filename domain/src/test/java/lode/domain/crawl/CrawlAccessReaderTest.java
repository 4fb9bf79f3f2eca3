package lode.domain.crawl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CrawlAccessReaderTest {

  private static final JsonMapper JSON = new JsonMapper();

  private static JsonNode body(String members) {
    return JSON.readTree("{\"seeds\": [\"https://acme.example/\"]" + members + "}");
  }

  private static CrawlAccess read(String members) {
    JsonNode body = body(members);
    return CrawlAccessReader.read(body, CrawlRequestReader.read(body, JSON.createObjectNode()));
  }

  @Test
  void readsHeadersCredentialsAndProxy() {
    CrawlAccess access =
        read(
            """
            , "headers": {"X-Api-Key": "k 1", "Cookie": "s=1"},
              "basicAuth": {"username": "Aladdin", "password": "open sesame"},
              "proxy": "http://us%40er:p%3Aw+@proxy.example:3128"
            """);

    assertThat(access.headers())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "X-Api-Key", "k 1",
                "Cookie", "s=1",
                // The example of RFC 7617, 2.
                "Authorization", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="));
    assertThat(access.proxy()).isEqualTo(new ProxyAddress("proxy.example", 3128, "us@er", "p:w+"));
    assertThat(access.toString()).doesNotContain("QWxh", "p:w", "k 1");
    assertThat(String.valueOf(access.proxy())).doesNotContain("p:w", "us@er");
  }

  @Test
  void isEmptyWithoutThem() {
    assertThat(read("").isEmpty()).isTrue();
    assertThat(read(", \"headers\": {}, \"basicAuth\": null").isEmpty()).isTrue();
  }

  @Test
  void leavesNothingOfThemInTheRequest() {
    JsonNode body =
        body(
            ", \"headers\": {\"X-Key\": \"s3cret\"}, \"proxy\": \"http://u:s3cret@p.example:8080\"");

    CrawlRequest request = CrawlRequestReader.read(body, JSON.createObjectNode());

    assertThat(JSON.writeValueAsString(request)).doesNotContain("s3cret", "X-Key", "p.example");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"headers\": [] | /headers",
        "\"headers\": {\"Bad Name\": \"s3cret\"} | /headers",
        "\"headers\": {\"\": \"s3cret\"} | /headers",
        "\"headers\": {\"X\": 7} | /headers/X",
        "\"headers\": {\"X\": \"\"} | /headers/X",
        "\"headers\": {\"X\": \" s3cret\"} | /headers/X",
        "\"headers\": {\"X\": \"s3cret\\r\\nEvil: 1\"} | /headers/X",
        "\"headers\": {\"X\": \"s3cret\u00fc\"} | /headers/X",
        "\"headers\": {\"Host\": \"s3cret\"} | /headers/Host",
        "\"headers\": {\"content-length\": \"s3cret\"} | /headers/content-length",
        "\"headers\": {\"Transfer-Encoding\": \"s3cret\"} | /headers/Transfer-Encoding",
        "\"headers\": {\"Connection\": \"s3cret\"} | /headers/Connection",
        "\"headers\": {\"Upgrade\": \"s3cret\"} | /headers/Upgrade",
        "\"headers\": {\"Proxy-Authorization\": \"s3cret\"} | /headers/Proxy-Authorization",
        "\"headers\": {\"If-None-Match\": \"s3cret\"} | /headers/If-None-Match",
        "\"headers\": {\"Accept-Encoding\": \"s3cret\"} | /headers/Accept-Encoding",
        "\"headers\": {\"User-Agent\": \"s3cret\"} | /headers/User-Agent",
        "\"headers\": {\"X-A\": \"s3cret\", \"x-a\": \"2\"} | /headers/x-a",
        "\"basicAuth\": \"s3cret\" | /basicAuth",
        "\"basicAuth\": {\"username\": \"s3cret\"} | /basicAuth",
        "\"basicAuth\": {\"username\": \"a:b\", \"password\": \"s3cret\"} | /basicAuth/username",
        "\"basicAuth\": {\"username\": \"a\", \"password\": \"s3cret\", \"realm\": \"x\"} | /basicAuth",
        "\"headers\": {\"authorization\": \"x\"}, \"basicAuth\": {\"username\": \"a\", \"password\": \"s3cret\"} | /basicAuth",
        "\"proxy\": 3128 | /proxy",
        "\"proxy\": \"s3cret\" | /proxy",
        "\"proxy\": \"https://s3cret.example:3128\" | /proxy",
        "\"proxy\": \"socks5://s3cret.example:1080\" | /proxy",
        "\"proxy\": \"http://s3cret.example:3128/path\" | /proxy",
        "\"proxy\": \"http://s3cret.example:25\" | /proxy",
      })
  void refusesWhatCannotBeSentWithoutRepeatingIt(String members, String pointer) {
    CrawlInvalid invalid = catchThrowableOfType(CrawlInvalid.class, () -> read(", " + members));

    assertThat(invalid.problems())
        .extracting(problem -> problem.pointer())
        .containsExactly(pointer);
    assertThat(invalid).hasMessageNotContaining("s3cret");
  }

  @Test
  void boundsNumberAndSize() {
    StringBuilder many = new StringBuilder("\"a0\": \"1\"");
    for (int i = 1; i <= CrawlAccessReader.MAX_HEADERS; i++) {
      many.append(", \"a").append(i).append("\": \"1\"");
    }
    String big = "x".repeat(CrawlAccessReader.VALUE_LENGTH + 1);

    assertThat(
            catchThrowableOfType(CrawlInvalid.class, () -> read(", \"headers\": {" + many + "}")))
        .hasMessageContaining("at most 20");
    assertThat(
            catchThrowableOfType(
                CrawlInvalid.class, () -> read(", \"headers\": {\"X\": \"" + big + "\"}")))
        .hasMessageContaining("/headers/X");
  }

  @ParameterizedTest
  @ValueSource(strings = {"headers", "basicAuth", "proxy"})
  void doesNotKeepThemWithAProject(String member) {
    JsonNode defaults = JSON.readTree("{\"" + member + "\": \"s3cret\"}");

    assertThat(
            catchThrowableOfType(
                CrawlInvalid.class, () -> CrawlRequestReader.checkDefaults(defaults)))
        .hasMessageContaining("give it with each crawl")
        .hasMessageNotContaining("s3cret");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // seed | allowedHosts | asked | whether the headers go there
        "https://acme.example/x | | https://acme.example:443 | true",
        "https://acme.example/ | | http://acme.example:80 | false",
        "https://acme.example/ | | https://acme.example:8443 | false",
        "https://acme.example/ | | https://www.acme.example:443 | false",
        "https://acme.example/ | | https://evil.example:443 | false",
        "http://acme.example/ | | https://acme.example:443 | true",
        "http://acme.example:8080/ | | https://acme.example:443 | false",
        "https://acme.example/ | docs.example | https://docs.example:443 | true",
        "https://acme.example/ | docs.example | http://docs.example:80 | false",
        "http://acme.example/ | docs.example | http://docs.example:80 | true",
        "https://acme.example/ | docs.example:8443 | https://docs.example:8443 | true",
        "https://acme.example/ | docs.example:8443 | https://docs.example:443 | false"
      })
  void sendsHeadersToTheSeedsAndAllowedHostsAlone(
      String seed, String allowed, String asked, boolean sent) {
    JsonNode body =
        JSON.readTree(
            "{\"url\": \""
                + seed
                + "\", \"allowSubdomains\": true, \"allowedHosts\": ["
                + (allowed == null ? "" : "\"" + allowed + "\"")
                + "], \"headers\": {\"X\": \"1\"}}");
    CrawlAccess access =
        CrawlAccessReader.read(body, CrawlRequestReader.read(body, JSON.createObjectNode()));

    assertThat(access.to(asked).headers().isEmpty()).isEqualTo(!sent);
    assertThat(access.isKnownTo(asked)).isEqualTo(sent);
  }
}
