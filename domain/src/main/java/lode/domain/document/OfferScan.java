package lode.domain.document;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lode.domain.document.OfferWords.Hint;
import lode.domain.document.OfferWords.Phrases;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;
import org.jspecify.annotations.Nullable;

/**
 * Walks a page once and notes what could be part of an offer: headings, amounts, buttons that buy,
 * states of stock, article numbers. Each with the number of visible characters before it, which tells
 * near from far.
 */
final class OfferScan implements NodeFilter {

  /** Longer texts are prose and no part of an offer's figures. */
  private static final int LONGEST = 80;

  private static final int LONGEST_ID_NAME = 20;
  private static final int LONGEST_STATE = 60;
  private static final int LONGEST_HEADING = 300;
  private static final int MOST_HEADINGS = 20;

  /** So much of the title must a text repeat to be the page's heading. */
  private static final int LEAST_TITLE = 10;

  /** More class names than this are made by a machine for its own use. */
  private static final int LONGEST_NAMES = 400;

  /** A page with more amounts is a list of offers. */
  private static final int MOST = 2_000;

  private static final Pattern NUMBER =
      Pattern.compile("\\d(?:[\\d.,'’ \\u00a0\\u202f]*\\d)?(?!\\s?%)(?!\\d)");
  private static final Pattern CODE =
      Pattern.compile(
          "^([\\p{L}\\p{M}#.\\s-]{1,30}?)(?:\\s*[:：#]+\\s*|\\s+[-–—]\\s+|\\s+(?=\\S{4}))([\\p{L}\\p{N}][\\p{L}\\p{N}._/-]{1,38})\\W*$");
  private static final Pattern BARE_CODE =
      Pattern.compile("(?=.*\\d)[A-Za-z0-9][A-Za-z0-9._/-]{2,38}");
  private static final Pattern BARE = Pattern.compile("[\\d.,'’ \u00a0\u202f]*(?:[.,]-{1,2}|,–)?");
  private static final int MOST_LETTERS = 25;
  private static final Pattern SURCHARGE = Pattern.compile("(?:^|\\()\\s*[-+−]\\s?\\p{Sc}?\\s?\\d");
  private static final Pattern NO_LETTER = Pattern.compile("[^A-Za-z]+");
  private static final Set<String> HEADINGS = Set.of("h2", "h3", "h4", "h5", "h6");
  private static final Set<String> INPUT_BUTTONS = Set.of("submit", "button", "image");
  private static final Set<String> CHOICES = Set.of("option", "select", "label", "tr", "td");
  private static final Set<String> PRESSED = Set.of("button", "a", "input");
  private static final Set<String> STRUCK = Set.of("s", "strike", "del");
  private static final Pattern ID_NAME =
      Pattern.compile(
          "(?:.*(?:product|item|article|artikel|prod|prd|goods|ad|offer|deal|listing|detail)[a-z]*)?"
              + "(?:id|no|nr|num|number|sku|asin|code|pid)|product|idproduct|addtocart");

  /** A text at a place. */
  record Spot(String text, int position, boolean aside) {}

  /** An amount with what is known of it. */
  static final class Price {
    final String text;
    final String number;
    final int position;
    final String signature;
    boolean sign;
    boolean named;
    boolean now;
    boolean old;
    boolean struck;
    boolean part;
    boolean aside;
    boolean hidden;
    boolean link;
    boolean absorbed;

    private Price(String text, String number, int position, String signature) {
      this.text = text;
      this.number = number;
      this.position = position;
      this.signature = signature;
    }
  }

  private static final class Frame {
    final @Nullable Frame parent;
    final Element element;
    final Set<Hint> hints;
    final int start;
    final StringBuilder text = new StringBuilder();
    final List<Price> prices = new ArrayList<>();
    boolean over;
    boolean digits;

    /** Says something that no element inside has said alone. */
    boolean fresh;

    int parts;
    boolean aside;
    boolean hidden;
    boolean link;

    Frame(@Nullable Frame parent, Element element, Set<Hint> hints, int start) {
      this.parent = parent;
      this.element = element;
      this.hints = hints;
      this.start = start;
      this.fresh = !hints.isEmpty() || PRESSED.contains(element.normalName());
      this.aside = parent != null && parent.aside || hints.contains(Hint.ASIDE);
      this.hidden = parent != null && parent.hidden || hints.contains(Hint.POPUP);
      this.link = parent != null && parent.link;
    }
  }

