package lode.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import lode.domain.document.ParsedPage;
import lode.standalone.bench.Behaviour;
import lode.standalone.bench.ModelStub;
import lode.standalone.bench.PlantedFact;
import lode.standalone.pages.PageFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code lode documents} and {@code lode extract} on folders of own pages. */
class FolderCommandsTest {

  private static final String LONG_TEXT = "<p>" + "A sentence of the page. ".repeat(20) + "</p>";

  @TempDir private Path folder;
  @TempDir private Path results;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Console console = new Console(print(out), print(err), false);

  private static PrintStream print(OutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }

  private int documents(Object... options) {
    return run(new DocumentsCommand(console), options);
  }

  private int extract(Map<String, String> environment, Object... options) {
    return run(new ExtractCommand(console, environment), options);
  }

  private int run(Object command, Object... options) {
    CommandLine line = new CommandLine(command);
    line.setExecutionExceptionHandler(
        (failure, ran, parsed) -> {
          CommandFailed failed = (CommandFailed) failure;
          console.say(failed.getMessage());
          return failed.exitCode();
        });
    Stream<String> all =
        Stream.concat(
            Stream.of("--html-dir", folder.toString()), Stream.of(options).map(Object::toString));
    return line.execute(all.toArray(String[]::new));
  }

  private void page(String name, String html) throws IOException {
    Files.writeString(folder.resolve(name), html);
  }

