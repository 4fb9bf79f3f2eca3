package lode.domain.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import lode.domain.document.DocumentId;
import lode.domain.document.SourceId;
import lode.domain.entity.ConsolidatedRecord;
import lode.domain.entity.Consolidation;
import lode.domain.entity.SourceAnswer;
import lode.domain.extraction.ExtractionId;
import lode.domain.extraction.FieldValue;
import lode.domain.extraction.Item;
import lode.domain.extraction.Match;
import lode.domain.extraction.Tier;
import lode.domain.project.ExtractionSchema;
import lode.domain.project.FieldGroup;
import lode.domain.project.ProjectId;
import lode.domain.project.SchemaReader;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A small project whose pages are written down in the test. */
final class ReportFixture {

  static final ExtractionSchema SCHEMA =
      SchemaReader.readYaml(
          """
          name: makers
          sourceLabel: Company
          fieldGroups:
            - name: company_info
              fields:
                - {name: company_name, type: text}
                - {name: staff, type: integer, unit: people}
                - {name: offers_repair, type: boolean}
                - {name: revenue, type: money}
                - {name: about, type: summary}
            - name: products
              entityList: true
              identity: [product_name]
              fields:
                - {name: product_name, type: text}
                - {name: power, type: number, unit: kW}
                - {name: approvals, type: list}
          """);

  private static final Instant TIME = Instant.parse("2026-03-01T12:00:00Z");
  private static final ProjectId PROJECT = new ProjectId(new UUID(0, 7));

  private final List<SourceExtraction> extractions = new ArrayList<>();
  private int pages;

  /** One page with one item; fields alternate between name and JSON value. */
  ReportFixture page(String sourceGroup, String url, String fieldGroup, String... fields) {
    pages++;
    Map<String, FieldValue> values = new LinkedHashMap<>();
    for (int i = 0; i < fields.length; i += 2) {
      values.put(fields[i], value(fields[i + 1], 10 * i));
    }
    SourceAnswer answer =
        new SourceAnswer(
            new ExtractionId(new UUID(1, pages)),
            new SourceId(new UUID(2, pages)),
            url,
            null,
            "content " + pages,
            List.of(new Item(values)));
    extractions.add(new SourceExtraction(sourceGroup, fieldGroup, answer));
    return this;
  }

  ReportInput input(boolean modelConfigured) {
    List<ConsolidatedRecord> records = new ArrayList<>();
    List<String> groups =
        extractions.stream().map(SourceExtraction::sourceGroup).distinct().toList();
    for (String sourceGroup : groups) {
      for (FieldGroup group : SCHEMA.fieldGroups()) {
        List<SourceAnswer> answers =
            extractions.stream()
                .filter(extraction -> extraction.sourceGroup().equals(sourceGroup))
                .filter(extraction -> extraction.fieldGroup().equals(group.name()))
                .map(SourceExtraction::answer)
                .toList();
        records.add(Consolidation.consolidate(PROJECT, sourceGroup, 3, group, answers));
      }
    }
    return new ReportInput(SCHEMA, 3, TIME, records, extractions, modelConfigured);
  }

  static ReportFixture twoMakers() {
    return new ReportFixture()
        .page(
            "acme",
            "https://acme.example/about",
            "company_info",
            "company_name",
            "\"Acme GmbH\"",
            "staff",
            "120",
            "offers_repair",
            "true",
            "revenue",
            "{\"amount\": 12.5, \"currency\": \"EUR\"}")
        .page("acme", "https://acme.example/press", "company_info", "staff", "130")
        .page(
            "acme",
            "https://acme.example/mx",
            "products",
            "product_name",
            "\"MX-100\"",
            "power",
            "5.5",
            "approvals",
            "[\"ATEX\", \"UL\"]")
        .page("acme", "https://acme.example/my", "products", "product_name", "\"MY\"")
        .page(
            "globex",
            "https://www.globex.example/",
            "company_info",
            "company_name",
            "\"Globex | <b>Inc</b>\"")
        .page(
            "globex",
            "https://www.globex.example/mx",
            "products",
            "product_name",
            "\"mx 100\"",
            "power",
            "6");
  }

  private static FieldValue value(String json, int start) {
    JsonNode value = JsonMapper.shared().readTree(json);
    String quote = "it says " + (value.isString() ? value.stringValue() : json);
    return new FieldValue(
        value,
        json,
        null,
        .9,
        quote,
        Match.EXACT,
        start,
        start + quote.length(),
        new DocumentId(new UUID(3, 1)),
        Tier.MARKUP,
        List.of());
  }
}
