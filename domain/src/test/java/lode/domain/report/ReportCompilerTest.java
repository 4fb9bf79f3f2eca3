package lode.domain.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import lode.domain.extraction.Tier;
import lode.domain.project.FieldType;
import lode.domain.project.SchemaProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

class ReportCompilerTest {

  private static final ReportInput INPUT = ReportFixture.twoMakers().input(true);

  @Test
  void tableHasARowForEachSourceGroup() {
    ReportModel model = ReportCompiler.compile(ReportRequest.of(ReportType.TABLE), INPUT);

    ReportTable table = table(model, 0);
    assertThat(table.rowHeading()).isEqualTo("Company");
    assertThat(table.columns())
        .extracting(ReportColumn::heading)
        .containsExactly("Company name", "Staff (people)", "Offers repair", "Revenue", "About");
    assertThat(table.columns().get(1))
        .isEqualTo(new ReportColumn("company_info.staff", "Staff", "people", FieldType.INTEGER));
    assertThat(texts(table))
        .containsExactly(
            List.of("acme", "Acme GmbH", "120", "Yes", "12.5 EUR", ""),
            List.of("globex", "Globex | <b>Inc</b>", "", "", "", ""));
    assertThat(texts(table(model, 1)))
        .containsExactly(
            List.of("acme", "MX-100", "5.5", "ATEX; UL"),
            List.of("acme", "MY", "", ""),
            List.of("globex", "mx 100", "6", ""));
    assertThat(model.notes()).containsExactly(ReportCompiler.EMPTY_CELLS);
    assertThat(model.omissions()).isEmpty();
  }

  @Test
  void cellsShowEvidenceAndConflicts() {
    ReportModel model = ReportCompiler.compile(ReportRequest.of(ReportType.TABLE), INPUT);

    ReportCell staff = table(model, 0).rows().get(0).cells().get(1);
    assertThat(staff.value()).isEqualTo(JsonMapper.shared().readTree("120"));
    assertThat(staff.confidence()).isEqualTo(.9);
    assertThat(staff.tier()).isEqualTo(Tier.MARKUP);
    assertThat(evidence(model, staff.evidence()).sourceUrl())
        .isEqualTo("https://acme.example/about");
    assertThat(staff.conflicts()).hasSize(1);
    CellConflict conflict = staff.conflicts().get(0);
    assertThat(conflict.text()).isEqualTo("130");
    assertThat(evidence(model, conflict.evidence()).quote()).isEqualTo("it says 130");
  }

  @Test
  void comparisonPutsGroupsAndTheirEntitiesSideBySide() {
    ReportModel model = ReportCompiler.compile(ReportRequest.of(ReportType.COMPARISON), INPUT);

    assertThat(texts(table(model, 0)))
        .contains(
            List.of("Company name", "Acme GmbH", "Globex | <b>Inc</b>"),
            List.of("Staff (people)", "120", ""));
    assertThat(texts(table(model, 1)))
        .containsExactly(
            List.of("MX-100", "Power 5.5 kW; Approvals ATEX; UL", "Power 6 kW"),
            List.of("MY", "Yes", ""));
    assertThat(model.title()).isEqualTo("Comparison: acme, globex");
  }

