package lode.domain.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HtmlConverterTest {

  private static final String[] PIECES = {
    "<main>",
    "</main>",
    "<article>",
    "<div class=spec-label>",
    "<div class='value'>",
    "</div>",
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<em>",
    "</em>",
    "<a href=/x>",
    "</a>",
    "<ul>",
    "<li>",
    "</ul>",
    "<ol>",
    "</ol>",
    "<table>",
    "<tr>",
    "<th>",
    "<td>",
    "<td colspan=3>",
    "<td rowspan=2>",
    "</table>",
    "<thead>",
    "<caption>",
    "<dl>",
    "<dt>",
    "<dd>",
    "</dl>",
    "<pre>",
    "</pre>",
    "<code>",
    "</code>",
    "<blockquote>",
    "</blockquote>",
    "<h1>",
    "<h3>",
    "</h3>",
    "<br>",
    "<img src=a alt='an image'>",
    "<frameset>",
    "<body>",
    "<noscript>",
    "</noscript>",
    "<footer>",
    "</footer>",
    "<nav>",
    "</nav>",
    "<form>",
    "<input>",
    "<button>",
    "<section>",
    "<div itemscope itemtype=http://schema.org/Product>",
    "<span itemprop=name>",
    "</span>",
    "<script type=application/ld+json>{\"@type\":\"A\",\"b\":[1,{\"c\":\"x\\u0000\\ud800\"}]}</script>",
    "<meta property=og:title content='a  b'>",
    "Power: 5.5 kW",
    "Label:",
    " value ",
    " ",
    "\n",
    "| bar",
    "# hash",
    "- dash",
    "*star*",
    "`tick`",
    "```",
    "a&nbsp;b",
    "&shy;",
    "&#0;",
    "泵：五",
    "😀",
    "\uD800",
    "A long sentence that says something. ".repeat(10),
    "<!-- note -->",
    "<svg>",
    "</svg>"
  };

  private static String randomPage(Random random) {
    StringBuilder html = new StringBuilder();
    int pieces = random.nextInt(150);
    for (int i = 0; i < pieces; i++) {
      html.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return html.toString();
  }

  private static void assertHolds(Document document) {
    String text = document.text();
    assertThat(document.contentLength()).isBetween(0, text.length());
    for (StructuredValue leaf : document.structuredData()) {
      assertThat(leaf.place().of(text)).isEqualTo(leaf.value()).isNotBlank();
      assertThat(leaf.place().start()).isGreaterThan(document.contentLength());
      assertInside(leaf.place(), leaf.line());
    }
    for (LabelledValue value : document.labelledValues()) {
      assertThat(value.place().of(text)).isEqualTo(value.value()).isNotBlank();
      assertThat(value.label()).isNotBlank();
      assertInside(value.place(), value.line());
    }
    assertThat(text).doesNotContain("\u0000").doesNotContain("\u00A0");
    assertThat(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
        .isEqualTo(text);
  }

  private static void assertInside(CharInterval place, CharInterval line) {
    assertThat(place.start()).isGreaterThanOrEqualTo(line.start());
    assertThat(place.end()).isLessThanOrEqualTo(line.end());
  }

  @Test
  void valuesStandWhereTheirPlacesSay() {
    Random random = new Random(7);
    int labelled = 0;
    for (int i = 0; i < 1_500; i++) {
      String html = randomPage(random);
      Document document = Pages.convert(html);
      assertHolds(document);
      assertThat(Pages.convert(html)).isEqualTo(document);
      labelled += document.labelledValues().size();
    }
    assertThat(labelled).isGreaterThan(200);
  }

  @Test
  void convertsAnyBytes() {
    Random random = new Random(11);
    for (int i = 0; i < 300; i++) {
      byte[] body = new byte[random.nextInt(2_000)];
      random.nextBytes(body);
      assertHolds(HtmlConverter.convert(body, null));
    }
    assertThat(HtmlConverter.convert(new byte[0], null).text()).isEmpty();
  }

  @Test
  void convertsHostilePagesInBoundedTime() {
    String deep = "<div><b><table><tr><td>".repeat(25_000) + "deep";
    String wide = "<table>" + "<tr><td colspan=1000 rowspan=1000>x<td>y".repeat(2_000) + "</table>";
    String colons = "<p>" + "<b>Power:</b> 5 kW ".repeat(50_000);
    String large = "<p class=x>Ten words of text stand here <a href=y>now</a> and go on</p>\n";
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(120),
        () -> {
          assertHolds(Pages.convert(deep));
          assertHolds(Pages.convert(wide));
          Pages.convert(colons);
          Pages.convert(large.repeat(10_000_000 / large.length()));
        });
  }

  @Test
  void losesNoTextOfTablesThatAreTooLarge() {
    String wide = "<table><tr>" + "<td>a</td>".repeat(300) + "<td>last</td></tr><tr><td>b</table>";
    String ragged =
        "<table>" + "<tr><td>b".repeat(5_000) + "<tr>" + "<td>a".repeat(190) + "<td>last</table>";
    assertThat(rendered(wide)).contains("last").contains("b");
    assertThat(rendered(ragged)).contains("last").contains("b");
  }

  private static String rendered(String html) {
    MarkdownRenderer renderer = new MarkdownRenderer(node -> false);
    renderer.render(HtmlTree.parse(html, "").body());
    return renderer.writer().written();
  }

  @Test
  void leavesFurnitureOut() {
    String content =
        Pages.convert(
                """
                <body><header><a href=/>Home</a> Header</header><nav><ul><li><a href=/a>Menu</a></ul></nav>
                <div class="cookie-banner">We use cookies</div>
                <div class=breadcrumbs><a href=/>Home</a> / <a href=/p>Pumps</a></div>
                <div id=content><h1>Pump P1</h1><p>%s</p><aside>Aside</aside></div>
                <form><input name=q>Search</form><footer>Footer</footer></body>
                """
                    .formatted("The pump delivers five kilowatts to the well. ".repeat(10)))
            .content();
    assertThat(content).startsWith("# Pump P1\n\nThe pump").endsWith("to the well.");
  }

  @Test
  void takesTheWholeBodyWhenLittleIsLeft() {
    assertThat(Pages.convert("<body><form><input><p>Only a form</p></form></body>").content())
        .isEqualTo("Only a form");
  }

  @Test
  void readsPagesWrittenForReadersWithoutScripts() {
    String words = "Posts of the forum as text without scripts. ".repeat(20);
    assertThat(Pages.convert("<body><noscript><p>" + words + "</p></noscript></body>").content())
        .isEqualTo(words.strip());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<title>Pump P1 - Acme</title><meta property=og:site_name content=Acme>  | Pump P1",
        "<title>Pump P1 – Acme</title><h1>Pump P1</h1>                       | Pump P1",
        "<title>Pumps - large and small</title><h1>Welcome</h1>              | Pumps - large and small",
        "<title>x</title><meta property=og:title content='Pump P1'>          | Pump P1",
        "<title>Pump P1 – Pumps of Acme</title><h1>Acme, Pumps</h1><h1>Pump P1</h1> | Pump P1",
        "<title>Acme</title><meta property=og:title content='Pump P1'><h1>Acme</h1><h1>Pump P1</h1> | Pump P1",
        "<title>Pump P1 of Acme</title><h1>Pump P1</h1><h1>Pump P2</h1>     | Pump P1",
        "<title>Acme – Pump P1</title><h1>Pump P1</h1><h1>Acme</h1> | Pump P1",
        "<title>Pump P1 – Acme</title><meta property=og:title content=Acme><h1>Pump P1</h1><h1>Acme</h1> | Pump P1",
        "<title>Pump P1</title><h1>§ <button>Pump P1</button></h1> | § Pump P1",
        "<title>Crate pump</title><h1>Crate pump <button>Copy path</button></h1> | Crate pump",
        "<h1>Pump <b>P1</b></h1>                                             | Pump P1",
      })
  void choosesTitle(String html, String title) {
    assertThat(Pages.convert(html).title()).isEqualTo(title);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<html lang=en_us>                                                   | en-US",
        "<meta http-equiv=content-language content='de, en'>                 | de",
        "<html lang='???'><meta property=og:locale content=pt_BR>            | pt-BR",
        "<p>none                                                             |",
      })
  void readsLanguage(String html, String language) {
    assertThat(Pages.convert(html).language()).isEqualTo(language);
  }
}
