package lode.standalone.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import lode.standalone.bench.ModelStub;
import lode.standalone.bench.PlantedFact;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFRun;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A site that says what it has to say in files: both tiers find it, with the page it stands on. */
@TestInstance(Lifecycle.PER_CLASS)
class FilesEndToEndTest {

  private static final String PROSE = "The motor is rated 750 W for years";
  private static final String WORD =
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

  private final ModelStub stub =
      ModelStub.answering(
          List.of(
              new PlantedFact(
                  "drive", "power", null, JsonNodeFactory.instance.numberNode(750), PROSE)));

  private record Answer(String contentType, byte[] body) {}

  private final Map<String, Answer> files = new ConcurrentHashMap<>();
  private final Map<String, Integer> notModified = new ConcurrentHashMap<>();
  private HttpServer site;
  private RunningLode lode;
  private String project;
  private JsonNode job;

  @BeforeAll
  void crawl() throws IOException {
    String links =
        "<html><body><a href=/a.pdf>a</a><a href=/b.docx>b</a><a href=/c>c</a>"
            + "<a href=/scan.pdf>s</a><a href=/broken.pdf>x</a><a href=/data.json>j</a></body></html>";
    files.put("/", new Answer("text/html", links.getBytes(StandardCharsets.US_ASCII)));
    files.put(
        "/a.pdf", new Answer("application/pdf", pdf("Drive A", PROSE + ".", "Weight: 31 kg")));
    files.put("/b.docx", new Answer(WORD, word()));
    files.put("/c", new Answer("application/octet-stream", workbook()));
    files.put("/scan.pdf", new Answer("application/pdf", pdf("")));
    files.put(
        "/broken.pdf",
        new Answer("application/pdf", "%PDF-1.4".getBytes(StandardCharsets.US_ASCII)));
    files.put(
        "/data.json", new Answer("application/json", "{}".getBytes(StandardCharsets.US_ASCII)));
    site = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    site.createContext("/", this::answer);
    site.start();
    lode =
        RunningLode.start(
            Map.of("LODE_LLM_BASE_URL", stub.baseUrl(), "LODE_LLM_MODEL", ModelStub.MODEL));
    project = lode.projectOfSchema(SmallSite.schema());
    job = lode.run("/projects/" + project + "/crawls", SmallSite.crawl(url("/")));
  }

