package lode.domain.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelledValuesTest {

  /** Each value as {@code KIND subject/label=value@row}. */
  private static List<String> values(String body) {
    return Pages.convert("<body><main><h2>Specs</h2>" + body + "</main></body>")
        .labelledValues()
        .stream()
        .map(v -> v.kind() + " " + v.subject() + "/" + v.label() + "=" + v.value() + "@" + v.row())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<table><tr><th>Power:</th><td>5.5 kW</td></tr><tr><th>Noise</th><td><a href=/n>60 dB</a></td></tr></table>",
        "<table><tr><td>Power</td><td>5.5 kW</td></tr><tr><td><b>Noise</b></td><td>60 dB</td></tr></table>",
        "<table><tr><th>Parameter</th><th>Value</th></tr><tr><td>Power</td><td>5.5 kW</td></tr>"
            + "<tr><td>Noise</td><td>60 dB</td></tr></table>",
        "<table><tr><th>Power</th><td>5.5 kW</td><th>Noise</th><td>60 dB</td></tr></table>",
      })
  void readsTwoColumnTables(String table) {
    assertThat(values(table))
        .containsExactly("TABLE_ROW Specs/Power=5.5 kW@-1", "TABLE_ROW Specs/Noise=60 dB@-1");
  }

  @Test
  void readsTablesWithOneThingARow() {
    assertThat(
            values(
                """
                <table><thead><tr><th>Model</th><th>Power</th><th>Weight</th></tr></thead>
                <tr><td>P1</td><td>5 kW</td><td>10 kg</td></tr>
                <tr><td>P2</td><td>7 kW</td><td>12 kg</td></tr></table>
                """))
        .containsExactly(
            "TABLE_GRID P1/Model=P1@0",
            "TABLE_GRID P1/Power=5 kW@0",
            "TABLE_GRID P1/Weight=10 kg@0",
            "TABLE_GRID P2/Model=P2@1",
            "TABLE_GRID P2/Power=7 kW@1",
            "TABLE_GRID P2/Weight=12 kg@1");
  }

  @Test
  void readsTablesWithOneThingAColumn() {
    assertThat(
            values(
                """
                <table><tr><th></th><th>P1</th><th>P2</th></tr>
                <tr><th>Power</th><td>5 kW</td><td>7 kW</td></tr>
                <tr><th>Weight</th><td>10 kg</td><td>12 kg</td></tr></table>
                """))
        .containsExactly(
            "TABLE_GRID P1/Power=5 kW@0",
            "TABLE_GRID P2/Power=7 kW@1",
            "TABLE_GRID P1/Weight=10 kg@0",
            "TABLE_GRID P2/Weight=12 kg@1");
  }

  @Test
  void readsDefinitions() {
    assertThat(
            values(
                "<dl><div><dt>Colors:</dt><dd>red</dd><dd>blue</dd></div><dt>Size</dt><dd>L</dd></dl>"))
        .containsExactly(
            "DEFINITION Specs/Colors=red@-1",
            "DEFINITION Specs/Colors=blue@-1",
            "DEFINITION Specs/Size=L@-1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<ul><li>Power: 5.5 kW<li>Noise: 60 dB</ul>",
        "<p>Power: 5.5 kW<br>Noise: 60 dB</p>",
        "<p><b>Power:</b> 5.5 kW</p><p><strong>Noise</strong>: 60 dB</p>",
        "<div><span>Power: </span><span>5.5 kW</span> <span>Noise: 60 dB</span></div>",
        "<p>Power: 5.5 kW | Noise: 60 dB</p>",
        "<p class=spec-title>Power: 5.5 kW</p><p class=spec-text>Noise: 60 dB</p>",
        "<div><div class=spec-label>Power</div><div class=spec-value>5.5 kW</div></div>"
            + "<div><div class=spec-label>Noise</div><div class=spec-value>60 dB</div></div>",
        "<ul><li><strong>Power</strong> <span>5.5 kW</span></li><li><b>Noise</b><span>60 dB</span></li></ul>",
      })
  void readsLines(String html) {
    assertThat(values(html))
        .containsExactly("LINE Specs/Power=5.5 kW@-1", "LINE Specs/Noise=60 dB@-1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<p>See https://x.example/a for more.</p>",
        "<p>It starts at 10:30 in the morning.</p>",
        "<p>Is this a question? Yes: it is.</p>",
        "<p>Power:</p>",
        "<div class=detail-label>Power</div><div class=detail-label>Noise</div>",
        "<table><tr><td>Power</td><td>-</td></tr><tr><td></td><td>5 kW</td></tr></table>",
      })
  void findsNoValueWhereThereIsNone(String html) {
    assertThat(values(html)).isEmpty();
  }

  @Test
  void valuesSideBySideShareABlock() {
    List<LabelledValue> values =
        Pages.convert(
                "<main><ul><li>Power: 5 kW<li>Noise: 60 dB</ul><p>Text.</p><p>Weight: 3 kg</p></main>")
            .labelledValues();
    assertThat(values.get(0).block()).isEqualTo(values.get(1).block());
    assertThat(values.get(2).block()).isNotEqualTo(values.get(0).block());
  }

  @Test
  void valueWithMarkersInsideGetsItsOwnLine() {
    Document document =
        Pages.convert(
            "<main><table><tr><th>Maker</th><td>The <a href=/a>Acme</a> group</td></tr></table></main>");
    LabelledValue maker = document.labelledValues().get(0);
    assertThat(maker.value()).isEqualTo("The Acme group");
    assertThat(maker.line().of(document.text())).isEqualTo("Maker: The Acme group");
    assertThat(maker.place().start()).isGreaterThan(document.contentLength());
  }

  @Test
  void valuesOutsideOfTheMainContentStandInTheAppendix() {
    Document document =
        Pages.convert(
            "<main><h1>Pump</h1><p>"
                + "Text of the page. ".repeat(20)
                + "</p></main><footer><p>Phone: 0228 1234</p></footer>");
    LabelledValue phone = document.labelledValues().get(0);
    assertThat(document.content()).doesNotContain("Phone");
    assertThat(phone.line().of(document.text())).isEqualTo("Phone: 0228 1234");
  }
}