  /** Headings of the first level. */
  final List<Spot> headings = new ArrayList<>();

  /** Other texts that the page's title repeats. */
  final List<Spot> titled = new ArrayList<>();

  final List<Price> prices = new ArrayList<>();
  final List<Spot> carts = new ArrayList<>();
  final List<Spot> waits = new ArrayList<>();
  final List<Spot> outs = new ArrayList<>();
  final List<Spot> ins = new ArrayList<>();
  final List<Spot> codes = new ArrayList<>();

  /** Texts that could be an article number, without a label. */
  final List<Spot> bare = new ArrayList<>();

  /** Values of attributes that are called identifiers, with how often they come. */
  final Map<String, Integer> ids = new HashMap<>();

  private final Map<String, Set<Hint>> known = new HashMap<>();
  private final Map<String, Boolean> idNames = new HashMap<>();
  private final Map<String, Set<Hint>> knownNames = new HashMap<>();
  private final Deque<Frame> open = new ArrayDeque<>();
  private final String title;
  private int position;

  /** Where a label of an article number has ended. */
  private int labelEnd = -1;

  /** Scans for the page of that title, in plain words. */
  OfferScan(String title) {
    this.title = title;
  }

  @Override
  public FilterResult head(Node node, int depth) {
    Frame current = open.peek();
    if (node instanceof TextNode text && current != null) {
      String folded = FoldedText.of(text.getWholeText(), 4 * LONGEST);
      position += folded.length();
      append(current, text.getWholeText(), folded);
      return FilterResult.CONTINUE;
    }
    if (!(node instanceof Element element)) {
      return FilterResult.CONTINUE;
    }
    noteIds(element);
    if (HtmlTree.isUnseen(element)) {
      return FilterResult.SKIP_ENTIRELY;
    }
    open.push(frame(element, current));
    if (current != null && !HtmlTree.isInline(element)) {
      space(current);
    }
    return FilterResult.CONTINUE;
  }

  @Override
  public FilterResult tail(Node node, int depth) {
    if (node instanceof Element) {
      Frame frame = open.pop();
      if (frame.element.nameIs("h1") && headings.size() < MOST_HEADINGS) {
        String text = HtmlTree.visibleText(frame.element, LONGEST_HEADING);
        headings.add(new Spot(text, frame.start, frame.aside));
      }
      if (!frame.over && frame.fresh) {
        close(frame);
      }
      if (frame.parent != null) {
        hand(frame, frame.parent);
      }
    }
    return FilterResult.CONTINUE;
  }

  private Frame frame(Element element, @Nullable Frame parent) {
    Frame frame = new Frame(parent, element, hints(element), position);
    String tag = element.normalName();
    // A whole page that is called so is none of its own asides.
    if (tag.equals("body") || tag.equals("main")) {
      frame.aside = false;
      frame.hidden = false;
    }
    frame.aside |= tag.equals("nav") || tag.equals("footer");
    frame.link |= tag.equals("a") && leadsAway(element.attr("href"));
    return frame;
  }

  private Set<Hint> hints(Element element) {
    String classes = element.className();
    String id = element.id();
    if (classes.isEmpty() && id.isEmpty() || classes.length() + id.length() > LONGEST_NAMES) {
      return Set.of();
    }
    return known.computeIfAbsent(
        classes + " " + id,
        names -> {
          Set<Hint> all = EnumSet.noneOf(Hint.class);
          StringTokenizer each = new StringTokenizer(names);
          while (each.hasMoreTokens()) {
            all.addAll(knownNames.computeIfAbsent(each.nextToken(), OfferWords::hints));
          }
          return all;
        });
  }

  private static boolean leadsAway(String href) {
    return !href.isEmpty() && !href.startsWith("#") && !href.startsWith("javascript");
  }

  private void append(Frame frame, String raw, String folded) {
    if (frame.over) {
      return;
    }
    if (!raw.isEmpty() && Character.isWhitespace(raw.charAt(0))) {
      space(frame);
    }
    frame.text.append(folded);
    if (!folded.isEmpty()) {
      part(frame, hasDigit(folded));
      frame.fresh = true;
    }
    if (!folded.isEmpty() && Character.isWhitespace(raw.charAt(raw.length() - 1))) {
      space(frame);
    }
    frame.over = frame.text.length() > LONGEST;
  }

  private static void part(Frame frame, boolean digits) {
    frame.parts++;
    frame.fresh |= frame.parts > 1;
    frame.digits |= digits;
  }

