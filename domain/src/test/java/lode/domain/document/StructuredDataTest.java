package lode.domain.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import lode.domain.document.StructuredValue.Syntax;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StructuredDataTest {

  private static List<String> lines(String html, Syntax syntax) {
    Document document = Pages.convert(html);
    return document.structuredData().stream()
        .filter(leaf -> leaf.syntax() == syntax)
        .map(leaf -> leaf.line().of(document.text()))
        .toList();
  }

  private static String script(String json) {
    return "<script type='application/ld+json'>" + json + "</script>";
  }

  @Test
  void flattensNestedJsonLd() {
    String json =
        """
        {"@context": "https://schema.org", "@type": ["Product", "Thing"], "name": "P1 &amp; more",
         "image": ["a.png", "b.png"], "offers": {"@type": "http://schema.org/Offer", "price": 1290.00,
         "inStock": true, "sold": null}}
        """;
    Document document = Pages.convert(script(json));
    assertThat(document.structuredData())
        .extracting(
            StructuredValue::itemId,
            StructuredValue::parentItemId,
            StructuredValue::parentProperty,
            StructuredValue::itemType,
            StructuredValue::property,
            StructuredValue::value)
        .containsExactly(
            tuple(0, null, null, "Product", "name", "P1 & more"),
            tuple(0, null, null, "Product", "image", "a.png"),
            tuple(0, null, null, "Product", "image", "b.png"),
            tuple(1, 0, "offers", "Offer", "price", "1290.00"),
            tuple(1, 0, "offers", "Offer", "inStock", "true"));
    assertThat(lines(script(json), Syntax.JSON_LD))
        .contains("Product.image[1]: b.png", "Product.offers.price: 1290.00");
  }

  @Test
  void readsGraphsAndFollowsReferences() {
    String json =
        """
        {"@graph": [{"@type": "Product", "@id": "#p", "brand": {"@id": "#b"}, "maker": {"@id": "#x"}},
         {"@type": "Brand", "@id": "#b", "name": "Acme"}]}
        """;
    assertThat(lines(script(json), Syntax.JSON_LD))
        .containsExactly(
            "Product.@id: #p",
            "Product.brand.@id: #b",
            "Product.brand.name: Acme",
            "Product.maker: #x",
            "Brand.@id: #b",
            "Brand.name: Acme");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"@type\":\"Product\",\"name\":\"P 1\",}",
        "/* note */ {\"@type\":\"Product\", // more\n \"name\":\"P 1\"}",
        "{\"@type\":\"Product\",\"name\":\"P\n1\"}",
        "{'@type':'Product','name':'P 1'}",
        "{&quot;@type&quot;:&quot;Product&quot;,&quot;name&quot;:&quot;P 1&quot;}",
        "//<![CDATA[\n{\"@type\":\"Product\",\"name\":\"P 1\"}\n//]]>",
        "<!-- {\"@type\":\"Product\",\"name\":\"P 1\"} -->",
        "[{\"@type\":\"Product\",\"name\":\"P 1\"",
        "{\"@type\":\"Product\",\"name\":\"P 1\",\"offers\": oops}",
        "{\"@type\":\"Product\",\"name\":\"P 1\",\"offers\": {\"@type\": \"Offer\", \"price\": }}",
        "{\"@type\":\"Product\"\n\"name\":\"P 1\"}",
        "{\"@type\":\"Product\",\"name\":\"P 1\"]",
        "{\"@type\":\"Product\",\"name\":\"P 1\",\"description\":\"cut in the mid",
        "/*<![CDATA[*/{\"@type\":\"Product\",\"name\":\"P 1\"}/*]]>*/",
        "\ufeff{\"@type\":\"Product\",\"name\":\"P 1\"};",
      })
  void readsBrokenJsonAsFarAsItGoes(String json) {
    assertThat(lines(script(json), Syntax.JSON_LD)).containsExactly("Product.name: P 1");
  }

  @Test
  void repairsQuotesInsideOfText() {
    String json =
        "{\"@type\":\"Product\",\"name\":\"The \"strong\" pump\",\"description\":\"so \"quiet\", so small\",\"sku\":\"1\"}";
    assertThat(lines(script(json), Syntax.JSON_LD))
        .containsExactly(
            "Product.name: The \"strong\" pump",
            "Product.description: so \"quiet\", so small",
            "Product.sku: 1");
  }

  @Test
  void readsSeveralObjectsOfOneScriptAndBothHalvesOfABrokenOne() {
    assertThat(lines(script("{\"@type\":\"A\",\"b\":1} {\"@type\":\"B\",\"c\":2}"), Syntax.JSON_LD))
        .containsExactly("A.b: 1", "B.c: 2");
    assertThat(
            lines(
                script("{\"@type\":\"A\",\"b\":'it's'}\n{\"@type\":\"B\",\"c\":2}"),
                Syntax.JSON_LD))
        .containsExactly("A.b: it's", "B.c: 2");
  }

  @Test
  void followsReferencesToPartsInFullAndCirclesOnce() {
    String json =
        """
        {"@graph": [{"@type": "Product", "@id": "#p", "offers": {"@id": "#o"}, "@reverse": {"x": "y"},
          "color": {"@list": ["red", "blue"]}},
         {"@type": "Offer", "@id": "#o", "priceSpecification": {"price": "5"}, "itemOffered": {"@id": "#p"}}]}
        """;
    assertThat(lines(script(json), Syntax.JSON_LD))
        .startsWith(
            "Product.@id: #p",
            "Product.offers.@id: #o",
            "Product.offers.priceSpecification.price: 5",
            "Product.offers.itemOffered.@id: #p")
        .contains("Product.color: red", "Product.color[1]: blue")
        .hasSizeLessThan(20)
        .noneMatch(line -> line.endsWith("y"));
  }

  @Test
  void sharesReferredElementsAndEndsTheirCircles() {
    String html =
        """
        <div itemscope itemtype="https://schema.org/Product" itemref="b" itemid="urn:1"><i itemprop="name">A</i></div>
        <div itemscope itemtype="https://schema.org/Product" itemref="b c"><i itemprop="name">B</i></div>
        <p id="b" itemprop="brand">Acme</p><div id="c"><div itemprop="isRelatedTo" itemscope itemref="c"></div></div>
        """;
    assertThat(lines(html, Syntax.MICRODATA))
        .containsExactly(
            "Product.@id: urn:1",
            "Product.name: A",
            "Product.brand: Acme",
            "Product.name: B",
            "Product.brand: Acme");
  }

  @Test
  void readsRdfaWithPrefixesAndResources() {
    String html =
        """
        <body prefix="s: https://schema.org/ ex: https://example.org/"><div typeof="s:Product" resource="#p">
        <b property="s:name">Pump</b><a property="s:url" resource="/p">x</a><i property="ex:note">n</i></div></body>
        """;
    assertThat(lines(html, Syntax.RDFA))
        .containsExactly(
            "Product.@id: #p", "Product.name: Pump", "Product.url: /p", "Product.ex:note: n");
  }

  @Test
  void readsTwitterCardsAndCitations() {
    String html =
        """
        <meta name="twitter:title" content="Pump"><meta property="twitter:label1" value="Price">
        <meta name="DCTERMS.creator" content="Ann"><meta name="citation_doi" content="10.1/1">
        <meta name="parsely-author" content="Ann"><meta property="article:author" content="Ann">
        """;
    assertThat(lines(html, Syntax.TWITTER))
        .containsExactly("twitter:title: Pump", "twitter:label1: Price");
    assertThat(lines(html, Syntax.DUBLIN_CORE)).containsExactly("DCTERMS.creator: Ann");
    assertThat(lines(html, Syntax.META))
        .containsExactly("citation_doi: 10.1/1", "parsely-author: Ann");
    assertThat(lines(html, Syntax.OPEN_GRAPH)).containsExactly("article:author: Ann");
  }

  @Test
  void readsMicrodataByTheRulesOfItsElements() {
    String html =
        """
        <div itemscope itemtype="https://schema.org/Product" itemref="more">
          <span itemprop="name">Pump <b>P1</b></span><img itemprop="image" src="p.png">
          <div itemprop="offers" itemscope itemtype="https://schema.org/Offer">
            <meta itemprop="priceCurrency" content="EUR"><data itemprop="price" value="12">twelve</data>
            <link itemprop="availability" href="https://schema.org/InStock">
            <time itemprop="validFrom" datetime="2024-05-01">May</time>
          </div>
        </div><p id="more">Color: <span itemprop="color">red</span></p>
        """;
    assertThat(lines(html, Syntax.MICRODATA))
        .containsExactly(
            "Product.name: Pump P1",
            "Product.image: p.png",
            "Product.offers.priceCurrency: EUR",
            "Product.offers.price: 12",
            "Product.offers.availability: https://schema.org/InStock",
            "Product.offers.validFrom: 2024-05-01",
            "Product.color: red");
  }

  @Test
  void readsRdfa() {
    String html =
        """
        <div vocab="https://schema.org/" typeof="Person"><span property="schema:name">Ann</span>
        <div property="address" typeof="PostalAddress"><i property="addressLocality">Bonn</i></div></div>
        """;
    assertThat(lines(html, Syntax.RDFA))
        .containsExactly("Person.name: Ann", "Person.address.addressLocality: Bonn");
  }

  @Test
  void readsMetaTags() {
    String html =
        """
        <head><title>Pumps</title><meta property="og:title" content="Pump P1">
        <meta property="product:price:amount" content="12.50"><meta name="author" content="Ann">
        <meta name="DC.date" content="2024-05-01"><meta name="viewport" content="width=1"></head>
        """;
    assertThat(lines(html, Syntax.OPEN_GRAPH))
        .containsExactly("og:title: Pump P1", "product:price:amount: 12.50");
    assertThat(lines(html, Syntax.META)).containsExactly("title: Pumps", "author: Ann");
    assertThat(lines(html, Syntax.DUBLIN_CORE)).containsExactly("DC.date: 2024-05-01");
  }

  @Test
  void boundsNumberAndLengthOfValues() {
    String array = "[" + "\"v\",".repeat(StructuredLeaves.MAX_LEAVES + 5) + "\"v\"]";
    assertThat(lines(script("{\"a\":" + array + "}"), Syntax.JSON_LD))
        .hasSize(StructuredLeaves.MAX_LEAVES);
    String longText = "😀".repeat(StructuredLeaves.MAX_VALUE);
    assertThat(
            Pages.convert(script("{\"a\":\"x" + longText + "\"}")).structuredData().get(0).value())
        .hasSize(StructuredLeaves.MAX_VALUE - 1);
  }
}
