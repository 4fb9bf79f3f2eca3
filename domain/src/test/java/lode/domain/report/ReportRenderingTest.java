package lode.domain.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import lode.domain.document.DocumentId;
import lode.domain.extraction.ExtractionId;
import lode.domain.extraction.Match;
import lode.domain.extraction.Tier;
import lode.domain.project.FieldType;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportRenderingTest {

  @Test
  void markdownIsAsWrittenDown() {
    assertThat(MarkdownReport.render(model(ReportType.TABLE))).isEqualTo(resource("table.md"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "a|b ~ a\\|b",
        "<script>alert(1)</script> ~ \\<script\\>alert(1)\\</script\\>",
        "![x](http://evil.example/a.png) ~ \\!\\[x\\](http\\://evil.example/a.png)",
        "[x](javascript:alert(1)) ~ \\[x\\](javascript:alert(1))",
        "see www.evil.example ~ see www\\.evil.example",
        "a@b.example ~ a\\@b.example",
        "*a* _b_ ~ \\*a\\* \\_b\\_",
        "a \\| b ~ a \\\\\\| b",
        "&lt;b&gt; ~ \\&lt;b\\&gt;",
        "# head ~ \\# head",
        "- item ~ \\- item",
        "5-6 + 7 ~ 5-6 + 7",
        "[^1]: x ~ \\[\\^1\\]: x",
      })
  void markdownShowsForeignTextAsText(String text, String escaped) {
    assertThat(MarkdownText.escape(text)).isEqualTo(escaped);
  }

  @Test
  void markdownShowsBackticksAsText() {
    assertThat(MarkdownText.escape("`code`")).isEqualTo("\\`code\\`");
  }

  @Test
  void markdownTextStaysOnOneLineAndLosesWhatCannotBeSeen() {
    assertThat(MarkdownText.escape(" a\r\n| b\u2028c\td\u0000e\u202Ef\u200Bg "))
        .isEqualTo("a \\| b c def" + "g");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "https://a.example/b?c=d&e=f <https://a.example/b?c=d&e=f>",
        "https://a.example/><script> <https://a.example/%3E%3Cscript%3E>",
        "https://a.example/|x <https://a.example/%7Cx>",
        "javascript:alert(1) javascript:alert(1)",
      })
  void markdownLinksOnlyToTheWeb(String url, String link) {
    assertThat(MarkdownText.link(url)).isEqualTo(link);
  }

  @Test
  void csvHoldsEveryRowWithItsSourcesAndQuotes() throws IOException {
    String csv = CsvReport.render(model(ReportType.TABLE));

    List<CSVRecord> records = parsed(csv);
    assertThat(records.get(0))
        .containsExactly(
            "section",
            "Company",
            "Company name",
            "Staff (people)",
            "Offers repair",
            "Revenue",
            "About",
            "Product name",
            "Power (kW)",
            "Approvals",
            "conflicts",
            "least_confidence",
            "sources",
            "quotes");
    assertThat(records.get(1))
        .containsExactly(
            "Company info",
            "acme",
            "Acme GmbH",
            "120",
            "Yes",
            "12.5 EUR",
            "",
            "",
            "",
            "",
            "Staff: 130",
            "0.9",
            "https://acme.example/about\nhttps://acme.example/press",
            "Company name: “it says Acme GmbH”\nStaff: “it says 120”\nStaff: “it says 130”\n"
                + "Offers repair: “it says true”\n"
                + "Revenue: “it says {\"amount\": 12.5, \"currency\": \"EUR\"}”");
    assertThat(records).hasSize(6).allSatisfy(record -> assertThat(record).hasSize(14));
    assertThat(csv.split("\r\n")[0]).startsWith("section,Company,");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "＝1",
        "=HYPERLINK(\"http://e\")"
      })
  void csvNeutralisesFormulasInText(String text) throws IOException {
    ReportInput input =
        new ReportFixture()
            .page(
                text,
                "https://acme.example/",
                "company_info",
                "company_name",
                JsonMapper.shared().writeValueAsString(text))
            .input(true);

    CSVRecord row =
        parsed(CsvReport.render(ReportCompiler.compile(ReportRequest.of(ReportType.TABLE), input)))
            .get(1);

    assertThat(row.get(1)).isEqualTo("'" + text);
    assertThat(row.get(2)).isEqualTo("'" + text);
  }

  @Test
  void csvKeepsNegativeNumbersAsNumbers() throws IOException {
    ReportInput input =
        new ReportFixture()
            .page("acme", "https://acme.example/", "company_info", "staff", "-5")
            .input(true);

    List<CSVRecord> records =
        parsed(CsvReport.render(ReportCompiler.compile(ReportRequest.of(ReportType.TABLE), input)));

    assertThat(records.get(1).get(3)).isEqualTo("-5");
  }

  @Test
  void csvOfAComparisonHasAColumnForEachSourceGroup() throws IOException {
    List<CSVRecord> records = parsed(CsvReport.render(model(ReportType.COMPARISON)));

    assertThat(records.get(0)).startsWith("section", "row", "acme", "globex");
    assertThat(records.get(2)).startsWith("Company info", "Staff (people)", "120", "");
  }

  @ParameterizedTest
  @EnumSource(ReportType.class)
  void jsonReadsBackAsTheSameModel(ReportType type) {
    ReportModel model = model(type);

    assertThat(JsonReport.read(JsonReport.render(model))).isEqualTo(model);
  }

  @Test
  void jsonSpeaksInWireNames() {
    String json = JsonReport.render(model(ReportType.TABLE)).replaceAll("\\s+", "");

    assertThat(json)
        .startsWith(
            "{\"title\":\"Table:makers\",\"type\":\"table\",\"generatedAt\":\"2026-03-01T12:00:00Z\"")
        .contains(
            "{\"key\":\"company_info.staff\",\"label\":\"Staff\",\"unit\":\"people\",\"type\":\"integer\"}")
        .contains("\"match\":\"exact\",\"tier\":\"markup\"");
    assertThat(json).doesNotContain("\"found\"", "lacksEvidence", "Staff(people)");
  }

  @Test
  void markdownSaysWhatIsDoubtfulAndWhatIsLeftOut() {
    String text = MarkdownReport.render(hostile("x"));

    assertThat(text)
        .contains("| x | x (no evidence)[^1] (also stated: x[^1]; and 4 more) |")
        .contains("- 7 x; see x.")
        .contains("[^1]: no quote; x (model)");
  }

  /** Whatever stands in the texts: the lines are the same, and none has live markup. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a | b",
        "a\n\n| b | c |\n",
        "<img src=x onerror=alert(1)>",
        "](javascript:alert(1))",
        "![a](https://evil.example/b.png)",
        "`|`",
        "\\",
        "[^1]",
        "[^1]: other",
        "# a",
        "- a",
        "> a",
        "https://evil.example/",
        "\u2028| a |",
      })
  void markdownCannotBeBrokenByText(String text) {
    List<String> lines = MarkdownReport.render(hostile(text)).lines().toList();
    List<String> plain = MarkdownReport.render(hostile("x")).lines().toList();

    assertThat(lines).hasSameSizeAs(plain);
    for (int i = 0; i < lines.size(); i++) {
      String live =
          lines.get(i).replaceAll("\\\\.", "").replace("<https://evil.example/>", "the source");
      assertThat(live.chars().filter(c -> c == '|').count())
          .isEqualTo(plain.get(i).chars().filter(c -> c == '|').count());
      assertThat(live.replaceAll("\\[\\^1\\]", "")).doesNotContain("[", "]", "`", "://", "<", ">");
    }
  }

  private static ReportModel hostile(String text) {
    JsonNode value = JsonMapper.shared().valueToTree(text);
    CellConflict conflict = new CellConflict(value, text, 1, List.of(1));
    ReportCell cell =
        new ReportCell(value, text, 0.0, Tier.MODEL, List.of(1), List.of(conflict), 4);
    ReportTable table =
        new ReportTable(
            text,
            List.of(new ReportColumn(text, text, text, FieldType.TEXT)),
            List.of(new ReportRow(text, null, List.of(cell))));
    ReportEvidence evidence =
        new ReportEvidence(
            1,
            "",
            text,
            -1,
            -1,
            new DocumentId(new UUID(0, 1)),
            new ExtractionId(new UUID(0, 2)),
            Match.NONE,
            Tier.MODEL);
    return new ReportModel(
        text,
        ReportType.TABLE,
        Instant.EPOCH,
        1,
        List.of(new ReportSection(text, "g", List.of(table), List.of(text))),
        List.of(evidence),
        List.of(new Omission(text, 7, text)),
        List.of(text));
  }

  private static ReportModel model(ReportType type) {
    return ReportCompiler.compile(ReportRequest.of(type), ReportFixture.twoMakers().input(false));
  }

  private static List<CSVRecord> parsed(String csv) throws IOException {
    return CSVFormat.RFC4180.parse(new StringReader(csv)).getRecords();
  }

  private static String resource(String name) {
    try (InputStream stream =
        ReportRenderingTest.class.getResourceAsStream("/lode/report/" + name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
