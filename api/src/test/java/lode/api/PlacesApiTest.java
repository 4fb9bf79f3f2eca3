package lode.api;

import static lode.api.RunningApi.ADMIN_KEY;
import static lode.api.RunningApi.JSON;
import static lode.api.RunningApi.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import java.util.zip.DeflaterOutputStream;
import lode.domain.document.Document;
import lode.domain.document.DocumentConverter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** From an interval of a document back to the page, over HTTP. */
class PlacesApiTest {

  private static final String PROJECT =
      """
      {"name": "Quoted", "schema": {"name": "shop", "fieldGroups": [
        {"name": "product", "fields": [{"name": "title", "type": "text"}]}]}}
      """;
  private static final String OLD =
      "<main><h1>Pump</h1><p>It weighs <b>5 kg</b> &amp; more.</p></main>";
  private static final String NEW = "<main><h1>Pump</h1><p>It was heavier once.</p></main>";

  private static EmbeddedPostgres postgres;
  private static RunningApi api;
  private static String sources;

  @BeforeAll
  static void start() throws Exception {
    postgres = EmbeddedPostgres.start();
    api = RunningApi.start(postgres, "lode.api.key=" + ADMIN_KEY).awaitDatabase(ADMIN_KEY);
    String project =
        json(api.call("POST", "/api/v1/projects", ADMIN_KEY, PROJECT)).path("id").asString();
    sources = "/api/v1/projects/" + project + "/sources/";
    try (Connection db = postgres.getPostgresDatabase().getConnection()) {
      body(db, 1, "text/html; charset=utf-8", OLD);
      body(db, 2, "text/html; charset=utf-8", NEW);
      body(db, 3, "text/plain; charset=utf-8", "First page\fSecond page");
      source(db, project, 1, 2, 2);
      source(db, project, 2, 3, 3);
      source(db, project, 3, 2, 0);
      version(db, 1, 1);
    }
  }

  @AfterAll
  static void stop() throws Exception {
    api.close();
    postgres.close();
  }

  private static UUID id(int number) {
    return new UUID(0x4000, 0x8000_0000_0000_0000L + number);
  }

  private static Document document(String contentType, String body) {
    return new DocumentConverter(
            (type, bytes) -> {
              throw new IllegalStateException("no such file here");
            })
        .convert(body.getBytes(StandardCharsets.UTF_8), contentType)
        .document();
  }

  /** A body and its document, both with this number. */
  private static void body(Connection db, int number, String contentType, String body)
      throws SQLException, IOException {
    byte[] plain = body.getBytes(StandardCharsets.UTF_8);
    update(
        db,
        "insert into bodies (hash, content_type, size, deflated) values (?, ?, ?, ?)",
        new byte[] {(byte) number},
        contentType,
        plain.length,
        deflated(plain));
    update(
        db,
        "insert into documents (id, body_hash, converter_version, content_hash, deflated)"
            + " values (?, ?, 1, ?, ?)",
        id(number),
        new byte[] {(byte) number},
        new byte[] {0},
        deflated(JSON.writeValueAsBytes(document(contentType, body))));
  }

  private static void source(Connection db, String project, int number, int body, int document)
      throws SQLException {
    update(
        db,
        "insert into sources (id, project_id, url, url_hash, source_group, host, http_status,"
            + " body_hash, visible_hash, document_id, fetched_at, verified_at)"
            + " values (?, ?, ?, ?, 'a', 'a.example', 200, ?, '', ?, now(), now())",
        id(number),
        UUID.fromString(project),
        "https://a.example/" + number,
        new byte[] {(byte) number},
        new byte[] {(byte) body},
        document == 0 ? null : id(document));
  }

  private static void version(Connection db, int source, int body) throws SQLException {
    update(
        db,
        "insert into source_versions (source_id, version, body_hash, visible_hash, fetched_at)"
            + " values (?, 1, ?, '', now())",
        id(source),
        new byte[] {(byte) body});
  }

  private static void update(Connection db, String sql, Object... parameters) throws SQLException {
    try (PreparedStatement statement = db.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      statement.executeUpdate();
    }
  }

  private static byte[] deflated(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream stream = new DeflaterOutputStream(out)) {
      stream.write(plain);
    }
    return out.toByteArray();
  }

  private static HttpResponse<String> get(int source, String query) {
    return api.call("GET", sources + id(source) + "/places" + query, ADMIN_KEY, null);
  }

  private static String query(String text, String quote) {
    int start = text.indexOf(quote);
    return "?charStart=" + start + "&charEnd=" + (start + quote.length());
  }

  @Test
  void leadsFromAnOlderDocumentToItsPage() {
    String text = document("text/html", OLD).text();
    JsonNode answer = json(get(1, query(text, "**5 kg** &") + "&documentId=" + id(1)));
    assertThat(answer.path("url").asString()).isEqualTo("https://a.example/1#:~:text=5%20kg%20%26");
    assertThat(answer.path("quote").asString()).isEqualTo("**5 kg** &");
    assertThat(answer.path("plain").asString()).isEqualTo("5 kg &");
    JsonNode place = answer.at("/places/0");
    assertThat(place.path("domPath").asString())
        .isEqualTo("html > body > main:nth-of-type(1) > p:nth-of-type(1) > b:nth-of-type(1)");
    assertThat(place.at("/source/start").asInt()).isEqualTo(OLD.indexOf("5 kg"));
    assertThat(place.at("/source/line").asInt()).isEqualTo(1);
    assertThat(place.at("/source/column").asInt()).isEqualTo(OLD.indexOf("5 kg") + 1);
    assertThat(answer.at("/places/1/source/html").asString()).isEqualTo("&amp;");
    assertThat(answer.at("/excerpt/html").asString()).contains("<p>It weighs <b>5 kg</b> &amp;");
  }

  @Test
  void takesTheDocumentThatWasReadLast() {
    String text = document("text/html", NEW).text();
    JsonNode answer = json(get(1, query(text, "heavier")));
    assertThat(answer.at("/places/0/text").asString()).isEqualTo("heavier");
  }

  @Test
  void namesThePageOfAFile() {
    String text = document("text/plain", "First page\fSecond page").text();
    JsonNode answer = json(get(2, query(text, "Second")));
    assertThat(answer.at("/file/page").asInt()).isEqualTo(2);
    assertThat(answer.path("places")).isEmpty();
    assertThat(answer.path("url").asString()).isEqualTo("https://a.example/2");
  }

  @Test
  void refusesWhatIsNoPartOfTheDocument() {
    assertInvalid(get(1, "?charStart=0&charEnd=9999"), "?charEnd");
    assertInvalid(get(1, "?charStart=9999&charEnd=10000"), "?charStart");
    assertInvalid(get(1, "?charStart=-1&charEnd=2"), "?charStart");
    assertInvalid(get(1, "?charStart=3&charEnd=3"), "?charEnd");
    assertInvalid(get(1, "?charStart=3"), "?charEnd");
    assertInvalid(get(1, "?charStart=x&charEnd=2"), "?charStart");
    assertThat(json(get(3, "?charStart=0&charEnd=1")).path("code").asString())
        .isEqualTo("content-missing");
    assertThat(get(1, "?charStart=0&charEnd=1&documentId=" + id(9)).statusCode()).isEqualTo(404);
  }

  private static void assertInvalid(HttpResponse<String> answer, String pointer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
    assertThat(json(answer).at("/errors/0/pointer").asString()).isEqualTo(pointer);
  }
}
