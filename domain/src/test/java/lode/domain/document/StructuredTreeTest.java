package lode.domain.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lode.domain.document.StructuredTree.Item;
import lode.domain.document.StructuredTree.Value;
import lode.domain.document.StructuredValue.Syntax;
import org.junit.jupiter.api.Test;

class StructuredTreeTest {

  private static final String EVERYWHERE =
      """
      <head><title>Pump P1 | Acme</title>
      <meta property="og:type" content="product"><meta property="og:title" content="Pump P1">
      <meta property="og:image" content="a.png"><meta property="og:image:width" content="600">
      <meta property="og:image" content="b.png"><meta property="og:image:width" content="300">
      <meta property="product:price:amount" content="12.50">
      <meta name="twitter:description" content="Quiet.">
      <script type="application/ld+json">{"@type": "Product", "name": "Pump P1", "sku": "P-1",
        "description": "Quiet.", "offers": {"@type": "Offer", "price": "12.50", "priceCurrency": "EUR"}}</script></head>
      <body><div itemscope itemtype="https://schema.org/Product"><h1 itemprop="name">pump  p1</h1>
        <b itemprop="color">red</b></div>
      <script>window.__STATE__ = {"p": {"productName": "Pump P1", "sku": "P-1", "weight": "5 kg"}}</script></body>
      """;

  private static List<Item> items(String html) {
    Document document = Pages.convert(html);
    StructuredTree tree = StructuredTree.of(document);
    tree.items().forEach(item -> assertOrigins(document, item));
    return tree.items();
  }

  private static void assertOrigins(Document document, Item item) {
    for (List<Value> values : item.properties().values()) {
      for (Value value : values) {
        if (value.item() != null) {
          assertOrigins(document, value.item());
        }
        value
            .origins()
            .forEach(
                origin -> {
                  StructuredValue leaf = document.structuredData().get(origin.index());
                  assertThat(leaf.syntax()).isEqualTo(origin.syntax());
                  assertThat(leaf.value()).isEqualToIgnoringCase(value.text());
                });
      }
    }
  }

  private static String script(String json) {
    return "<script type='application/ld+json'>" + json + "</script>";
  }

  @Test
  void statesOneThingOnceWhateverItsNotations() {
    List<Item> items = items(EVERYWHERE);
    assertThat(items).hasSize(1);
    Item product = items.get(0);
    assertThat(product.type()).isEqualTo("Product");
    assertThat(product.from())
        .containsExactly(
            Syntax.JSON_LD,
            Syntax.MICRODATA,
            Syntax.OPEN_GRAPH,
            Syntax.TWITTER,
            Syntax.META,
            Syntax.EMBEDDED_STATE);
    assertThat(product.properties().get("name")).hasSize(2);
    assertThat(product.properties().get("name").get(0).origins())
        .extracting(StructuredTree.Origin::syntax)
        .containsExactly(
            Syntax.JSON_LD, Syntax.MICRODATA, Syntax.OPEN_GRAPH, Syntax.EMBEDDED_STATE);
    assertThat(product.text("sku")).isEqualTo("P-1");
    assertThat(product.text("color")).isEqualTo("red");
    assertThat(product.text("weight")).isEqualTo("5 kg");
  }

  @Test
  void putsTheStructureOfMetaTagsTogether() {
    Item product = items(EVERYWHERE).get(0);
    assertThat(product.properties().get("image"))
        .extracting(value -> value.item().text("url"), value -> value.item().text("width"))
        .containsExactly(
            org.assertj.core.api.Assertions.tuple("a.png", "600"),
            org.assertj.core.api.Assertions.tuple("b.png", "300"));
    List<Value> offers = product.properties().get("offers");
    assertThat(offers).hasSize(1);
    assertThat(offers.get(0).item().properties().get("price").get(0).origins()).hasSize(2);
  }

  @Test
  void keepsThingsWithDifferentNumbersApart() {
    String json =
        """
        [{"@type": "Product", "name": "Pump", "sku": "1"}, {"@type": "Product", "name": "Pump", "sku": "2"},
         {"@type": "Product", "url": "/p", "name": "Hose"}, {"@type": "Product", "url": "/p", "name": "Belt"},
         {"@type": "Brand", "name": "Pump"}]
        """;
    assertThat(items(script(json)))
        .filteredOn(item -> !item.type().equals("WebPage"))
        .extracting(Item::type, item -> item.text("name"), item -> item.text("sku"))
        .containsExactly(
            org.assertj.core.api.Assertions.tuple("Product", "Pump", "1"),
            org.assertj.core.api.Assertions.tuple("Product", "Pump", "2"),
            org.assertj.core.api.Assertions.tuple("Product", "Hose", null),
            org.assertj.core.api.Assertions.tuple("Product", "Belt", null),
            org.assertj.core.api.Assertions.tuple("Brand", "Pump", null));
  }

  @Test
  void mergesWhatHasTheSameId() {
    String json =
        """
        [{"@type": "Organization", "@id": "#o", "name": "Acme"}, {"@type": "Corporation", "@id": "#o", "telephone": "1"}]
        """;
    List<Item> items = items(script(json));
    assertThat(items).filteredOn(item -> item.text("telephone") != null).hasSize(1);
    assertThat(items).filteredOn(item -> "Acme".equals(item.text("name"))).hasSize(1);
  }

  @Test
  void keepsListsWithoutTextOfTheirOwnTogether() {
    String json =
        """
        {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "position": 1}, {"@type": "ListItem", "position": 2}]}
        """;
    assertThat(items(script(json)).get(0).properties().get("itemListElement")).hasSize(2);
  }

  @Test
  void rendersAsNestedJson() {
    String json =
        "{\"@type\":\"Product\",\"name\":\"P\",\"offers\":{\"@type\":\"Offer\",\"price\":1}}";
    Document document = Pages.convert(script(json) + "<title>T</title>");
    assertThat(StructuredTree.of(document).toJson().get(0).toString())
        .isEqualTo(
            "{\"type\":\"Product\",\"from\":[\"JSON_LD\"],\"properties\":{\"name\":\"P\",\"offers\":"
                + "{\"type\":\"Offer\",\"from\":[\"JSON_LD\"],\"properties\":{\"price\":\"1\"}}}}");
  }

  @Test
  void staysLinearForManyItems() {
    StringBuilder json = new StringBuilder("[");
    for (int i = 0; i < 3_000; i++) {
      json.append("{\"@type\":\"Product\",\"name\":\"Pump\",\"sku\":\"").append(i).append("\"},");
    }
    assertThat(items(script(json + "{}]"))).hasSize(StructuredLeaves.MAX_LEAVES / 2);
  }
}