  private String url(String path) {
    return "http://127.0.0.1:" + site.getAddress().getPort() + path;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      Answer file = files.get(path);
      String tag = "\"" + path + "\"";
      if (file == null) {
        exchange.sendResponseHeaders(404, -1);
      } else if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
        notModified.merge(path, 1, Integer::sum);
        exchange.sendResponseHeaders(304, -1);
      } else {
        exchange.getResponseHeaders().set("Content-Type", file.contentType());
        exchange.getResponseHeaders().set("ETag", tag);
        exchange.sendResponseHeaders(200, file.body().length);
        exchange.getResponseBody().write(file.body());
      }
    }
  }

  @AfterAll
  void stop() {
    lode.close();
    site.stop(0);
    stub.close();
  }

  private JsonNode drive(String path) {
    return lode.all("/projects/" + project + "/extractions?fieldGroup=drive").stream()
        .filter(one -> one.path("sourceUrl").asString().equals(url(path)))
        .findFirst()
        .orElseThrow()
        .path("fields");
  }

  @Test
  void bothTiersFindFactsInAPdfWithTheirPages() {
    JsonNode fields = drive("/a.pdf");

    assertThat(fields.at("/weight/value").asDouble()).as(fields.toString()).isEqualTo(31);
    assertThat(fields.at("/weight/tier").asString()).isEqualTo("markup");
    assertThat(fields.at("/weight/page").asInt()).isEqualTo(3);
    assertThat(fields.at("/power/quote").asString()).isEqualTo(PROSE);
    assertThat(fields.at("/power/tier").asString()).isEqualTo("model");
    assertThat(fields.at("/power/page").asInt()).isEqualTo(2);
  }

  @Test
  void findsFactsInATextDocumentWithItsRenderedPages() {
    JsonNode fields = drive("/b.docx");

    assertThat(fields.at("/power/value").asDouble()).as(fields.toString()).isEqualTo(7.5);
    assertThat(fields.at("/power/quote").asString()).contains("7.5 kW");
    assertThat(fields.at("/power/page").asInt()).isEqualTo(2);
  }

  @Test
  void findsFactsInAWorkbookWithSheetAndRow() {
    JsonNode fields = drive("/c");

    assertThat(fields.at("/weight/value").asDouble()).as(fields.toString()).isEqualTo(46);
    assertThat(fields.at("/weight/sheet").asString()).isEqualTo("Drive C");
    assertThat(fields.at("/weight/row").asInt()).isEqualTo(3);
    assertThat(fields.at("/weight").has("page")).isFalse();
  }

  @Test
  void everyQuoteReadsBackOutOfItsDocument() {
    Quotes quotes = new Quotes(lode, project);

    assertThat(Quotes.fields(lode.all("/projects/" + project + "/extractions")))
        .filteredOn(Quotes.Found::quoted)
        .hasSizeGreaterThanOrEqualTo(5)
        .allSatisfy(
            found ->
                assertThat(quotes.readBack(found))
                    .isEqualTo(found.field().path("quote").asString()));
  }

  @Test
  void aRecordAndItsEvidenceKeepThePage() {
    assertThat(lode.all("/projects/" + project + "/records").toString())
        .contains("\"page\":3")
        .contains("\"sheet\":\"Drive C\"");
  }

  @Test
  void saysOfEachFileWhatBecameOfIt() {
    String crawl =
        lode.all("/jobs?parentId=" + job.path("id").asString() + "&kind=crawl")
            .get(0)
            .path("id")
            .asString();

    assertThat(lode.all("/jobs/" + crawl + "/urls"))
        .extracting(
            one -> one.path("url").asString().replace(url(""), ""),
            one -> one.path("decision").asString(),
            one -> one.path("rule").asString(""))
        .contains(
            org.assertj.core.groups.Tuple.tuple("/scan.pdf", "skipped", "no text: a scan"),
            org.assertj.core.groups.Tuple.tuple(
                "/data.json", "skipped", "type application/json is not a page"))
        .anySatisfy(
            one -> {
              assertThat(one.toList()).startsWith("/broken.pdf", "failed");
            });
    assertThat(SmallSite.status(job)).isEqualTo("partial");
  }

  @Test
  void asksAgainOnlyWhetherAFileChanged() {
    JsonNode again =
        lode.run(
            "/projects/" + project + "/crawls",
            SmallSite.crawlOnly(url("/a.pdf")).put("maxDepth", 0));

    assertThat(again.at("/progress/pagesUnchanged").asInt()).as(again.toString()).isOne();
    assertThat(notModified).containsKey("/a.pdf");
  }

  private static byte[] pdf(String... pages) throws IOException {
    try (PDDocument document = new PDDocument();
        ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      for (String words : pages) {
        PDPage page = new PDPage();
        document.addPage(page);
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
          content.beginText();
          content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 11);
          content.newLineAtOffset(60, 700);
          content.showText(words);
          content.endText();
        }
      }
      document.save(out);
      return out.toByteArray();
    }
  }

  private static byte[] word() throws IOException {
    try (XWPFDocument document = new XWPFDocument();
        ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      document.createParagraph().createRun().setText("A drive for conveyors.");
      XWPFRun run = document.createParagraph().createRun();
      run.getCTR().addNewLastRenderedPageBreak();
      run.setText("Its data:");
      XWPFTable table = document.createTable(2, 2);
      String[] cells = {"Rated power", "7.5 kW", "Weight", "18 kg"};
      for (int i = 0; i < cells.length; i++) {
        table.getRow(i / 2).getCell(i % 2).setText(cells[i]);
      }
      document.write(out);
      return out.toByteArray();
    }
  }

  private static byte[] workbook() throws IOException {
    try (XSSFWorkbook book = new XSSFWorkbook();
        ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      book.createSheet("About").createRow(0).createCell(0).setCellValue("What follows is data.");
      XSSFSheet sheet = book.createSheet("Drive C");
      String[] cells = {"Rated power", "11 kW", "Weight", "46 kg"};
      for (int i = 0; i < cells.length; i += 2) {
        sheet.createRow(1 + i / 2).createCell(0).setCellValue(cells[i]);
        sheet.getRow(1 + i / 2).createCell(1).setCellValue(cells[i + 1]);
      }
      book.write(out);
      return out.toByteArray();
    }
  }
}
