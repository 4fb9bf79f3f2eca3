package lode.domain.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import lode.domain.document.DocumentId;
import lode.domain.document.SourceId;
import lode.domain.extraction.ExtractionId;
import lode.domain.extraction.FieldValue;
import lode.domain.extraction.Item;
import lode.domain.extraction.Match;
import lode.domain.extraction.Tier;
import lode.domain.project.ConsolidationStrategy;
import lode.domain.project.Field;
import lode.domain.project.FieldGroup;
import lode.domain.project.FieldType;
import lode.domain.project.ProjectId;
import lode.domain.project.SchemaReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ConsolidationTest {

  private static final FieldGroup PRODUCTS =
      SchemaReader.readYaml(
              """
              name: s
              fieldGroups:
                - name: products
                  entityList: true
                  identity: [name, size]
                  fields:
                    - {name: name, type: text}
                    - {name: size, type: text}
                    - {name: power, type: number, unit: kW}
                    - {name: tags, type: list}
              """)
          .fieldGroups()
          .get(0);

  /** Votes are {@code value@confidence}; a confidence of 0 is a value without evidence. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // type | strategy | votes | elected | agreement | weight | conflicts
        "text|frequency|\"A\"@.5 \"a\"@.5 \"B\"@.9|\"A\"|.667|1.0|\"B\"",
        "text|frequency|\"A\"@.5 \"B\"@.9|\"B\"|.5|.9|\"A\"",
        "text|weighted_frequency|\"A\"@.4 \"A\"@.4 \"B\"@.9|\"B\"|.333|.9|\"A\"",
        "text|weighted_frequency|\"A\"@.5 \"A\"@.5 \"B\"@.9|\"A\"|.667|1.0|\"B\"",
        "text|weighted_frequency|\"B\"@.5 \"A\"@.5|\"A\"|.5|.5|\"B\"",
        "text|weighted_frequency|\"ACME\"@.9 \"Acme\"@.5 \"Acme\"@.5|\"Acme\"|1|1.9|",
        "text|weighted_frequency|\"A\"@0 \"A\"@0 \"B\"@.1|\"B\"|1|.1|",
        "text|weighted_frequency|\"A\"@0 \"A\"@0 \"B\"@0|\"A\"|.667|0|",
        "text|longest|\"abc\"@.2 \"a\"@.9 \"ab\"@.8 \"b\"@.7|\"ab\"|.25|.8|",
        "integer|weighted_median|10@.9 12@.9 999@.5|12|.333|.9|10 999",
        "integer|weighted_median|10@.9 12@.9|10|.5|.9|12",
        "integer|weighted_median|10@.1 12@.9|12|.5|.9|10",
        "number|weighted_median|1.5@.9 1.50@.9 7@.9|1.5|.667|1.8|7",
        "number|weighted_median|5@0 6@0 7@0|6|.333|0|",
        "number|weighted_median|5@0 6@0 7@.1|7|1|.1|",
        "boolean|any_true|false@.9 false@.9 true@.3|true|.333|.3|false",
        "boolean|any_true|false@.9 true@0|false|1|.9|",
        "boolean|any_true|true@0 false@0|null|||",
        "list|union|[\"A\",\"B\"]@.5 [\"b\",\"C\"]@.9|[\"b\",\"C\",\"A\"]|.667|1.4|",
        "list|union|[\"A\"]@0 [\"B\"]@.1|[\"B\"]|1|.1|",
        "money|weighted_frequency|{\"amount\":5.0,\"currency\":\"EUR\"}@.5 {\"amount\":5,\"currency\":\"EUR\"}@.4 {\"amount\":5,\"currency\":\"USD\"}@.7|{\"amount\":5.0,\"currency\":\"EUR\"}|.667|.9|{\"amount\":5,\"currency\":\"USD\"}",
      })
  void electsByStrategy(
      String type,
      String strategy,
      String votes,
      String elected,
      Double agreement,
      Double weight,
      String conflicts) {
    Field field = field(FieldType.of(type), ConsolidationStrategy.of(strategy));
    List<SourceAnswer> answers = new ArrayList<>();
    for (String vote : votes.split(" ")) {
      answers.add(answer(answers.size(), List.of(values(vote))));
    }

    ConsolidatedField result = electedOf(field, answers);

    if (elected.equals("null")) {
      assertThat(result).isNull();
      return;
    }
    assertThat(result.value()).isEqualTo(json(elected));
    assertThat(result.provenance().agreement()).isCloseTo(agreement, within(.001));
    assertThat(result.provenance().weight()).isCloseTo(weight, within(.001));
    assertThat(result.provenance().conflicts())
        .extracting(Conflict::value)
        .containsExactlyElementsOf(
            conflicts == null
                ? List.of()
                : Stream.of(conflicts.split(" ")).map(ConsolidationTest::json).toList());
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/lode/entity/identity-keys.csv", numLinesToSkip = 1)
  void namesAreOneWhenOnlyPunctuationDiffers(String a, String b, boolean same) {
    assertThat(ValueKeys.identity(a).equals(ValueKeys.identity(b))).isEqualTo(same);
  }

  @Test
  void equalContentHasOneVote() {
    Field field = field(FieldType.TEXT, ConsolidationStrategy.FREQUENCY);
    SourceAnswer first = answer(1, List.of(values("\"A\"@.9")));
    SourceAnswer other = answer(4, List.of(values("\"B\"@.5")));
    SourceAnswer another = answer(5, List.of(values("\"B\"@.5")));

    ConsolidatedField result =
        electedOf(field, List.of(first, copy(first, 2), other, copy(first, 3), another));

    assertThat(result.value()).isEqualTo(json("\"B\""));
    assertThat(result.provenance().sourceCount()).isEqualTo(3);
    assertThat(result.provenance().conflicts().get(0).sourceCount()).isEqualTo(1);
  }

  @Test
  void alternativesOfASourceHaveNoVoteButShowAsConflicts() {
    Field field = field(FieldType.TEXT, ConsolidationStrategy.FREQUENCY);
    FieldValue primary = value("\"A\"", .9).withAlternatives(List.of(value("\"B\"", .8)));

    ConsolidatedField result = electedOf(field, List.of(answer(1, List.of(Map.of("f", primary)))));

    assertThat(result.value()).isEqualTo(json("\"A\""));
    assertThat(result.provenance().agreement()).isEqualTo(1);
    Conflict conflict = result.provenance().conflicts().get(0);
    assertThat(conflict.value()).isEqualTo(json("\"B\""));
    assertThat(conflict.weight()).isZero();
    assertThat(conflict.evidence().get(0).quote()).isEqualTo("quote of \"B\"");
  }

  @Test
  void keepsTheHeaviestEvidenceAndCountsTheRest() {
    Field field = field(FieldType.TEXT, ConsolidationStrategy.FREQUENCY);
    List<SourceAnswer> answers = new ArrayList<>();
    for (int i = 1; i <= 8; i++) {
      answers.add(answer(i, List.of(values("\"A\"@." + i))));
    }

    Provenance provenance = electedOf(field, answers).provenance();

    assertThat(provenance.evidence())
        .extracting(Evidence::sourceUrl)
        .containsExactly(url(8), url(7), url(6), url(5), url(4));
    assertThat(provenance.moreEvidence()).isEqualTo(3);
  }

  @Test
  void evidenceOfAUnionCoversItsEntriesFirst() {
    Field field = field(FieldType.LIST, ConsolidationStrategy.UNION);
    List<SourceAnswer> answers = new ArrayList<>();
    for (int i = 1; i <= 6; i++) {
      answers.add(answer(i, List.of(values("[\"A\"]@.9"))));
    }
    answers.add(answer(7, List.of(values("[\"B\"]@.1"))));

    Provenance provenance = electedOf(field, answers).provenance();

    assertThat(provenance.evidence())
        .extracting(Evidence::sourceUrl)
        .startsWith(url(1), url(7))
        .hasSize(5);
    assertThat(provenance.moreEvidence()).isEqualTo(2);
  }

  @Test
  void mediansStayWithinTheHeavierUnit() {
    Field field = field(FieldType.NUMBER, ConsolidationStrategy.WEIGHTED_MEDIAN);

    ConsolidatedField result =
        electedOf(
            field,
            List.of(
                answer(1, List.of(Map.of("f", value("5", .9, "kW")))),
                answer(2, List.of(Map.of("f", value("6", .9, "kW")))),
                answer(3, List.of(Map.of("f", value("6800", .9, "W"))))));

    assertThat(result.value()).isEqualTo(json("5"));
    assertThat(result.unit()).isEqualTo("kW");
    assertThat(result.provenance().conflicts()).extracting(Conflict::unit).contains("W", "kW");
  }

  @Test
  void summariesNeedNoEvidence() {
    Field field = field(FieldType.SUMMARY, ConsolidationStrategy.LONGEST);
    FieldValue prose = value("\"words\"", .4, null, Match.NONE);

    assertThat(
            electedOf(field, List.of(answer(1, List.of(Map.of("f", prose))))).provenance().weight())
        .isEqualTo(.4);
  }

  @Test
  void resolvesEntitiesAcrossSourcesAndFillsWhatIsMissing() {
    List<ConsolidatedItem> items =
        Consolidation.items(
            PRODUCTS,
            List.of(
                answer(
                    1,
                    List.of(
                        product("MX-100", "S", null, "[\"atex\"]"),
                        product("MX-200", "S", "9", null))),
                answer(
                    2,
                    List.of(
                        product("mx 100", "s", "5.5", "[\"UL\"]"), product("LX", null, "1", null))),
                answer(3, List.of(product("MX200", null, null, "[\"CE\"]")))));

    assertThat(items.stream().map(ConsolidationTest::shown))
        .containsExactly(
            "{name=LX, power=1}",
            "{name=MX-100, size=S, power=5.5, tags=[\"atex\",\"UL\"]}",
            "{name=MX-200, size=S, power=9, tags=[\"CE\"]}");
    assertThat(items.get(1).fields().get("name").provenance().conflicts()).isEmpty();
    assertThat(items.get(1).fields().get("name").provenance().agreement()).isEqualTo(1);
  }

  @Test
  void anIncompleteItemThatFitsTwoEntitiesStaysAlone() {
    List<ConsolidatedItem> items =
        Consolidation.items(
            PRODUCTS,
            List.of(
                answer(1, List.of(product("MX", "S", "1", null), product("MX", "L", "2", null))),
                answer(2, List.of(product("MX", null, "3", null)))));

    assertThat(items.stream().map(ConsolidationTest::shown))
        .containsExactlyInAnyOrder(
            "{name=MX, power=3}", "{name=MX, size=S, power=1}", "{name=MX, size=L, power=2}");
  }

  @Test
  void nothingStatedGivesAnEmptyRecord() {
    ProjectId project = new ProjectId(new UUID(0, 1));

    assertThat(
            Consolidation.consolidate(project, "acme", 3, PRODUCTS, List.of(answer(1, List.of()))))
        .isEqualTo(new ConsolidatedRecord(project, "acme", "products", 3, List.of()));
  }

  @ParameterizedTest
  @EnumSource(FieldType.class)
  void everyTypeComesThroughWithItsDefaultStrategy(FieldType type) {
    String stated =
        switch (type) {
          case BOOLEAN -> "false";
          case INTEGER, NUMBER -> "7";
          case LIST -> "[\"a\"]";
          case MONEY -> "{\"amount\":1,\"currency\":\"EUR\"}";
          default -> "\"a\"";
        };

    ConsolidatedField result =
        electedOf(field(type, null), List.of(answer(1, List.of(Map.of("f", value(stated, .9))))));

    assertThat(result.value()).isEqualTo(json(stated));
    assertThat(result.provenance().evidence()).hasSize(1);
  }

  @Test
  void doesNotDependOnTheOrderOfAnswers() {
    Random random = new Random(20240229);
    for (int round = 0; round < 200; round++) {
      List<SourceAnswer> answers = randomAnswers(random);
      List<ConsolidatedItem> expected = Consolidation.items(PRODUCTS, answers);
      for (int shuffle = 0; shuffle < 5; shuffle++) {
        Collections.shuffle(answers, random);
        assertThat(Consolidation.items(PRODUCTS, answers)).isEqualTo(expected);
      }
    }
  }

  private static List<SourceAnswer> randomAnswers(Random random) {
    String[] names = {"MX-100", "mx 100", "MX100", "MX 200", null};
    String[] sizes = {"S", "s", "L", null};
    String[] powers = {"1", "1.0", "2", "3", null};
    String[] tags = {"[\"a\"]", "[\"A\",\"b\"]", null};
    List<SourceAnswer> answers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      List<Map<String, FieldValue>> items = new ArrayList<>();
      for (int j = random.nextInt(4); j > 0; j--) {
        items.add(
            product(
                names[random.nextInt(names.length)],
                sizes[random.nextInt(sizes.length)],
                powers[random.nextInt(powers.length)],
                tags[random.nextInt(tags.length)],
                random.nextInt(4) / 3.0));
      }
      SourceAnswer answer = answer(i, items);
      answers.add(random.nextInt(4) == 0 && i > 0 ? copy(answers.get(0), i) : answer);
    }
    return answers;
  }

  private static String shown(ConsolidatedItem item) {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    item.fields().forEach((name, field) -> values.put(name, field.value()));
    return values.toString().replaceAll("=\"([^\"]*)\"", "=$1");
  }

  private static ConsolidatedField electedOf(Field field, List<SourceAnswer> answers) {
    FieldGroup group = new FieldGroup("g", null, false, List.of(), null, null, List.of(field));
    return Consolidation.items(group, answers).stream()
        .map(item -> item.fields().get("f"))
        .findFirst()
        .orElse(null);
  }

  private static Field field(FieldType type, ConsolidationStrategy strategy) {
    return new Field("f", type, null, false, List.of(), null, null, strategy, null);
  }

  private static SourceAnswer answer(int number, List<Map<String, FieldValue>> items) {
    return new SourceAnswer(
        new ExtractionId(new UUID(1, number)),
        new SourceId(new UUID(2, number)),
        url(number),
        null,
        "content " + number,
        items.stream().map(Item::new).toList());
  }

  private static SourceAnswer copy(SourceAnswer answer, int number) {
    return new SourceAnswer(
        new ExtractionId(new UUID(1, number)),
        new SourceId(new UUID(2, number)),
        url(number),
        null,
        answer.contentKey(),
        answer.items());
  }

  private static String url(int number) {
    return "https://example.com/" + number;
  }

  private static Map<String, FieldValue> values(String vote) {
    int at = vote.lastIndexOf('@');
    double confidence = Double.parseDouble(vote.substring(at + 1));
    String value = vote.substring(0, at);
    return Map.of(
        "f", confidence == 0 ? value(value, .9, null, Match.NONE) : value(value, confidence));
  }

  private static Map<String, FieldValue> product(
      String name, String size, String power, String tags) {
    return product(name, size, power, tags, .9);
  }

  private static Map<String, FieldValue> product(
      String name, String size, String power, String tags, double confidence) {
    Map<String, FieldValue> fields = new LinkedHashMap<>();
    put(fields, "name", name == null ? null : "\"" + name + "\"", confidence);
    put(fields, "size", size == null ? null : "\"" + size + "\"", confidence);
    put(fields, "power", power, confidence);
    put(fields, "tags", tags, confidence);
    return fields;
  }

  private static void put(
      Map<String, FieldValue> fields, String name, String value, double confidence) {
    if (value != null) {
      fields.put(name, value(value, confidence));
    }
  }

  private static FieldValue value(String value, double confidence) {
    return value(value, confidence, null);
  }

  private static FieldValue value(String value, double confidence, String unit) {
    return value(value, confidence, unit, Match.EXACT);
  }

  private static FieldValue value(String value, double confidence, String unit, Match match) {
    boolean found = match != Match.NONE;
    return new FieldValue(
        json(value),
        value,
        unit,
        confidence,
        found ? "quote of " + value : "",
        match,
        found ? 10 : -1,
        found ? 20 : -1,
        new DocumentId(new UUID(3, 1)),
        Tier.MODEL,
        List.of());
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }
}
