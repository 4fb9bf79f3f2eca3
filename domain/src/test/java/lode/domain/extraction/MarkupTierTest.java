package lode.domain.extraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lode.domain.document.Document;
import lode.domain.document.DocumentId;
import lode.domain.project.Field;
import lode.domain.project.FieldGroup;
import lode.domain.project.FieldType;
import org.junit.jupiter.api.Test;

class MarkupTierTest {

  private static final DocumentId ID = DocumentId.of("00000000-0000-4000-8000-000000000001");
  private static final String URL = "https://shop.example/items/one";

  private static final FieldGroup PRODUCTS =
      new FieldGroup(
          "products",
          "Things for sale",
          true,
          List.of("name"),
          null,
          null,
          List.of(
              field("name", FieldType.TEXT, null),
              field("sku", FieldType.TEXT, null),
              field("power", FieldType.NUMBER, "kW"),
              field("weight", FieldType.NUMBER, "kg"),
              field("price", FieldType.MONEY, null),
              field("colors", FieldType.LIST, null),
              choice("availability", "in_stock", "out_of_stock")));

  private static final FieldGroup COMPANY =
      new FieldGroup(
          "company",
          null,
          false,
          List.of(),
          null,
          null,
          List.of(
              field("name", FieldType.TEXT, null),
              field("founded", FieldType.INTEGER, null),
              field("employees", FieldType.INTEGER, null),
              field("city", FieldType.TEXT, null),
              field("weight", FieldType.NUMBER, "kg")));

  @Test
  void readsOneProductFromStructuredDataAndTable() {
    Document page =
        offered(product(page("AB 12 pump"), "AB 12 pump"))
            .row("Power (kW)", "4.2")
            .row("Weight", "120 lb")
            .row("Price", "€99.50")
            .build();
    Item item = only(page, PRODUCTS);
    assertThat(text(item, "name")).isEqualTo("AB 12 pump");
    assertThat(number(item, "power")).isEqualTo(4.2);
    assertThat(number(item, "weight")).isCloseTo(54.43, within(0.01));
    assertThat(item.fields().get("price").value())
        .hasToString("{\"amount\":99.5,\"currency\":\"EUR\"}");
    assertThat(text(item, "availability")).isEqualTo("in_stock");
  }

  @Test
  void quotesTheVisibleLineWhereItSaysTheSame() {
    Document page =
        offered(product(page("AB 12 pump"), "AB 12 pump")).row("Price", "€99.50").build();
    FieldValue price = only(page, PRODUCTS).fields().get("price");
    assertThat(price.quote()).isEqualTo("| Price | €99.50 |");
    assertThat(price.confidence()).isEqualTo(0.95);
    assertThat(price.alternatives()).isEmpty();
  }

  @Test
  void keepsWhatAPageContradictsAsAlternative() {
    Document page =
        offered(product(page("AB 12 pump"), "AB 12 pump")).row("Price", "€89.00").build();
    FieldValue price = only(page, PRODUCTS).fields().get("price");
    assertThat(price.value().get("amount").doubleValue()).isEqualTo(99.5);
    assertThat(price.confidence()).isLessThan(0.8);
    assertThat(price.alternatives())
        .singleElement()
        .satisfies(other -> assertThat(other.raw()).isEqualTo("€89.00"));
  }

  @Test
  void leavesRelatedProductsAndReviewsOut() {
    Document page =
        product(page("AB 12 pump"), "AB 12 pump")
            .nested(5, 1, "isRelatedTo", "Product", "name", "Hose")
            .nested(5, 1, "isRelatedTo", "Product", "sku", "H-1")
            .nested(6, 1, "review", "Review", "name", "Nice")
            .row("Weight", "12 kg")
            .heading(2, "Related products")
            .row("Power", "9 kW")
            .build();
    Item item = only(page, PRODUCTS);
    assertThat(item.fields()).doesNotContainKeys("sku", "power");
    assertThat(number(item, "weight")).isEqualTo(12);
  }

  @Test
  void leavesFactsOfAnotherThingOut() {
    Document page =
        product(page("AB 12 pump"), "AB 12 pump")
            .row("Weight", "12 kg")
            .heading(2, "AB 14 pump")
            .row("Power", "9 kW")
            .build();
    assertThat(only(page, PRODUCTS).fields()).doesNotContainKey("power");
  }

  @Test
  void readsAThingFromHeadingAndTableAlone() {
    Document page = page("AB 12 pump").row("Weight", "12 kg").row("Power", "750 W").build();
    Item item = only(page, PRODUCTS);
    assertThat(text(item, "name")).isEqualTo("AB 12 pump");
    assertThat(number(item, "power")).isEqualTo(0.75);
    assertThat(answer(page, COMPANY)).isEmpty();
  }

  @Test
  void readsAThingFromEachRow() {
    Document page =
        page("All pumps")
            .table(
                List.of("Model", "Power (kW)", "Weight (kg)"),
                List.of(List.of("AB 12", "4", "12"), List.of("AB 14", "5,5", "3–5")))
            .language("de")
            .build();
    List<Item> items = answer(page, PRODUCTS).orElseThrow().items();
    assertThat(items).extracting(item -> text(item, "name")).containsExactly("AB 12", "AB 14");
    assertThat(number(items.get(1), "power")).isEqualTo(5.5);
    assertThat(items.get(1).fields()).doesNotContainKey("weight");
  }

  @Test
  void readsAThingBelowEachOfSeveralHeadings() {
    Document page =
        page("Our pumps")
            .heading(2, "Otter")
            .row("Weight", "12 kg")
            .heading(2, "Beaver")
            .row("Weight", "14 kg")
            .row("Power", "1 kW")
            .build();
    List<Item> items = answer(page, PRODUCTS).orElseThrow().items();
    assertThat(items).extracting(item -> text(item, "name")).containsExactly("Otter", "Beaver");
    assertThat(number(items.get(1), "weight")).isEqualTo(14);
  }