  private static void packed(Path file, byte[] content) throws IOException {
    try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(file))) {
      gzip.write(content);
    }
  }

  private List<JsonNode> lines() {
    return out.toString(StandardCharsets.UTF_8).lines().map(JsonMapper.shared()::readTree).toList();
  }

  private String said() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void writesDocumentOfEachPageInOrderOfNames() throws IOException {
    packed(
        folder.resolve("b.HTML.GZ"),
        ("<title>Second</title>" + LONG_TEXT).getBytes(StandardCharsets.UTF_8));
    page("a.htm", "<html lang=de><title>Erste</title><h1>Kopf</h1>" + LONG_TEXT);
    page("notes.txt", "left out");
    page("urls.json", "{\"a\": \"https://example.com/a\"}");
    Files.createDirectory(folder.resolve("deeper.html"));
    assertThat(documents()).isEqualTo(ExitCode.DONE);
    assertThat(lines()).extracting(line -> line.path("id").asString()).containsExactly("a", "b");
    JsonNode first = lines().get(0);
    assertThat(first.path("url").asString()).isEqualTo("https://example.com/a");
    assertThat(first.path("title").asString()).isEqualTo("Erste");
    assertThat(first.path("language").asString()).isEqualTo("de");
    assertThat(first.path("markdown").asString()).startsWith("# Kopf\n\nA sentence");
    assertThat(first.path("text").asString()).startsWith("Kopf\n\nA sentence");
    assertThat(first.propertyNames())
        .containsExactly(
            "id",
            "url",
            "title",
            "author",
            "published",
            "modified",
            "language",
            "siteName",
            "description",
            "canonical",
            "pageType",
            "text",
            "markdown",
            "comments",
            "structuredData",
            "facts",
            "leftOut");
    assertThat(lines().get(1).path("url").isNull()).isTrue();
    assertThat(said()).contains("1 files are no pages").contains("2 pages, 0 partial, 0 failed");
  }

  @Test
  void nestsStructuredData() throws IOException {
    page(
        "a.html",
        """
        <script type="application/ld+json">{"@type": "Product", "name": "Pump", "image": ["1.jpg", "2.jpg"],
          "offers": {"@type": "Offer", "price": "12.50"}}</script><p>Text
        """);
    documents();
    JsonNode item = lines().get(0).path("structuredData").path(0);
    assertThat(item.path("type").asString()).isEqualTo("Product");
    assertThat(item.path("from").path(0).asString()).isEqualTo("JSON_LD");
    JsonNode properties = item.path("properties");
    assertThat(properties.path("offers").path("properties").path("price").asString())
        .isEqualTo("12.50");
    assertThat(properties.path("image")).hasSize(2);
  }

  @Test
  void tellsLabelledValuesAsFactsWithUnits() throws IOException {
    page(
        "a.html",
        "<h1>P1</h1><table><tr><th>Power rating<td>5.5 kW<tr><th>Frame<td>Cast iron</table>");
    documents();
    JsonNode facts = lines().get(0).path("facts");
    assertThat(facts).hasSize(2);
    assertThat(facts.path(0).path("label").asString()).isEqualTo("Power rating");
    assertThat(facts.path(0).path("about").asString()).isEqualTo("P1");
    assertThat(facts.path(0).path("number").decimalValue()).isEqualByComparingTo("5.5");
    assertThat(facts.path(0).path("unit").asString()).isEqualTo("kW");
    assertThat(facts.path(1).path("value").asString()).isEqualTo("Cast iron");
    assertThat(facts.path(1).path("number").isNull()).isTrue();
  }

  @Test
  void writesLineWithErrorForEachBadFileAndGoesOn() throws IOException {
    page("good.html", LONG_TEXT);
    Files.write(folder.resolve("cut.html.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0, 0});
    packed(folder.resolve("bomb.html.gz"), new byte[PageFile.MAX_BYTES + 1]);
    Files.createSymbolicLink(folder.resolve("away.html"), folder.resolve("nowhere"));
    assertThat(documents()).isEqualTo(ExitCode.PARTIAL);
    assertThat(lines())
        .extracting(line -> line.path("id").asString() + ": " + line.path("error").asString(""))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("away: "),
            line -> assertThat(line).contains("bomb: the page is larger than 33554432 bytes"),
            line -> assertThat(line).contains("cut: the compressed file ends too early"),
            line -> assertThat(line).isEqualTo("good: "));
    assertThat(said()).contains("4 pages, 0 partial, 3 failed");
  }

  @Test
  void failsWhenNoPageCouldBeRead() throws IOException {
    Files.write(folder.resolve("cut.html.gz"), new byte[] {0x1f, (byte) 0x8b, 8});
    assertThat(documents()).isEqualTo(ExitCode.FAILED);
  }

  @Test
  void saysThatPageWasNotReadWhole() throws IOException {
    page("large.html", "<p>first" + "<br>".repeat(ParsedPage.MAX_TAGS) + "last");
    assertThat(documents()).isEqualTo(ExitCode.PARTIAL);
    assertThat(lines().get(0).path("text").asString()).isEqualTo("first");
    assertThat(lines().get(0).path("leftOut").path(0).asString())
        .isEqualTo("what follows the first 500000 tags was not read");
  }

  @Test
  void readsAllPagesInTheGivenEncoding() throws IOException {
    byte[] body =
        ("<meta charset=iso-8859-1>" + LONG_TEXT + "<p>Größe").getBytes(StandardCharsets.UTF_8);
    Files.write(folder.resolve("a.html"), concat(body, new byte[] {(byte) 0xff}));
    documents("--charset", "utf-8");
    assertThat(lines().get(0).path("text").asString()).contains("Größe");
  }

  @Test
  void readsEncodingOfEachPageWithoutOption() throws IOException {
    String html = "<meta charset=windows-1251><h1>Размер</h1>" + LONG_TEXT;
    Files.write(folder.resolve("a.html"), html.getBytes(Charset.forName("windows-1251")));
    documents();
    assertThat(lines().get(0).path("markdown").asString()).contains("Размер");
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = java.util.Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  @Test
  void writesSameBytesWhateverTheNumberOfThreads() throws IOException {
    for (int i = 0; i < 200; i++) {
      page("page-" + i + ".html", generated(i));
    }
    Path one = results.resolve("one.jsonl");
    Path four = results.resolve("new/four.jsonl");
    documents("--threads", 1, "-o", one);
    documents("--threads", 4, "-o", four);
    assertThat(one).hasSameBinaryContentAs(four);
    assertThat(Files.readAllLines(one)).hasSize(200);
    extract(Map.of(), "--template", "product-catalogue", "--threads", 1, "-o", one);
    extract(Map.of(), "--template", "product-catalogue", "--threads", 4, "-o", four);
    assertThat(one).hasSameBinaryContentAs(four);
    try (Stream<Path> files = Files.list(results)) {
      assertThat(files).containsExactlyInAnyOrder(one, four.getParent());
    }
  }

  private static String generated(int number) {
    return "<title>Page "
        + number
        + "</title><h1>Pump "
        + number
        + "</h1>"
        + LONG_TEXT.repeat(number % 7 + 1)
        + "<table><tr><th>Weight<td>"
        + number
        + " kg<tr><th>Price<td>"
        + number
        + ".50 EUR</table>";
  }

  @Test
  void readsTheFirstPagesAlone() throws IOException {
    for (String name : List.of("c", "a", "b")) {
      page(name + ".html", LONG_TEXT);
    }
    documents("--limit", 2, "-o", "-");
    assertThat(lines()).extracting(line -> line.path("id").asString()).containsExactly("a", "b");
  }

  @Test
  void refusesBadArguments() throws IOException {
    assertThat(documents()).isEqualTo(ExitCode.BAD_ARGUMENTS);
    assertThat(said()).contains("holds no .html or .htm files");
    page("a.html", LONG_TEXT);
    assertThat(documents("--threads", -1)).isEqualTo(ExitCode.BAD_ARGUMENTS);
    assertThat(documents("--limit", 0)).isEqualTo(ExitCode.BAD_ARGUMENTS);
    assertThat(documents("--charset", "utf-9")).isEqualTo(ExitCode.BAD_ARGUMENTS);
    page("urls.json", "[]");
    assertThat(documents()).isEqualTo(ExitCode.BAD_ARGUMENTS);
    assertThat(said())
        .contains("no encoding is called utf-9")
        .contains("urls.json is no JSON object");
    assertThat(lines()).isEmpty();
  }

  @Test
  void extractsWithQuotesAndWithoutModel() throws IOException {
    page("pump.html", generated(12));
    page("urls.json", "{\"pump\": \"https://shop.example.com/pump\"}");
    Path schema = results.resolve("schema.yaml");
    Files.writeString(schema, SCHEMA);
    assertThat(extract(Map.of(), "--schema", schema)).isEqualTo(ExitCode.DONE);
    JsonNode line = lines().get(0);
    assertThat(line.path("id").asString()).isEqualTo("pump");
    assertThat(line.path("sourceUrl").asString()).isEqualTo("https://shop.example.com/pump");
    assertThat(line.path("fieldGroup").asString()).isEqualTo("technical");
    assertThat(line.path("status").asString()).isEqualTo("ok");
    assertThat(line.path("data").path("weight").asDouble()).isEqualTo(12);
    JsonNode weight = line.path("fields").path("weight");
    assertThat(weight.path("quote").asString()).contains("12 kg");
    assertThat(weight.path("tier").asString()).isEqualTo("markup");
    assertThat(said()).contains("tiers: markup\n");
  }

  private static final String SCHEMA =
      """
      name: pumps
      fieldGroups:
        - name: technical
          fields:
            - {name: weight, type: number, unit: kg, description: Weight}
            - {name: maker, type: text, description: Who makes it}
      """;

  private Path schema() throws IOException {
    return Files.writeString(results.resolve("schema.yaml"), SCHEMA);
  }

  private static Map<String, String> asking(ModelStub stub) {
    return Map.of("LODE_LLM_BASE_URL", stub.baseUrl(), "LODE_LLM_MODEL", ModelStub.MODEL);
  }

  @Test
  void asksConfiguredModelForWhatIsLeft() throws IOException {
    page("pump.html", generated(12) + "<p>Built by the works of Northfield.</p>");
    PlantedFact maker =
        new PlantedFact(
            "technical",
            "maker",
            null,
            JsonNodeFactory.instance.stringNode("Northfield"),
            "Built by the works of Northfield.");
    try (ModelStub stub = ModelStub.answering(List.of(maker))) {
      stub.next(Behaviour.failing(503, "busy", Map.of("Retry-After", "0")));
      assertThat(extract(asking(stub), "--schema", schema())).isEqualTo(ExitCode.DONE);
      assertThat(stub.callCount()).isEqualTo(2);
    }
    JsonNode fields = lines().get(0).path("fields");
    assertThat(fields.path("maker").path("tier").asString()).isEqualTo("model");
    assertThat(fields.path("maker").path("value").asString()).isEqualTo("Northfield");
    assertThat(fields.path("weight").path("tier").asString()).isEqualTo("markup");
    assertThat(said()).contains("model stub-model").contains("1 calls, ");
  }

  @Test
  void keepsWhatMarkupSaysWhenModelRefuses() throws IOException {
    page("pump.html", generated(12));
    try (ModelStub stub = ModelStub.answering(List.of())) {
      stub.usually(Behaviour.failing(401, "who are you", Map.of()));
      assertThat(extract(asking(stub), "--schema", schema())).isEqualTo(ExitCode.PARTIAL);
    }
    JsonNode line = lines().get(0);
    assertThat(line.path("status").asString()).isEqualTo("partial");
    assertThat(line.path("reason").asString()).contains("401");
    assertThat(line.path("data").path("weight").asDouble()).isEqualTo(12);
  }

  @Test
  void namesWrongFieldOfSchema() throws IOException {
    page("a.html", LONG_TEXT);
    Path schema = results.resolve("bad.yaml");
    Files.writeString(schema, SCHEMA.replace("type: number", "type: weight"));
    assertThat(extract(Map.of(), "--schema", schema)).isEqualTo(ExitCode.BAD_ARGUMENTS);
    assertThat(said()).contains("/fieldGroups/0/fields/0/type");
    assertThat(extract(Map.of("LODE_LLM_MODEL", "alone"))).isEqualTo(ExitCode.BAD_ARGUMENTS);
    assertThat(said()).contains("LODE_LLM_BASE_URL and LODE_LLM_MODEL go together");
  }
}
