package lode.domain.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lode.domain.document.ContentHash;
import lode.domain.document.Document;
import lode.domain.document.DocumentId;
import lode.domain.document.HtmlConverter;
import lode.domain.extraction.value.FieldValues;
import lode.domain.extraction.value.ReadingHints;
import lode.domain.project.ExtractionTemplates;
import lode.domain.project.Field;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The bundled catalogue template on whole pages of made-up shops. */
class ShopPagesTest {

  private static final MarkupTier TIER =
      new MarkupTier(
          ExtractionTemplates.bundled()
              .find("product-catalogue")
              .orElseThrow()
              .schema()
              .fieldGroups());

  private static final Field AVAILABILITY =
      ExtractionTemplates.bundled()
          .find("product-catalogue")
          .flatMap(template -> template.schema().fieldGroups().get(0).field("availability"))
          .orElseThrow();

  private static final Map<String, Set<String>> STATES =
      Map.of(
          "cart", Set.of("in_stock", "preorder"),
          "in", Set.of("in_stock"),
          "wait", Set.of("out_of_stock"),
          "out", Set.of("out_of_stock", "discontinued"));

  private static final Pattern HEADING = Pattern.compile("<(?:h1|b)>([^<]+)<");

  record Shop(
      String name,
      String language,
      String price,
      String currency,
      String sku,
      String availability,
      String html) {

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Shop> shops() throws Exception {
    String path = "/lode/domain/extraction/shop-pages.txt";
    String all =
        new String(
            ShopPagesTest.class.getResourceAsStream(path).readAllBytes(), StandardCharsets.UTF_8);
    return Arrays.stream(all.split("(?m)^=== ")).skip(1).map(ShopPagesTest::shop);
  }

  private static Shop shop(String block) {
    int end = block.indexOf('\n');
    List<String> cells = new ArrayList<>();
    Arrays.stream(block.substring(0, end).split("\\|"))
        .forEach(cell -> cells.add(cell.strip().equals("-") ? "" : cell.strip()));
    return new Shop(
        cells.get(0),
        cells.get(1),
        cells.get(2),
        cells.get(3),
        cells.get(4),
        cells.get(5),
        block.substring(end + 1));
  }

  @ParameterizedTest
  @MethodSource("shops")
  void answersTheOfferOfThePage(Shop shop) {
    Map<String, FieldValue> fields = fields(document(shop));
    assertThat(amount(fields, "amount")).isEqualTo(number(shop.price()));
    assertThat(amount(fields, "currency")).isEqualTo(shop.currency());
    assertThat(text(fields, "sku")).isEqualTo(shop.sku());
    assertThat(text(fields, "availability")).isEqualTo(shop.availability());
  }

  @ParameterizedTest
  @MethodSource("shops")
  void quotesReadBackFromTheDocument(Shop shop) {
    Document page = document(shop);
    fields(page)
        .values()
        .forEach(
            value -> {
              String quote = page.text().substring(value.charStart(), value.charEnd());
              assertThat(quote).isEqualTo(value.quote()).contains(value.raw());
            });
  }

  /** The words that tell an offer's state on a page are read as that state by the field's table of words. */
  @Test
  void everyWordOfStockIsAStateOfAvailability() throws Exception {
    List<String> wrong = new ArrayList<>();
    String path = "/lode/domain/document/offers.txt";
    byte[] all = ShopPagesTest.class.getResourceAsStream(path).readAllBytes();
    for (String line : new String(all, StandardCharsets.UTF_8).split("\n")) {
      String kind = line.split("\\|")[0].strip();
      Set<String> states = STATES.getOrDefault(kind, Set.of());
      for (String words : states.isEmpty() ? new String[0] : line.split("\\|")[1].split(";")) {
        String state =
            FieldValues.read(words.strip(), AVAILABILITY, ReadingHints.NONE)
                .map(reading -> reading.value().asString())
                .orElse("nothing");
        if (!states.contains(state)) {
          wrong.add(kind + ": " + words.strip() + " is " + state);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void readsPageWhoseBodyHasAHiddenBackface() {
    Document page =
        HtmlConverter.convert(
            "<body style='-webkit-backface-visibility: hidden'><h1>Lamp</h1><p>Text of it</p>"
                .getBytes(StandardCharsets.UTF_8),
            null);
    assertThat(page.content()).contains("Text of it");
  }

  private static Document document(Shop shop) {
    Matcher heading = HEADING.matcher(shop.html());
    String html =
        "<html lang=\""
            + shop.language()
            + "\"><head><title>"
            + (heading.find() ? heading.group(1) + " | " : "")
            + "Shop</title></head><body><main>"
            + shop.html()
                .replace("<option/>", "<option>Stained in a shade of brown</option>".repeat(60))
            + "</main></body></html>";
    return HtmlConverter.convert(html.getBytes(StandardCharsets.UTF_8), "text/html; charset=utf-8");
  }

  private static Map<String, FieldValue> fields(Document page) {
    DocumentId id = DocumentId.of(ContentHash.of(new byte[0]), HtmlConverter.VERSION);
    return TIER.answer(page, id, "https://shop.example/p/1").stream()
        .filter(answer -> answer.fieldGroup().equals("products"))
        .flatMap(answer -> answer.items().stream())
        .findFirst()
        .map(Item::fields)
        .orElse(Map.of());
  }

  private static String amount(Map<String, FieldValue> fields, String member) {
    FieldValue price = fields.get("price");
    return price == null ? "" : number(price.value().get(member).asString());
  }

  private static String number(String text) {
    boolean decimal = text.matches("\\d+(?:\\.\\d+)?");
    return decimal ? new java.math.BigDecimal(text).setScale(2).toString() : text;
  }

  private static String text(Map<String, FieldValue> fields, String name) {
    return fields.containsKey(name) ? fields.get(name).value().asString() : "";
  }
}