  @Test
  void listsEveryProductOfAListing() {
    PageBuilder page = page("Catalogue");
    for (int i = 1; i <= 3; i++) {
      page.nested(i, 90, "itemListElement", "Product", "name", "Pump " + i);
      page.nested(i, 90, "itemListElement", "Product", "sku", "P-" + i);
    }
    assertThat(answer(page.build(), PRODUCTS).orElseThrow().items()).hasSize(3);
  }

  @Test
  void givesTheCompanyWhatIsSaidOfTheCompany() {
    Document page =
        page("About us")
            .leaf(1, "Organization", "name", "Example Pumps Ltd")
            .nested(2, 1, "address", "PostalAddress", "addressLocality", "Leeds")
            .leaf(3, "Article", "headline", "About us")
            .nested(4, 3, "publisher", "Organization", "name", "Agency Inc")
            .row("Founded", "1987")
            .row("Employees", "over 400")
            .build();
    Item item = only(page, COMPANY);
    assertThat(text(item, "name")).isEqualTo("Example Pumps Ltd");
    assertThat(text(item, "city")).isEqualTo("Leeds");
    assertThat(number(item, "founded")).isEqualTo(1987);
    assertThat(item.fields().get("employees").confidence()).isLessThan(0.6);
  }

  @Test
  void givesAProductsWeightToTheProductAlone() {
    Document page =
        product(page("AB 12 pump"), "AB 12 pump")
            .row("Weight", "12 kg")
            .row("Power", "4 kW")
            .build();
    assertThat(answer(page, COMPANY)).isEmpty();
    assertThat(number(only(page, PRODUCTS), "weight")).isEqualTo(12);
  }

  @Test
  void readsQuantitiesAndNamedPropertiesOfStructuredData() {
    Document page =
        product(page("AB 12 pump"), "AB 12 pump")
            .nested(2, 1, "weight", "QuantitativeValue", "value", "2500")
            .nested(2, 1, "weight", "QuantitativeValue", "unitCode", "GRM")
            .nested(3, 1, "additionalProperty", "PropertyValue", "name", "Rated power")
            .nested(3, 1, "additionalProperty", "PropertyValue", "value", "4")
            .nested(3, 1, "additionalProperty", "PropertyValue", "unitText", "kW")
            .leaf(1, "Product", "color", "red")
            .leaf(1, "Product", "color", "blue")
            .build();
    Item item = only(page, PRODUCTS);
    assertThat(number(item, "weight")).isEqualTo(2.5);
    assertThat(number(item, "power")).isEqualTo(4);
    assertThat(item.fields().get("colors").value()).hasToString("[\"red\",\"blue\"]");
  }

  @Test
  void saysNothingOfAThingWithoutIdentity() {
    Document page = page("Technical data").row("Weight", "12 kg").row("Power", "4 kW").build();
    assertThat(answer(page, PRODUCTS)).isEmpty();
  }

  @Test
  void everyQuoteReadsBackAndHoldsItsRawValue() {
    Document page =
        offered(product(page("AB 12 pump"), "AB 12 pump"))
            .leaf(1, "Product", "color", "red")
            .leaf(1, "Product", "color", "blue")
            .row("Power (kW)", "4.2")
            .row("Price", "€89.00")
            .build();
    List<FieldValue> values =
        MarkupTier.answer(page, ID, URL, List.of(PRODUCTS, COMPANY)).stream()
            .flatMap(answer -> answer.items().stream())
            .flatMap(item -> item.fields().values().stream())
            .flatMap(value -> Stream.concat(Stream.of(value), value.alternatives().stream()))
            .toList();
    assertThat(values).hasSizeGreaterThan(5);
    for (FieldValue value : values) {
      assertThat(page.text().substring(value.charStart(), value.charEnd()))
          .isEqualTo(value.quote());
      assertThat(value.raw().split("\n"))
          .allSatisfy(part -> assertThat(value.quote()).contains(part));
      assertThat(value.match()).isEqualTo(Match.EXACT);
      assertThat(value.documentId()).isEqualTo(ID);
    }
  }

  private static PageBuilder page(String heading) {
    return new PageBuilder().title(heading + " | Example Pumps").heading(1, heading);
  }

  private static PageBuilder product(PageBuilder page, String name) {
    return page.leaf(1, "Product", "name", name);
  }

  private static PageBuilder offered(PageBuilder page) {
    return page.nested(2, 1, "offers", "Offer", "price", "99.50")
        .nested(2, 1, "offers", "Offer", "priceCurrency", "EUR")
        .nested(2, 1, "offers", "Offer", "availability", "https://schema.org/InStock");
  }

  private static Optional<GroupAnswer> answer(Document page, FieldGroup group) {
    return MarkupTier.answer(page, ID, URL, List.of(PRODUCTS, COMPANY)).stream()
        .filter(answer -> answer.fieldGroup().equals(group.name()))
        .findFirst();
  }

  private static Item only(Document page, FieldGroup group) {
    List<Item> items = answer(page, group).orElseThrow().items();
    assertThat(items).hasSize(1);
    return items.get(0);
  }

  private static String text(Item item, String field) {
    return item.fields().get(field).value().asString();
  }

  private static double number(Item item, String field) {
    return item.fields().get(field).value().doubleValue();
  }

  private static Field field(String name, FieldType type, String unit) {
    return new Field(name, type, null, false, List.of(), unit, null, null, null);
  }

  private static Field choice(String name, String... values) {
    return new Field(name, FieldType.ENUM, null, false, List.of(values), null, null, null, null);
  }
}
