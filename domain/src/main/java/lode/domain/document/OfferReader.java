package lode.domain.document;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lode.domain.document.OfferScan.Spot;
import lode.domain.document.StructuredLeaves.Item;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * Reads the offer that a visitor sees on a page about one thing for sale: the price beside the main
 * heading and the button that buys, the article number behind its label, whether it can be bought.
 * What it finds are leaves of one {@code Product} item of the syntax {@code PAGE}; a list of offers has
 * none.
 */
final class OfferReader {

  /** So much must speak for an amount to be the price. */
  private static final int LEAST = 5;

  /** So much makes it sure. */
  private static final int CLEAR = 7;

  private static final int PLAIN_LETTERS = 8;

  /** So many different amounts in elements of one kind are a list of offers. */
  private static final int LISTED = 4;

  /** Characters between the heading, or the price, and what belongs to it. */
  private static final int NEAR = 1_500;

  private static final int BESIDE = 400;
  private static final int SOME = 100;
  private static final int LONGEST_TITLE = 500;

  private static final Pattern CODE_START = Pattern.compile("[\\s:：#]+");

  private record Scored(OfferPrice price, int score) {}

  private final PageElements page;
  private final String title;
  private final PageAddress address;
  private final OfferScan scan;
  private final List<OfferPrice> prices;
  private final Set<String> listed;
  private final boolean manyCarts;
  private final @Nullable Spot heading;

  private OfferReader(PageElements page) {
    this.page = page;
    List<String> titles =
        Stream.of(page.page().title(), openGraph("og:title"))
            .map(title -> OfferWords.plain(FoldedText.cut(title, LONGEST_TITLE)))
            .toList();
    this.title = String.join(" ", titles).strip();
    this.scan = new OfferScan(title, titleElement(titles));
    this.address = PageAddress.of(canonical());
    page.page().body().filter(scan);
    this.prices = scan.prices.found();
    this.listed = listed();
    this.manyCarts = hasManyCarts();
    this.heading = heading();
  }

  static void read(PageElements page, StructuredLeaves leaves) {
    boolean marked = leaves.all().stream().anyMatch(OfferReader::isOfProduct);
    OfferReader reader = new OfferReader(page);
    Optional<Scored> price = reader.price();
    Optional<String> stock = reader.stock(price.map(Scored::price).orElse(null));
    if (price.isEmpty() && stock.isEmpty() && !marked) {
      return;
    }
    Item item = leaves.top(StructuredValue.Syntax.PAGE, "Product");
    price.ifPresent(
        found ->
            leaves.add(item, found.score() >= CLEAR ? "price" : "likelyPrice", found.price().text));
    stock.ifPresent(words -> leaves.add(item, "availability", words));
    reader
        .code(price.map(Scored::price).orElse(null))
        .ifPresent(code -> leaves.add(item, "sku", code));
    reader.ownNumber().ifPresent(id -> leaves.add(item, "productID", id));
  }

  private static boolean isOfProduct(StructuredLeaves.Leaf leaf) {
    return leaf.item().type.equalsIgnoreCase("Product")
        || leaf.property().startsWith("product:price")
        || leaf.property().equals("og:price:amount");
  }

  /** A heading of the first level that the title repeats, else another text that it repeats. */
  private @Nullable Spot heading() {
    Optional<Spot> named =
        scan.headings.stream()
            .filter(spot -> !spot.aside() && isOfTitle(spot))
            .findFirst()
            .or(() -> scan.titled.stream().filter(spot -> !spot.aside()).findFirst());
    return named.or(() -> scan.headings.stream().findFirst()).orElse(null);
  }

  private boolean isOfTitle(Spot spot) {
    String words = OfferWords.plain(spot.text());
    return !words.isEmpty() && title.contains(words);
  }

  /** The heading of the first level that a title of the page begins with. */
  private @Nullable Element titleElement(List<String> titles) {
    for (Element each : page.visible().headings()) {
      String words = OfferWords.plain(HtmlTree.visibleText(each, LONGEST_TITLE));
      if (!words.isEmpty()
          && titles.stream().anyMatch(title -> (title + " ").startsWith(words + " "))) {
        return each;
      }
    }
    return null;
  }

  private String canonical() {
    for (Element link : page.links()) {
      if (link.attr("rel").equalsIgnoreCase("canonical")) {
        return link.attr("href");
      }
    }
    return openGraph("og:url");
  }

  private String openGraph(String property) {
    String content = page.meta(property);
    return content == null ? "" : content;
  }

  private Optional<Scored> price() {
    Optional<Scored> best = best(false);
    // The only price of an offer can be called an old one by its class.
    return best(true)
        .filter(old -> best.isEmpty() || old.score() > best.get().score())
        .filter(old -> standsAlone(old.price()))
        .or(() -> best);
  }