  private static boolean hasDigit(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isDigit(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static void space(Frame frame) {
    int length = frame.text.length();
    if (length > 0 && frame.text.charAt(length - 1) != ' ') {
      frame.text.append(' ');
    }
  }

  private void hand(Frame from, Frame to) {
    if (from.over) {
      to.over = true;
    }
    if (!to.over) {
      String inner = from.text.toString();
      boolean cents =
          (from.hints.contains(Hint.CENTS) || from.element.nameIs("sup"))
              && inner.strip().matches("\\d{2}")
              && endsWithDigit(to.text);
      if (cents) {
        to.text.setLength(to.text.toString().stripTrailing().length());
        to.text.append('.');
      }
      to.text.append(cents ? inner.strip() : inner);
      if (from.parts > 0) {
        part(to, from.digits);
      }
      to.over = to.text.length() > LONGEST;
      if (!HtmlTree.isInline(from.element)) {
        space(to);
      }
    }
    if (to.prices.size() + from.prices.size() <= 20) {
      to.prices.addAll(from.prices);
    }
  }

  private static boolean endsWithDigit(StringBuilder text) {
    String written = text.toString().stripTrailing();
    return !written.isEmpty()
        && Character.isDigit(written.charAt(written.length() - 1))
        && !written.matches(".*[.,]\\d{2}");
  }

  private void close(Frame frame) {
    String text = frame.text.toString().strip();
    if (text.isEmpty()) {
      noteButton(frame, frame.element.attr("value"));
      return;
    }
    String tag = frame.element.normalName();
    if (HEADINGS.contains(tag) && OfferWords.holds(Phrases.ASIDE_HEADING, text)) {
      turnAside(frame);
    }
    notePrice(frame, text);
    noteButton(frame, text);
    noteStock(frame, text);
    noteCode(frame, text);
  }

  /** What follows the heading in its section is about other things. */
  private static void turnAside(Frame heading) {
    Frame section = heading.parent;
    for (int up = 0; up < 2 && section != null && !section.element.nameIs("body"); up++) {
      section.aside = true;
      if (!section.text.toString().isBlank()) {
        return;
      }
      section = section.parent;
    }
  }

  private void notePrice(Frame frame, String text) {
    if (!frame.digits) {
      return;
    }
    Set<String> numbers = numbers(text);
    if (numbers.size() == 1 && prices.size() < MOST) {
      boolean sign = OfferWords.CURRENCY.matcher(text).find();
      boolean bare = !sign && BARE.matcher(text).matches();
      boolean named = isNamed(frame, bare ? 2 : 0);
      if ((sign || named) && letters(text) <= MOST_LETTERS) {
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

  /** Whether the element, or one of so many around it, is called a price. */
  private static boolean isNamed(Frame frame, int above) {
    Frame each = frame;
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
  private void absorb(Frame frame, String text, String number, boolean sign, boolean named) {
    Price price = new Price(text, number, frame.start, signature(frame));
    price.sign = sign;
    price.named = named;
    for (Price inner : frame.prices) {
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
    prices.add(price);
  }

  private static boolean endsWith(Phrases kind, String text) {
    String padded = " " + OfferWords.plain(text);
    return OfferWords.phrases(kind).stream().anyMatch(phrase -> padded.endsWith(" " + phrase));
  }

  /** An element around one amount says what kind of amount it is. */
  private static void judge(Frame frame, String text) {
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
    for (Price price : frame.prices) {
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

  private static String signature(Frame frame) {
    StringBuilder signature = new StringBuilder();
    Frame each = frame;
    for (int up = 0; up < 3 && each != null; up++) {
      signature.append(each.element.normalName()).append('.').append(each.element.className());
      each = each.parent;
    }
    return signature.toString();
  }

  private void noteButton(Frame frame, String text) {
    Element element = frame.element;
    String tag = element.normalName();
    String type = element.attr("type").toLowerCase(Locale.ROOT);
    boolean pressed =
        tag.equals("button")
            || tag.equals("a")
            || tag.equals("input") && INPUT_BUTTONS.contains(type)
            || element.attr("role").equals("button");
    boolean named = frame.hints.contains(Hint.CART);
    if (!pressed && !(named && text.length() <= 40) || frame.hidden) {
      return;
    }
    String shown = shown(element, text);
    String words = OfferWords.plain(shown);
    Spot spot = new Spot(shown, frame.start, frame.aside);
    if (OfferWords.says(Phrases.WAIT, words, pressed)) {
      waits.add(spot);
    } else if (OfferWords.says(Phrases.OUT, words, pressed)) {
      outs.add(spot);
    } else if (OfferWords.says(Phrases.CART, words, pressed) && !isDisabled(element)) {
      carts.add(spot);
    } else if (pressed && isBuying(frame, named, words) && !isDisabled(element)) {
      // Its words are unknown, its name is not.
      String told = FoldedText.cut("add to cart: " + shown, LONGEST_STATE);
      carts.add(new Spot(told, frame.start, frame.aside));
    }
  }

  /** By the name of the button where its words are unknown, or by the verb that they begin with. */
  private static boolean isBuying(Frame frame, boolean named, String words) {
    boolean stays = !frame.element.nameIs("a") || !leadsAway(frame.element.attr("href"));
    String names = frame.element.className().toLowerCase(Locale.ROOT);
    boolean button =
        named
            || frame.element.nameIs("button")
            || names.contains("btn")
            || names.contains("button");
    return named && stays || button && OfferWords.beginsWithVerb(words);
  }

  private static String shown(Element element, String text) {
    if (!text.isEmpty()) {
      return text;
    }
    String label = element.attr("aria-label");
    return label.isEmpty() ? element.attr("title") : label;
  }

  private static boolean isDisabled(Element element) {
    String names = element.className().toLowerCase(Locale.ROOT);
    return element.hasAttr("disabled")
        || element.attr("aria-disabled").equals("true")
        || names.matches(".*\\b_?(is-)?disabled\\b.*");
  }

  private void noteStock(Frame frame, String text) {
    if (text.length() > LONGEST_STATE || frame.hidden || isChoice(frame)) {
      return;
    }
    boolean named = frame.hints.contains(Hint.STOCK);
    String words = OfferWords.plain(text);
    Spot spot = new Spot(text, frame.start, frame.aside);
    if (words.length() >= LEAST_TITLE && title.contains(words) && titled.size() < MOST_HEADINGS) {
      titled.add(spot);
    }
    if (OfferWords.says(Phrases.OUT, words, named)) {
      outs.add(spot);
    } else if (OfferWords.says(Phrases.IN, words, named)) {
      ins.add(spot);
    }
  }

  /** One of several sizes or colours, or a question that a filter asks. */
  private static boolean isChoice(Frame frame) {
    Frame each = frame;
    for (int up = 0; up < 4 && each != null; up++) {
      if (CHOICES.contains(each.element.normalName())) {
        return true;
      }
      each = each.parent;
    }
    return false;
  }

  private void noteCode(Frame frame, String text) {
    boolean behind = frame.start == labelEnd && BARE_CODE.matcher(text).matches();
    boolean labelled = frame.digits && text.indexOf(' ') + text.indexOf(':') > 0 && isCode(text);
    boolean named = frame.hints.contains(Hint.CODE) && BARE_CODE.matcher(text).matches();
    if (frame.digits && bare.size() < MOST && BARE_CODE.matcher(text).matches()) {
      bare.add(new Spot(text, frame.start, frame.aside));
    }
    if (behind || labelled || named) {
      codes.add(new Spot(text, frame.start, frame.aside));
    } else if (!frame.digits && text.length() <= 30 && OfferWords.is(Phrases.CODE, text)) {
      labelEnd = position;
    }
  }

  private static boolean isCode(String text) {
    Matcher labelled = CODE.matcher(text);
    return labelled.matches()
        && hasDigit(labelled.group(2))
        && OfferWords.is(Phrases.CODE, labelled.group(1));
  }

  private void noteIds(Element element) {
    if (ids.size() > MOST || element.attributesSize() == 0) {
      return;
    }
    for (Attribute attribute : element.attributes()) {
      String name = attribute.getKey();
      String value = attribute.getValue();
      if (name.startsWith("data-") && value.length() <= 40 && isId(name.substring(5))) {
        ids.merge(value.strip(), 1, Integer::sum);
      }
    }
    if (element.nameIs("input") && isId(element.attr("name"))) {
      ids.merge(element.attr("value").strip(), 1, Integer::sum);
    }
  }

  private boolean isId(String name) {
    return name.length() <= LONGEST_ID_NAME
        && idNames.computeIfAbsent(
            name,
            key -> {
              String letters = NO_LETTER.matcher(key).replaceAll("").toLowerCase(Locale.ROOT);
              return ID_NAME.matcher(letters).matches();
            });
  }
}
