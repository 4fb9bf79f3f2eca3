package lode.domain.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import lode.domain.document.CharInterval;
import lode.domain.document.Document;
import lode.domain.document.DocumentId;
import lode.domain.document.HtmlConverter;
import lode.domain.document.LabelledValue;
import lode.domain.document.PagePlaces;
import lode.domain.document.StructuredValue;
import lode.domain.project.Field;
import lode.domain.project.FieldGroup;
import lode.domain.project.FieldType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is quoted stands in the document where its interval says, literally. */
class QuotesReadBackTest {

  private static final DocumentId ID = DocumentId.of("00000000-0000-4000-8000-000000000001");
  private static final List<String> VALUES =
      List.of(
          "5.5 kW",
          "5_5 | 6",
          "<b>1.</b> 5 kg",
          "10<sup>6</sup> m",
          "The <a href=/a>Acme</a> group",
          "&lt;5 dB",
          "1. FC Town",
          "10*20*30 mm",
          "<code>a`b</code>",
          "€&nbsp;99,50",
          "泵 120kg",
          "😀 red, blue",
          "<math><mi>x</mi></math>7",
          "so&shy;ft");

  private static Field field(String name, FieldType type, String unit) {
    return new Field(name, type, null, false, List.of(), unit, null, null, null);
  }

  private static FieldGroup group(boolean isList) {
    return new FieldGroup(
        "pumps",
        null,
        isList,
        isList ? List.of("name") : List.of(),
        null,
        null,
        List.of(
            field("name", FieldType.TEXT, null),
            field("power", FieldType.NUMBER, "kW"),
            field("weight", FieldType.NUMBER, "kg"),
            field("maker", FieldType.TEXT, null),
            field("price", FieldType.MONEY, null),
            field("colors", FieldType.LIST, null)));
  }

  static Stream<String> pages() {
    Random random = new Random(9);
    List<String> pages = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      String[] values = new String[6];
      for (int v = 0; v < values.length; v++) {
        values[v] = VALUES.get(random.nextInt(VALUES.size()));
      }
      pages.add(
          """
          <title>Pump %1$s</title><meta property=og:title content="Pump &amp; more">
          <script type=application/ld+json>{"@type":"Product","name":"Pump P1","weight":"%7$d kg",
          "offers":{"@type":"Offer","price":"99.50","priceCurrency":"EUR"}}</script>
          <main><h1>Pump %1$s</h1><table><tr><th>Power</th><td>%2$s</td></tr><tr><th>Weight</th>
          <td>%3$s</td></tr></table><dl><dt>Maker</dt><dd>%4$s</dd></dl><p>Price: %5$s</p>
          <table><tr><th>Model</th><th>Power (kW)</th><th>Weight</th></tr><tr><td>P1</td><td>%6$s</td><td>7 kg</td>
          </tr><tr><td>P2</td><td>8.5</td><td>%2$s</td></tr></table>
          <ul><li><b>Colors:</b> %6$s</li><li>Weight: %3$s</li></ul></main><footer>Maker: %4$s</footer>
          """
              .formatted(values[0], values[1], values[2], values[3], values[4], values[5], i));
    }
    return pages.stream();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyQuoteReadsBack(String html) {
    byte[] body = html.getBytes(StandardCharsets.UTF_8);
    Document document = HtmlConverter.convert(body, "text/html; charset=utf-8");
    PagePlaces places = PagePlaces.of(body, "text/html; charset=utf-8");
    for (LabelledValue value : document.labelledValues()) {
      assertThat(value.place().of(document.text())).isEqualTo(value.value());
      assertThat(value.line().of(document.text())).contains(value.value());
      assertThat(places.at(value.place(), 50)).as(value.toString()).isNotEmpty();
    }
    for (StructuredValue leaf : document.structuredData()) {
      assertThat(leaf.place().of(document.text())).isEqualTo(leaf.value());
      assertThat(places.at(leaf.place(), 50)).as(leaf.toString()).isNotEmpty();
    }
    List<FieldValue> read =
        Stream.of(true, false)
            .flatMap(isList -> answers(document, group(isList)).stream())
            .flatMap(answer -> answer.items().stream())
            .flatMap(item -> item.fields().values().stream())
            .flatMap(value -> Stream.concat(Stream.of(value), value.alternatives().stream()))
            .toList();
    assertThat(read).hasSizeGreaterThan(4);
    for (FieldValue value : read) {
      CharInterval at = new CharInterval(value.charStart(), value.charEnd());
      assertThat(at.of(document.text())).isEqualTo(value.quote()).isNotBlank();
    }
  }

  private static List<GroupAnswer> answers(Document document, FieldGroup group) {
    return MarkupTier.answer(document, ID, "https://a.example/p1", List.of(group));
  }

  @Test
  void escapesDoNotHideAValueFromItsQuote() {
    String text = "1\\. FC Town\n\n\\<b> weighs 5 kg";
    Field name = field("name", FieldType.TEXT, null);
    Grounding grounding =
        Grounder.ground(
            text,
            "1. FC Town",
            name,
            tools.jackson.databind.node.StringNode.valueOf("1. FC Town"),
            null);
    assertThat(grounding.quote()).isEqualTo("1\\. FC Town");
    assertThat(grounding.confidence()).isGreaterThan(0.8);
  }
}
