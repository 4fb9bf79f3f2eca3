package lode.domain.document;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import lode.domain.document.StructuredValue.Syntax;

/** Names of types and properties in other vocabularies, as schema.org has them. */
final class TreeNames {

  private static final Map<String, String> OPEN_GRAPH_TYPES =
      Map.ofEntries(
          Map.entry("product", "Product"),
          Map.entry("product.item", "Product"),
          Map.entry("product.group", "ProductGroup"),
          Map.entry("og:product", "Product"),
          Map.entry("article", "Article"),
          Map.entry("blog", "Blog"),
          Map.entry("book", "Book"),
          Map.entry("books.book", "Book"),
          Map.entry("profile", "Person"),
          Map.entry("website", "WebPage"),
          Map.entry("music.song", "MusicRecording"),
          Map.entry("music.album", "MusicAlbum"),
          Map.entry("place", "Place"),
          Map.entry("restaurant", "Restaurant"),
          Map.entry("restaurant.restaurant", "Restaurant"),
          Map.entry("business.business", "LocalBusiness"),
          Map.entry("event", "Event"));

  /** Property of a meta tag, without case, and the path of properties that it means. */
  private static final Map<String, String> META = new HashMap<>();

  static {
    List.of(
            "og:title=name,twitter:title=name,dc.title=name,dcterms.title=name,title=name",
            "citation_title=name,parsely-title=name,sailthru.title=name",
            "og:description=description,twitter:description=description",
            "dc.description=description,dcterms.description=description,dcterms.abstract=description",
            "og:url=url,twitter:url=url,dc.identifier=identifier,dcterms.identifier=identifier",
            "og:site_name=isPartOf.name,application-name=isPartOf.name",
            "og:locale=inLanguage,dc.language=inLanguage,dcterms.language=inLanguage",
            "og:image=image.url,og:image:url=image.url,og:image:secure_url=image.url",
            "og:image:width=image.width,og:image:height=image.height,og:image:alt=image.caption",
            "og:image:type=image.encodingFormat,twitter:image=image.url,twitter:image:src=image.url",
            "twitter:image:alt=image.caption,og:video=video.contentUrl,og:video:url=video.contentUrl",
            "og:video:secure_url=video.contentUrl,og:video:width=video.width",
            "og:video:height=video.height,og:video:type=video.encodingFormat,og:audio=audio.contentUrl",
            "og:updated_time=dateModified,article:published_time=datePublished",
            "article:modified_time=dateModified,article:author=author,article:section=articleSection",
            "article:tag=keywords,keywords=keywords,news_keywords=keywords,dc.subject=keywords",
            "dcterms.subject=keywords,author=author,dc.creator=author,dcterms.creator=author",
            "citation_author=author,parsely-author=author,sailthru.author=author",
            "dc.publisher=publisher,dcterms.publisher=publisher,publisher=publisher",
            "article:publisher=publisher,citation_publisher=publisher",
            "citation_journal_title=isPartOf.name,citation_doi=identifier,citation_isbn=isbn",
            "dc.date=datePublished,dcterms.date=datePublished,dcterms.issued=datePublished",
            "dc.date.issued=datePublished,citation_publication_date=datePublished",
            "citation_date=datePublished,parsely-pub-date=datePublished,sailthru.date=datePublished",
            "dcterms.modified=dateModified,dcterms.created=dateCreated,date=datePublished",
            "product:price:amount=offers.price,product:price:currency=offers.priceCurrency",
            "og:price:amount=offers.price,og:price:currency=offers.priceCurrency",
            "product:sale_price:amount=offers.price,product:sale_price:currency=offers.priceCurrency",
            "product:availability=offers.availability,og:availability=offers.availability",
            "product:condition=offers.itemCondition,product:brand=brand,og:brand=brand",
            "product:retailer_item_id=sku,product:sku=sku,product:ean=gtin,product:isbn=isbn",
            "product:upc=gtin,product:mfr_part_no=mpn,product:category=category,product:color=color",
            "product:size=size,product:material=material,book:isbn=isbn,book:author=author",
            "book:release_date=datePublished,profile:first_name=givenName,profile:last_name=familyName",
            "business:contact_data:street_address=address.streetAddress",
            "business:contact_data:locality=address.addressLocality",
            "business:contact_data:postal_code=address.postalCode",
            "business:contact_data:country_name=address.addressCountry",
            "business:contact_data:phone_number=telephone,business:contact_data:email=email")
        .forEach(TreeNames::addMeta);
  }

