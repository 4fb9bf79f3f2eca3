package lode.domain.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lode.domain.document.StructuredValue.Syntax;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class EmbeddedStateTest {

  private static List<String> lines(String html, Syntax syntax) {
    Document document = Pages.convert(html);
    document
        .structuredData()
        .forEach(leaf -> assertThat(leaf.place().of(document.text())).isEqualTo(leaf.value()));
    return document.structuredData().stream()
        .filter(leaf -> leaf.syntax() == syntax)
        .map(leaf -> leaf.line().of(document.text()))
        .toList();
  }

  private static List<String> state(String html) {
    return lines(html, Syntax.EMBEDDED_STATE);
  }

  /** Each row is a page of one front end that sells the pump P1 for 1290.00. */
  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "embedded-state.txt", delimiterString = " ## ", quoteCharacter = '`')
  void readsTheStateOfFrontEnds(String frontEnd, String html) {
    assertThat(state(html)).contains("Product.name: Pump P1", "Product.price: 1290.00");
  }

  @Test
  void readsDataLayers() {
    String html =
        """
        <script>window.dataLayer = window.dataLayer || [];
        dataLayer.push({'event': 'view', 'ecommerce': {'items': [{item_name: 'Pump P1', price: 12.50, item_brand: "Acme"}]}});
        var utag_data = {"page_type": "pdp", "product_name": ["Pump P2"], "product_price": ["99.00"]};
        gtag('event', 'view_item', {currency: 'EUR', items: [{name: "Pump P3", price: "7"}]});
        </script>
        """;
    assertThat(lines(html, Syntax.DATA_LAYER))
        .contains(
            "Product.item_name: Pump P1",
            "Product.price: 12.50",
            "Product.item_brand: Acme",
            "DataLayer.product_name: Pump P2",
            "DataLayer.product_price: 99.00",
            "Product.name: Pump P3");
  }

  @Test
  void putsThePagesOwnThingFirst() {
    String html =
        """
        <title>Pump P9</title><h1>Pump P9</h1><script type="application/json">
        {"related": [{"name": "Pump P1", "price": 1}, {"name": "Pump P2", "price": 2}],
         "main": {"name": "Pump P9", "price": 9}}</script>
        """;
    assertThat(state(html)).first().isEqualTo("Product.name: Pump P9");
    assertThat(state(html)).hasSize(6);
  }

  @Test
  void leavesMenusWordsAndCodeAlone() {
    String html =
        """
        <script type="application/json">{"menu": [{"title": "Home", "url": "/"}, {"title": "Shop", "url": "/s", "id": 3}],
         "words": {"add": "Add to cart", "price": "Price"}}</script>
        <script>function state(a) { return {name: a, price: b()}; } var data = {name: f(1), price: x + 1, sku: y.z};</script>
        """;
    assertThat(state(html)).isEmpty();
  }

  @Test
  void readsMarkupInStateAsText() {
    String html =
        """
        <script type="application/json">{"name": "Pump P1", "sku": "a", "description": "<p>Strong &amp; <b>quiet</b></p>"}</script>
        """;
    assertThat(state(html)).contains("Product.description: Strong & quiet");
  }

  @Test
  void readsWhatRefersToItself() {
    String html =
        """
        <script id="__NUXT_DATA__" type="application/json">[{"a":1},{"name":2,"price":3,"brand":1,"offers":4},"Pump P1","5",[1,5],["Set",1]]</script>
        """;
    assertThat(state(html)).containsExactly("Product.name: Pump P1", "Product.price: 5");
  }

  @Test
  void boundsWhatItKeepsOfManyThings() {
    String things = "{\"name\":\"Pump\",\"price\":1,\"sku\":\"x%d\"},";
    StringBuilder json = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      json.append(String.format(things, i));
    }
    String html = "<script type='application/json'>[" + json + "{}]</script>";
    assertThat(state(html)).hasSize(3 * ThingFinder.MAX_THINGS);
  }
}
