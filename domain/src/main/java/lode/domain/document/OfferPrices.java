package lode.domain.document;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lode.domain.document.OfferWords.Hint;
import lode.domain.document.OfferWords.Phrases;

/** Collects the amounts of a page that could be a price, and tells what kind of amount each is. */
final class OfferPrices {

  /** A page with more amounts is a list of offers. */
  private static final int MOST = 2_000;

  private static final Pattern NUMBER =
      Pattern.compile("\\d(?:[\\d.,'’ \\u00a0\\u202f]*\\d)?(?!\\s?%)(?!\\d)");

  private static final Pattern BARE = Pattern.compile("[\\d.,'’ \u00a0\u202f]*(?:[.,]-{1,2}|,–)?");

  /** Letters of the longest usual sign. */
  private static final int SHORT_SIGN = 4;

  private static final int MOST_LETTERS = 25;

  private static final Pattern SURCHARGE = Pattern.compile("(?:^|\\()\\s*[-+−]\\s?\\p{Sc}?\\s?\\d");

  private static final Set<String> STRUCK = Set.of("s", "strike", "del");

  private static final int LONGEST_NAME = 200;

  private final List<OfferPrice> all = new ArrayList<>();

  /** The amounts in reading order, none of them a part of another. */
  List<OfferPrice> found() {
    return all.stream().filter(price -> !price.absorbed).toList();
  }

  /** Notes the amounts that an element of that text adds or explains. */
  void note(OfferFrame frame, String text) {
    if (!frame.digits) {
      return;
    }
    Set<String> numbers = numbers(text);
    if (numbers.size() == 1 && all.size() < MOST) {
      boolean sign = OfferWords.namesCurrency(text);
      boolean bare = sign ? letters(text) <= SHORT_SIGN : BARE.matcher(text).matches();
      boolean named = isNamed(frame, bare ? 2 : 0);
      if ((sign || named) && letters(text) <= MOST_LETTERS && !isComplete(frame, text)) {
        absorb(frame, text, numbers.iterator().next(), sign, named);
      }
    }
    if (!frame.prices.isEmpty() && numbers.size() == 1
        || STRUCK.contains(frame.element.normalName())) {
      judge(frame, text);
    }
    boolean range = numbers.size() == 2 && text.matches(".*\\d\\D{0,6}[-–—~]\\D{0,6}\\d.*");
    if (range && frame.prices.size() == 2 && frame.prices.get(0).sign == frame.prices.get(1).sign) {
      frame.prices.forEach(price -> price.part = true);
    }
  }

  /** A price with its sign stands inside; more words around it are no part of it. */
  private static boolean isComplete(OfferFrame frame, String text) {
    return frame.prices.stream()
        .anyMatch(inner -> inner.sign && letters(text) > letters(inner.text) + SHORT_SIGN);
  }

  /** Whether the element, or one of so many around it, is called a price. */
  private static boolean isNamed(OfferFrame frame, int above) {
    OfferFrame each = frame;
    for (int up = 0; up <= above && each != null; up++) {
      if (each.hints.contains(Hint.PRICE)) {
        return true;
      }
      each = each.parent;
    }
    return false;
  }

  static int letters(String text) {
    int letters = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // A sign of a word script says as much as two or three letters.
      letters += Character.isIdeographic(c) ? 3 : Character.isLetter(c) ? 1 : 0;
    }
    return letters;
  }

  /** The amounts inside are this one: "19", "99" and a sign make one price. */
  private void absorb(OfferFrame frame, String text, String number, boolean sign, boolean named) {
    OfferPrice price = new OfferPrice(text, number, frame.start, signature(frame));
    price.sign = sign;
    price.named = named;
    for (OfferPrice inner : frame.prices) {
      price.named |= inner.named;
      price.now |= inner.now;
      price.old |= inner.old;
      price.struck |= inner.struck;
      price.part |= inner.part;
      price.link |= inner.link;
    }
    price.aside = frame.aside;
    price.hidden = frame.hidden;
    price.link |= frame.link;
    if (frame.parent != null && !frame.parent.over) {
      String before = frame.parent.text.toString().strip();
      String last = before.substring(Math.max(0, before.length() - 24));
      price.old |= !last.isEmpty() && endsWith(Phrases.TEXT_OLD, last);
    }
    frame.prices.forEach(inner -> inner.absorbed = true);
    frame.prices.clear();
    frame.prices.add(price);
    all.add(price);
  }

  private static boolean endsWith(Phrases kind, String text) {
    String padded = " " + OfferWords.plain(text);
    return OfferWords.phrases(kind).stream().anyMatch(phrase -> padded.endsWith(" " + phrase));
  }

  /** An element around one amount says what kind of amount it is. */
  private static void judge(OfferFrame frame, String text) {
    boolean brief = text.length() <= 40;
    boolean struck =
        STRUCK.contains(frame.element.normalName())
            || frame.element.attr("style").contains("line-through");
    boolean old =
        struck
            || frame.hints.contains(Hint.OLD) && !frame.hints.contains(Hint.NOW)
            || brief && OfferWords.holds(Phrases.TEXT_OLD, text);
    boolean part =
        frame.hints.contains(Hint.PART)
            || SURCHARGE.matcher(text).find()
            || brief && OfferWords.holds(Phrases.TEXT_PART, text);
    for (OfferPrice price : frame.prices) {
      price.old |= old;
      price.struck |= struck;
      price.part |= part;
      price.named |= frame.hints.contains(Hint.PRICE);
      price.now |= frame.hints.contains(Hint.NOW);
    }
  }

  private static Set<String> numbers(String text) {
    Set<String> numbers = new LinkedHashSet<>();
    Matcher matcher = NUMBER.matcher(text);
    while (matcher.find()) {
      numbers.add(matcher.group());
    }
    return numbers;
  }

  private static String signature(OfferFrame frame) {
    StringBuilder signature = new StringBuilder();
    OfferFrame each = frame;
    for (int up = 0; up < 3 && each != null; up++) {
      signature
          .append(each.element.normalName())
          .append('.')
          .append(FoldedText.cut(each.element.className(), LONGEST_NAME));
      each = each.parent;
    }
    return signature.toString();
  }
}