  /** Signatures of elements whose amounts are those of many things. */
  private Set<String> listed() {
    return prices.stream()
        .collect(Collectors.groupingBy(price -> price.signature))
        .entrySet()
        .stream()
        .filter(kind -> isListed(kind.getValue()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** Variants of one thing often cost the same, things of a list seldom do. */
  private static boolean isListed(List<OfferPrice> alike) {
    long different = alike.stream().map(price -> price.number).distinct().count();
    return different >= LISTED || different > 1 && alike.size() >= 2 * LISTED;
  }

  /** A button that buys for each of the listed amounts. */
  private boolean isListOfOffers() {
    return manyCarts
        && prices.stream().anyMatch(each -> !each.aside && listed.contains(each.signature));
  }

  private boolean hasManyCarts() {
    return LISTED
        <= scan.carts.stream()
            .filter(cart -> !cart.aside())
            .mapToInt(Spot::position)
            .distinct()
            .count();
  }

  private boolean standsAlone(OfferPrice old) {
    return prices.stream()
        .filter(other -> !other.part && !other.old)
        .noneMatch(other -> Math.abs(other.position - old.position) <= BESIDE / 2);
  }

  private Optional<Scored> best(boolean old) {
    Scored best = null;
    for (OfferPrice price : prices) {
      if (price.aside || price.part || price.struck || price.old != old || isNothing(price)) {
        continue;
      }
      if (manyCarts && listed.contains(price.signature)) {
        continue;
      }
      int score = score(price) - (listed.contains(price.signature) ? 3 : 0);
      if (score >= LEAST && (best == null || score > best.score())) {
        best = new Scored(price, score);
      }
    }
    return Optional.ofNullable(best);
  }

  private int score(OfferPrice price) {
    int score = (price.sign ? 1 : 0) + (price.named ? 2 : 0) + (price.now ? 1 : 0);
    score -= (price.link ? 2 : 0) + (price.hidden ? 2 : 0) + (isPlain(price.text) ? 0 : 1);
    if (heading != null) {
      int behind = price.position - heading.position();
      if (behind < 0) {
        score += behind > -BESIDE ? 1 : 0;
      } else {
        score += behind <= BESIDE ? 3 : behind <= NEAR ? 2 : behind <= 3 * NEAR ? 1 : -1;
      }
    }
    int nearest = nearest(scan.carts, price.position);
    return score + (nearest <= BESIDE ? 2 : nearest <= NEAR ? 1 : 0);
  }

  private static boolean isNothing(OfferPrice price) {
    return price.number.chars().noneMatch(c -> c >= '1' && c <= '9');
  }

  /** Whether hardly anything but the amount and its currency stands there. */
  private static boolean isPlain(String text) {
    return OfferPrices.letters(text) <= PLAIN_LETTERS;
  }

  private static int nearest(List<Spot> spots, int position) {
    return spots.stream()
        .filter(spot -> !spot.aside())
        .mapToInt(spot -> Math.abs(spot.position() - position))
        .min()
        .orElse(Integer.MAX_VALUE);
  }

  /** The words that say whether it can be bought. */
  private Optional<String> stock(@Nullable OfferPrice price) {
    int from = price != null ? price.position : heading != null ? heading.position() : -1;
    if (from < 0 || price == null && isListOfOffers()) {
      return Optional.empty();
    }
    Optional<Spot> cart = near(scan.carts, from, NEAR);
    Optional<Spot> out = near(scan.outs, from, NEAR).or(() -> near(scan.waits, from, NEAR));
    Optional<Spot> in = near(scan.ins, from, BESIDE);
    if (cart.isPresent()) {
      return cart.map(Spot::text);
    }
    return out.or(() -> in).or(() -> near(scan.named, from, NEAR)).map(Spot::text);
  }

  private static Optional<Spot> near(List<Spot> spots, int position, int distance) {
    return spots.stream()
        .filter(spot -> !spot.aside() && Math.abs(spot.position() - position) <= distance)
        .min(Comparator.comparingInt(spot -> Math.abs(spot.position() - position)));
  }

  /** The article number behind its label, else one that the page's address repeats. */
  private Optional<String> code(@Nullable OfferPrice price) {
    int from = heading != null ? heading.position() : price != null ? price.position : 0;
    Optional<String> labelled = near(scan.codes, from, 3 * NEAR).map(OfferReader::value);
    if (labelled.filter(address::holds).isPresent()) {
      return labelled;
    }
    List<Spot> repeated =
        scan.bare.stream().filter(spot -> address.holds(spot.text())).limit(SOME).toList();
    return near(repeated, from, 3 * NEAR).map(Spot::text).or(() -> labelled);
  }

  private static String value(Spot spot) {
    String[] words = CODE_START.split(spot.text());
    return words[words.length - 1];
  }

  /** The shop's own number for the thing: in the page's address and in names of its elements. */
  private Optional<String> ownNumber() {
    return address
        .identifier()
        .or(
            () ->
                scan.ids.keySet().stream()
                    .filter(address::holds)
                    .max(
                        Comparator.comparingInt((String id) -> scan.ids.get(id))
                            .thenComparing(Comparator.naturalOrder())));
  }
}