  @Test
  void singleShowsOneGroupWhole() {
    ReportModel model =
        ReportCompiler.compile(
            new ReportRequest(
                ReportType.SINGLE, null, List.of("acme"), List.of(), List.of(), null, null),
            INPUT);

    assertThat(texts(table(model, 0)))
        .containsExactly(
            List.of("Company name", "Acme GmbH"),
            List.of("Staff (people)", "120"),
            List.of("Offers repair", "Yes"),
            List.of("Revenue", "12.5 EUR"),
            List.of("About", ""));
    assertThat(texts(table(model, 1))).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "SOURCE, Page, 'https://acme.example/about, https://acme.example/press, https://www.globex.example/'",
    "HOST, Host, 'acme.example, www.globex.example'",
  })
  void tableCanGoBelowTheSourceGroup(ReportGrouping grouping, String heading, String labels) {
    ReportModel model =
        ReportCompiler.compile(
            new ReportRequest(
                ReportType.TABLE,
                null,
                List.of(),
                List.of("company_info"),
                List.of(),
                grouping,
                null),
            INPUT);

    assertThat(table(model, 0).rowHeading()).isEqualTo(heading);
    assertThat(table(model, 0).rows())
        .extracting(ReportRow::label)
        .containsExactly(labels.split(", "));
  }

  @Test
  void columnsRestrictAndEntitiesKeepTheirNames() {
    ReportModel model =
        ReportCompiler.compile(
            new ReportRequest(
                ReportType.TABLE,
                null,
                List.of(),
                List.of(),
                List.of("products.power"),
                null,
                null),
            INPUT);

    assertThat(model.sections()).hasSize(1);
    assertThat(table(model, 0).columns())
        .extracting(ReportColumn::key)
        .containsExactly("products.product_name", "products.power");
  }

  @Test
  void saysWhatItLeavesOut() {
    ReportInput input = ReportFixture.twoMakers().input(true);
    ReportRequest narrow =
        new ReportRequest(
            ReportType.COMPARISON,
            null,
            List.of(),
            List.of("products"),
            List.of(),
            null,
            new ReportLimits(null, 1, 1));

    assertThat(ReportCompiler.compile(narrow, input).omissions())
        .containsExactly(
            new Omission(
                "entities in products of acme",
                1,
                "the project's records with fieldGroup products"),
            new Omission(
                "details of entities in products",
                1,
                "the project's records with fieldGroup products"));
  }

  @Test
  void countsExtractionsBeyondTheLimit() {
    ReportRequest request =
        new ReportRequest(
            ReportType.TABLE,
            null,
            List.of(),
            List.of(),
            List.of(),
            ReportGrouping.SOURCE,
            new ReportLimits(1, null, null));

    assertThat(ReportCompiler.compile(request, INPUT).omissions())
        .containsExactly(
            new Omission(
                "extractions of acme", 3, "the project's extractions with sourceGroup acme"),
            new Omission(
                "extractions of globex", 1, "the project's extractions with sourceGroup globex"));
  }

  @Test
  void countsQuotesThatAreNotShown() {
    ReportFixture fixture = new ReportFixture();
    for (int i = 0; i < 8; i++) {
      fixture.page("acme", "https://acme.example/" + i, "company_info", "staff", "5");
    }

    ReportModel model =
        ReportCompiler.compile(ReportRequest.of(ReportType.TABLE), fixture.input(true));

    assertThat(model.evidence()).hasSize(3);
    assertThat(model.omissions())
        .containsExactly(
            new Omission("further quotes", 5, "the project's records and extractions"));
  }

  @ParameterizedTest
  @EnumSource(ReportType.class)
  void emptyResultsSaySo(ReportType type) {
    List<String> groups = List.of("acme");

    ReportModel model =
        ReportCompiler.compile(
            new ReportRequest(type, null, groups, List.of(), List.of(), null, null),
            new ReportFixture().input(false));

    assertThat(model.notes()).containsExactly(ReportCompiler.NOTHING, ReportCompiler.NO_MODEL);
    assertThat(model.sections())
        .allSatisfy(
            section -> assertThat(section.notes()).containsExactly("Nothing was found for acme."));
    assertThat(MarkdownReport.render(model)).contains("Nothing was found for acme.");
  }

  @ParameterizedTest
  @EnumSource(ReportType.class)
  void everyReferenceHasItsEvidence(ReportType type) {
    ReportModel model = ReportCompiler.compile(ReportRequest.of(type), INPUT);

    Set<Integer> used = new TreeSet<>();
    for (ReportSection section : model.sections()) {
      for (ReportRow row : section.tables().get(0).rows()) {
        assertThat(row.cells()).hasSameSizeAs(section.tables().get(0).columns());
        for (ReportCell cell : row.cells()) {
          assertThat(cell.evidence().isEmpty()).isNotEqualTo(cell.found());
          used.addAll(cell.evidence());
          cell.conflicts().forEach(conflict -> used.addAll(conflict.evidence()));
        }
      }
    }
    assertThat(model.evidence())
        .extracting(ReportEvidence::number)
        .containsExactlyElementsOf(used)
        .startsWith(1);
  }

  @Test
  void requestsAreCheckedWithPointers() {
    ReportRequest wrong =
        new ReportRequest(
            ReportType.SINGLE,
            " ",
            List.of("a", "a"),
            List.of("company_info", "nothing"),
            List.of("staff", "products.power", "staff"),
            ReportGrouping.HOST,
            new ReportLimits(0, 31, 1001));

    assertThat(wrong.problems(ReportFixture.SCHEMA))
        .extracting(SchemaProblem::pointer)
        .containsExactly(
            "/title",
            "/sourceGroups/1",
            "/sourceGroups",
            "/fieldGroups/1",
            "/columns/2",
            "/columns/1",
            "/groupBy",
            "/limits/maxExtractionsPerGroup",
            "/limits/maxDetails",
            "/limits/maxEntities");
    assertThat(ReportRequest.of(ReportType.TABLE).problems(ReportFixture.SCHEMA)).isEmpty();
    assertThat(ReportRequest.of(ReportType.COMPARISON).problems(ReportFixture.SCHEMA)).isEmpty();
  }

  @Test
  void requestsAreReadFromJson() {
    ReportRequest request =
        JsonMapper.shared()
            .readValue(
                "{\"type\":\"table\",\"groupBy\":\"sourceGroup\",\"limits\":{\"maxEntities\":5}}",
                ReportRequest.class);

    assertThat(request)
        .isEqualTo(
            new ReportRequest(
                ReportType.TABLE,
                null,
                List.of(),
                List.of(),
                List.of(),
                ReportGrouping.SOURCE_GROUP,
                new ReportLimits(null, null, 5)));
  }

  private static ReportTable table(ReportModel model, int section) {
    return model.sections().get(section).tables().get(0);
  }

  private static ReportEvidence evidence(ReportModel model, List<Integer> numbers) {
    assertThat(numbers).hasSize(1);
    return model.evidence().get(numbers.get(0) - 1);
  }

  private static List<List<String>> texts(ReportTable table) {
    return table.rows().stream()
        .map(
            row -> {
              List<String> texts = new ArrayList<>(List.of(row.heading()));
              row.cells().forEach(cell -> texts.add(cell.text()));
              return texts;
            })
        .toList();
  }
}
