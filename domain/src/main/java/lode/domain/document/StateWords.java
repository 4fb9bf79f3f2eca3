package lode.domain.document;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the member names of scripts' data mean, whoever wrote them: {@code productName} is a name. */
final class StateWords {

  private static final Set<String> NAMES =
      words(
          """
          name title headline productname producttitle displayname fullname itemname
          contentname pagetitle jobtitle eventname companyname
          """);
  private static final Set<String> PRODUCT =
      words(
          """
          price prices pricing saleprice regularprice listprice finalprice currentprice
          unitprice displayprice pricerange priceamount minprice lowprice sku skus gtin gtin8
          gtin12 gtin13 gtin14 ean upc isbn mpn partnumber modelnumber brand brandname
          manufacturer vendor offers variants availability instock isinstock stock stockstatus
          availabilitystatus currency currencycode pricecurrency specifications specs
          productid itembrand itemid productprice productsku productbrand compareatprice
          optionprices
          """);
  private static final Set<String> ARTICLE =
      words(
          """
          author authors byline datepublished publishedat publishdate publicationdate
          published datepublishedgmt firstpublished publishedon articlebody wordcount
          datemodified
          """);
  private static final Set<String> RECIPE =
      Set.of("ingredients", "recipeingredient", "instructions", "recipeinstructions", "cooktime");
  private static final Set<String> EVENT =
      Set.of("startdate", "enddate", "starttime", "venue", "doortime", "eventdate");
  private static final Set<String> JOB =
      Set.of("salary", "basesalary", "employmenttype", "hiringorganization", "dateposted");
  private static final Set<String> PLACE =
      words(
          """
          address streetaddress telephone phone phonenumber latitude openinghours postalcode
          """);
  private static final Set<String> OTHER =
      Set.of(
          "rating", "ratingvalue", "aggregaterating", "reviewcount", "averagerating", "duration");
  private static final Set<String> SAYING =
      words(
          """
          description shortdescription longdescription summary excerpt body content subtitle
          bio category categories tags features email createdat updatedat attributes keywords
          itemcategory productcategory
          """);
  private static final Set<String> POINTING =
      words(
          """
          url slug id image images thumbnail href link handle
          """);

  /** Members whose objects belong to the thing that has them, though they look like things. */
  private static final Set<String> PARTS =
      words(
          """
          offers offer variants variant skus author authors brand manufacturer price prices
          pricing specifications specs attributes aggregaterating rating address location
          venue ingredients
          """);

  private static final Map<String, String> KINDS =
      Map.ofEntries(
          Map.entry("product", "Product"),
          Map.entry("variant", "Product"),
          Map.entry("article", "Article"),
          Map.entry("blogpost", "Article"),
          Map.entry("story", "Article"),
          Map.entry("recipe", "Recipe"),
          Map.entry("event", "Event"),
          Map.entry("job", "JobPosting"),
          Map.entry("person", "Person"),
          Map.entry("organi", "Organization"),
          Map.entry("company", "Organization"),
          Map.entry("place", "Place"),
          Map.entry("video", "VideoObject"));

  private StateWords() {}

  /** A member name without its way of writing: {@code product_name}, {@code productName}. */
  static String plain(String key) {
    StringBuilder plain = new StringBuilder(key.length());
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      if (Character.isLetterOrDigit(c)) {
        plain.append(Character.toLowerCase(c));
      }
    }
    return plain.toString();
  }

  static boolean isName(String plain) {
    return NAMES.contains(plain);
  }

  static boolean isPart(String plain) {
    return PARTS.contains(plain);
  }

  /** Whether a member alone says something of a thing, wherever it stands. */
  static boolean isTelling(String plain) {
    return isName(plain) || weight(plain) >= 2;
  }

  /** How much a member tells that its holder is a thing: 4 much, 2 some, 1 little, 0 nothing. */
  static int weight(String plain) {
    if (PRODUCT.contains(plain)
        || ARTICLE.contains(plain)
        || OTHER.contains(plain)
        || RECIPE.contains(plain)
        || EVENT.contains(plain)
        || JOB.contains(plain)
        || PLACE.contains(plain)) {
      return 4;
    }
    if (SAYING.contains(plain)) {
      return 2;
    }
    return POINTING.contains(plain) ? 1 : 0;
  }

  /** Type by its own word for it, or null when that says nothing. */
  static @Nullable String typeOf(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    for (Map.Entry<String, String> kind : KINDS.entrySet()) {
      if (lower.contains(kind.getKey())) {
        return kind.getValue();
      }
    }
    return null;
  }

  /** Type of a thing by what it has. */
  static String typeOf(Set<String> members) {
    int product = count(members, PRODUCT);
    int article = count(members, ARTICLE);
    if (count(members, RECIPE) > 0) {
      return "Recipe";
    }
    if (count(members, JOB) > 0) {
      return "JobPosting";
    }
    if (count(members, EVENT) > 0 && product == 0) {
      return "Event";
    }
    if (product > 0 && product >= article) {
      return "Product";
    }
    if (article > 0) {
      return "Article";
    }
    return count(members, PLACE) > 0 ? "Place" : "Thing";
  }

  private static int count(Set<String> members, Set<String> words) {
    int count = 0;
    for (String member : members) {
      count += words.contains(member) ? 1 : 0;
    }
    return count;
  }

  private static Set<String> words(String text) {
    return Set.of(text.strip().split("\\s+"));
  }
}
