package lode.standalone.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SampleSiteTest {

  private final HttpClient client = HttpClient.newHttpClient();
  private SampleSite site;

  @BeforeEach
  void start() throws IOException {
    site = SampleSite.start(0);
  }

  @AfterEach
  void stop() {
    site.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/, text/html; charset=utf-8",
    "/robots.txt, text/plain; charset=utf-8",
    "/sitemap.xml, application/xml; charset=utf-8",
    "/brontek/style.css, text/css; charset=utf-8",
    "/brontek/products/bt-30.html, text/html; charset=utf-8",
    "/aldergate/products/ag-200, text/html; charset=utf-8",
    "/aldergate/assets/ag-200.png, image/png",
    "/brontek/downloads/cad-bt.zip, application/zip"
  })
  void namesMediaType(String path, String mediaType) throws Exception {
    HttpResponse<byte[]> answer = get(path);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue(mediaType);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nowhere",
        "/gold.json",
        "/../gold.json",
        "/%2e%2e/gold.json",
        "/..%2fredirects.json",
        "/aldergate/products/?page=3",
        "/aldergate/products/index.page-2"
      })
  void answersNotFoundForWhatIsNoPage(String path) throws Exception {
    assertThat(get(path).statusCode()).isEqualTo(404);
  }

  @Test
  void putsItsOwnAddressIntoTexts() throws Exception {
    assertThat(text("/robots.txt")).contains("Sitemap: " + site.baseUri() + "/sitemap.xml");
    assertThat(text("/sitemap.xml")).contains("<loc>" + site.baseUri() + "/aldergate/</loc>");
    assertThat(text("/aldergate/")).doesNotContain("{{");
  }

  @Test
  void staysOnTheHostThatTheClientAskedFor() throws Exception {
    URI robots = URI.create("http://localhost:" + site.port() + "/robots.txt");
    HttpResponse<String> answer =
        client.send(HttpRequest.newBuilder(robots).build(), BodyHandlers.ofString());

    assertThat(answer.body()).contains("Sitemap: http://localhost:" + site.port() + "/");
  }

  @Test
  void answersNotModifiedToItsOwnEntityTag() throws Exception {
    String tag = header(get("/aldergate/about"), "ETag");

    HttpResponse<byte[]> same = get("/aldergate/about", "If-None-Match", "\"other\", " + tag);
    HttpResponse<byte[]> other = get("/aldergate/about", "If-None-Match", "\"other\"");

    assertThat(same.statusCode()).isEqualTo(304);
    assertThat(same.body()).isEmpty();
    assertThat(header(same, "ETag")).isEqualTo(tag);
    assertThat(other.statusCode()).isEqualTo(200);
    assertThat(get("/aldergate/about", "If-None-Match", "*").statusCode()).isEqualTo(304);
  }

  @Test
  void answersNotModifiedSinceTheDateOfTheSitemap() throws Exception {
    String page = "/aldergate/news/furnace";
    String modified = header(get(page), "Last-Modified");

    assertThat(modified).isEqualTo("Tue, 03 Jun 2025 08:00:00 GMT");
    assertThat(text("/sitemap.xml")).contains(page + "</loc><lastmod>2025-06-03</lastmod>");
    assertThat(get(page, "If-Modified-Since", modified).statusCode()).isEqualTo(304);
    assertThat(get(page, "If-Modified-Since", "Tue, 03 Jun 2025 07:59:59 GMT").statusCode())
        .isEqualTo(200);
    assertThat(get(page, "If-Modified-Since", "yesterday").statusCode()).isEqualTo(200);
  }

  @Test
  void givesNewSessionIdsAndNoValidators() throws Exception {
    HttpResponse<byte[]> first = get("/brontek/products/");
    HttpResponse<byte[]> second = get("/brontek/products/");

    assertThat(first.body()).isNotEqualTo(second.body());
    assertThat(first.headers().firstValue("ETag")).isEmpty();
    assertThat(first.headers().firstValue("Last-Modified")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/brontek/products/bt-55.html;jsessionid=0a1b",
        "/brontek/products/bt-55.html?PHPSESSID=0a1b&utm_source=x",
        "/brontek/products/%62t-55.html",
        "/brontek/bt-55.html"
      })
  void servesOnePageUnderManyAddresses(String path) throws Exception {
    assertThat(get(path).body()).isEqualTo(get("/brontek/products/bt-55.html").body());
  }

  @Test
  void redirectsWithAbsoluteLocation() throws Exception {
    HttpResponse<byte[]> answer = get("/aldergate/old-news");

    assertThat(answer.statusCode()).isEqualTo(301);
    assertThat(header(answer, "Location")).isEqualTo(site.baseUri() + "/aldergate/press");
  }

  @Test
  void suppliesTheSlashOfFolders() throws Exception {
    assertThat(header(get("/corvana/fr"), "Location")).endsWith("/corvana/fr/");
    assertThat(get("/corvana/products").statusCode()).isEqualTo(200);
  }

  @Test
  void calendarNeverEnds() throws Exception {
    assertThat(text("/aldergate/events/calendar?month=2026-12"))
        .contains("December 2026")
        .contains("month=2027-01")
        .contains("month=2026-11");
    assertThat(text("/aldergate/events/calendar?month=never")).contains("January 2026");
  }

  @Test
  void compressesTextIfAccepted() throws Exception {
    HttpResponse<byte[]> plain = get("/corvana/about");
    HttpResponse<byte[]> packed = get("/corvana/about", "Accept-Encoding", "gzip, br");

    assertThat(header(packed, "Content-Encoding")).isEqualTo("gzip");
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
      assertThat(in.readAllBytes()).isEqualTo(plain.body());
    }
    HttpResponse<byte[]> image = get("/aldergate/assets/ag-200.png", "Accept-Encoding", "gzip");
    assertThat(image.headers().firstValue("Content-Encoding")).isEmpty();
  }

  @Test
  void answersHeadWithLengthAndWithoutBody() throws Exception {
    HttpRequest head =
        HttpRequest.newBuilder(uri("/corvana/about"))
            .method("HEAD", HttpRequest.BodyPublishers.noBody())
            .build();
    HttpResponse<byte[]> answer = client.send(head, BodyHandlers.ofByteArray());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(header(answer, "Content-Length"))
        .isEqualTo(Integer.toString(get("/corvana/about").body().length));
  }

  @Test
  void refusesOtherMethods() throws Exception {
    HttpRequest post =
        HttpRequest.newBuilder(uri("/")).POST(HttpRequest.BodyPublishers.ofString("x")).build();
    HttpResponse<byte[]> answer = client.send(post, BodyHandlers.ofByteArray());

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(header(answer, "Allow")).isEqualTo("GET, HEAD");
  }

  @Test
  void logsRequests() throws Exception {
    get("/corvana/about?utm_source=a");
    get("/corvana/about;sid=1");
    get("/nowhere");

    assertThat(site.requestCount("/corvana/about")).isEqualTo(2);
    assertThat(site.requestCount("/robots.txt")).isZero();
    assertThat(site.requests())
        .contains(new SampleSite.Request("GET", "/nowhere", 404))
        .extracting(SampleSite.Request::target)
        .containsExactly("/corvana/about?utm_source=a", "/corvana/about;sid=1", "/nowhere");
  }

  @Test
  void bindsLoopbackAndSaysWhenThePortIsTaken() {
    assertThat(site.baseUri().getHost()).isEqualTo("127.0.0.1");
    assertThatThrownBy(() -> SampleSite.start(site.port())).isInstanceOf(BindException.class);
  }

  private URI uri(String path) {
    return URI.create(site.baseUri() + path);
  }

  private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  private String text(String path) throws Exception {
    return new String(get(path).body(), StandardCharsets.UTF_8);
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElseThrow();
  }
}