  /** Member of scripts' data, as {@link StateWords#plain}, and the property that it means. */
  private static final Map<String, String> STATE =
      Map.ofEntries(
          Map.entry("productname", "name"),
          Map.entry("producttitle", "name"),
          Map.entry("displayname", "name"),
          Map.entry("itemname", "name"),
          Map.entry("contentname", "name"),
          Map.entry("title", "name"),
          Map.entry("shortdescription", "description"),
          Map.entry("productdescription", "description"),
          Map.entry("brandname", "brand"),
          Map.entry("itembrand", "brand"),
          Map.entry("productbrand", "brand"),
          Map.entry("productsku", "sku"),
          Map.entry("productprice", "price"),
          Map.entry("currencycode", "priceCurrency"),
          Map.entry("currency", "priceCurrency"),
          Map.entry("ean", "gtin"),
          Map.entry("upc", "gtin"),
          Map.entry("partnumber", "mpn"),
          Map.entry("publishedat", "datePublished"),
          Map.entry("publishdate", "datePublished"),
          Map.entry("publishedon", "datePublished"),
          Map.entry("publicationdate", "datePublished"),
          Map.entry("updatedat", "dateModified"),
          Map.entry("byline", "author"));

  private static final Set<String> GTIN = Set.of("gtin8", "gtin12", "gtin13", "gtin14");

  private TreeNames() {}

  private static void addMeta(String pairs) {
    for (String pair : pairs.split(",")) {
      String[] parts = pair.split("=");
      META.put(parts[0], parts[1]);
    }
  }

  /** Type that og:type names; {@code WebPage} where it names none that is known. */
  static String openGraphType(String ogType) {
    String lower = ogType.toLowerCase(Locale.ROOT);
    String known = OPEN_GRAPH_TYPES.get(lower);
    if (known != null) {
      return known;
    }
    if (lower.startsWith("video")) {
      return "VideoObject";
    }
    return lower.endsWith(":product") ? "Product" : "WebPage";
  }

  /** Path of the property that a leaf means, steps parted by points. */
  static String path(StructuredValue leaf) {
    String property = leaf.property();
    if (leaf.syntax().isMetaTag()) {
      return META.getOrDefault(property.toLowerCase(Locale.ROOT), property.replace('.', ':'));
    }
    if (leaf.syntax().isScriptData()) {
      return STATE.getOrDefault(StateWords.plain(property), property).replace('.', ':');
    }
    return GTIN.contains(property) ? "gtin" : property.replace('.', ':');
  }

  /** The type that others may be kinds of, for telling whether two things may be one. */
  static String family(String type) {
    if (type.endsWith("Article") || type.endsWith("Posting") && !type.equals("JobPosting")) {
      return "Article";
    }
    return switch (type) {
      case "ProductGroup", "ProductModel", "IndividualProduct", "SomeProducts", "Vehicle", "Car" ->
          "Product";
      case "Report" -> "Article";
      case "ItemPage", "CollectionPage", "AboutPage", "ContactPage", "FAQPage", "ProfilePage" ->
          "WebPage";
      case "Corporation", "LocalBusiness", "NGO", "OnlineStore", "OnlineBusiness", "Store" ->
          "Organization";
      default -> type;
    };
  }

  /** Whether a syntax speaks of the page's own thing without saying what it is. */
  static boolean speaksOfPage(Syntax syntax) {
    return syntax.isMetaTag();
  }
}
