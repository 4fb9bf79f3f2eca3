package lode.domain.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentPrintTest {

  private static final String LONG =
      IntStream.range(0, 120)
          .mapToObj(i -> "word" + (char) ('a' + i % 26) + (char) ('a' + i / 26))
          .collect(Collectors.joining(" "));

  private static ContentPrint print(String head, String body) {
    String html = "<html><head>" + head + "</head><body>" + body + "</body></html>";
    return ParsedPage.parse(html.getBytes(StandardCharsets.UTF_8), null, "https://a.example/p")
        .print();
  }

  private static boolean near(ContentPrint one, ContentPrint other) {
    return one.facts() == other.facts()
        && one.heading() == other.heading()
        && one.simHash() != null
        && other.simHash() != null
        && one.simHash().distance(other.simHash()) <= ContentPrint.NEAR;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "5.5 kW motor | 7.5 kW motor | false",
        "5.5 kW motor | 5.5 MW motor | false",
        "power 5 kW mass 7 kg | power 7 kW mass 5 kg | false",
        "1.5 and 2.3  | 1.3 and 2.5  | false",
        "from 4 to 5  | from 5 to 4  | false",
        "motor        | pump         | true",
        "motor 3      | pump 3       | true",
        "価格は5円です | 価格は6円です | false",
        "高い5円です   | 安い5円です   | true",
        "٣ kg         | ٤ kg         | false",
      })
  void tellsPagesApartByTheirNumbers(String one, String other, boolean equal) {
    assertThat(ContentPrint.ofText(null, one).facts() == ContentPrint.ofText(null, other).facts())
        .isEqualTo(equal);
  }

  @Test
  void tellsPagesApartByTitleAndFirstHeading() {
    ContentPrint page = print("<title>Pump A</title>", "<h1>Pump <b>A</b></h1><p>" + LONG);
    assertThat(near(page, print("<title> Pump  A</title>", "<h1>Pump A</h1><p>" + LONG))).isTrue();
    assertThat(near(page, print("<title>Pump B</title>", "<h1>Pump A</h1><p>" + LONG))).isFalse();
    assertThat(near(page, print("<title>Pump A</title>", "<h1>Pump B</h1><p>" + LONG))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"sku\":\"A\"} | {\"sku\":\"B\"} | false",
        "{\"price\":5} | {\"price\":6} | false",
        "{\"sku\": \"A\"} | {\"sku\":\"A\"} | true",
        "{\"url\":\"https://a.example/p\"} | {\"url\":\"https://a.example/p?x=1\"} | true",
        "{\"url\":\"https:\\/\\/a.example\\/p\"} | {\"url\":\"https:\\/\\/a.example\\/q\"} | true",
        "{\"image\":\"/a.png\"} | {\"image\":\"/b.png\"} | true",
        "{\"a\":\"https://schema.org/InStock\"} | {\"a\":\"https://schema.org/SoldOut\"} | false",
        "{\"broken\":\"A | {\"broken\":\"A | true",
        "{\"broken\\ | {\"other\\ | false",
      })
  void tellsPagesApartByTheirStructuredData(String one, String other, boolean equal) {
    String script = "<script type='application/ld+json'>%s</script>";
    assertThat(
            print(script.formatted(one), "<p>x").facts()
                == print(script.formatted(other), "<p>x").facts())
        .isEqualTo(equal);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<meta property='product:price' content='5'> | <meta property='product:price' content='6'> | false",
        "<meta property='og:url' content='https://a'> | <meta property='og:url' content='https://b'> | true",
        "<meta name='csrf-token' content='abc1'>     | <meta name='csrf-token' content='abc2'>     | true",
        "<meta itemprop='sku' content='A1'>          | <meta itemprop='sku' content='A2'>          | false",
        "<link itemprop='availability' href='https://schema.org/A'> | <link itemprop='availability' href='https://schema.org/B'> | false",
        "<script>var now = 1</script>                | <script>var now = 2</script>                | true",
        "<style>a{top:1px}</style>                   | <style>a{top:2px}</style>                   | true",
      })
  void readsMetaTagsThatExtractionReads(String one, String other, boolean equal) {
    assertThat(print(one, "<p>x").facts() == print(other, "<p>x").facts()).isEqualTo(equal);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<b itemprop='price' content='5'>five</b> | <b itemprop='price' content='6'>five</b> | false",
        "<div hidden><b itemprop='sku'>A</b></div> | <div hidden><b itemprop='sku'>B</b></div> | false",
        "<div hidden><b>A</b></div>                | <div hidden><b>B</b></div>                | true",
        "<b data-id='5'>five</b>                   | <b data-id='6'>five</b>                   | true",
      })
  void readsValuesThatAreMarkedUp(String one, String other, boolean equal) {
    assertThat(print("", one).facts() == print("", other).facts()).isEqualTo(equal);
  }

  @Test
  void comparesTheMainTextWithoutItsFurniture() {
    ContentPrint page = print("", "<nav>Home Shop</nav><main>" + LONG + "</main>");
    ContentPrint other =
        print(
            "",
            "<header>Our shop for you</header><nav role=navigation>All of another menu</nav><main>"
                + LONG
                + "</main><aside>Read this, too</aside><footer>Imprint and terms</footer>");
    assertThat(other.simHash()).isEqualTo(page.simHash());
    assertThat(print("", "<article><header>" + LONG + "</header></article>").simHash())
        .isEqualTo(page.simHash());
    assertThat(print("", "<main>" + LONG + " and more of it, much more of it</main>").simHash())
        .isNotEqualTo(page.simHash());
  }

  @Test
  void doesNotCompareShortTextsByLikeness() {
    String fifty = LONG.substring(0, 50 * 7 - 1);
    assertThat(fifty.split(" ")).hasSize(50);
    assertThat(ContentPrint.ofText("t", fifty).simHash()).isNotNull();
    assertThat(ContentPrint.ofText("t", fifty.substring(8)).simHash()).isNull();
    assertThat(ContentPrint.ofText("t", fifty.substring(8)).nearKeys()).isNull();
  }

  @Test
  void callsAFewWordsTrivial() {
    assertThat(print("", "<p>Loading, please wait").isTrivial()).isTrue();
    assertThat(print("", "<nav>one two three four five six seven</nav> eight").isTrivial())
        .isFalse();
    assertThat(print("", "").isTrivial()).isTrue();
  }

  @Test
  void sharesAKeyWithEveryPrintThatIsNear() {
    Random random = new Random(5);
    for (int i = 0; i < 1_000; i++) {
      long bits = random.nextLong();
      long near = bits;
      for (int flip = 0; flip < ContentPrint.NEAR; flip++) {
        near ^= 1L << random.nextInt(64);
      }
      ContentPrint one = new ContentPrint(false, new SimHash(bits, 99), 1, 2);
      ContentPrint other = new ContentPrint(false, new SimHash(near, 99), 1, 2);
      ContentPrint variant = new ContentPrint(false, new SimHash(bits, 99), 3, 2);
      assertThat(shared(one, other)).isPositive();
      assertThat(shared(one, variant)).isZero();
    }
  }

  private static long shared(ContentPrint one, ContentPrint other) {
    long[] keys = other.nearKeys();
    return Arrays.stream(one.nearKeys())
        .filter(key -> Arrays.stream(keys).anyMatch(k -> k == key))
        .count();
  }
}
