package lode.domain.document;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
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

  private static final int LONGEST_ID = 40;
  private static final int LONGEST_ID_NAME = 20;
  private static final int LONGEST_STATE = 60;
  private static final int LONGEST_HEADING = 300;
  private static final int MOST_HEADINGS = 20;

  /** So much of the title must a text repeat to be the page's heading. */
  private static final int LEAST_TITLE = 10;

  /** More class names than this are made by a machine for its own use. */
  private static final int LONGEST_NAMES = 400;

  /** Things of one kind that are kept. */
  private static final int MOST = 2_000;

  private static final Pattern CODE =
      Pattern.compile(
          "^([\\p{L}\\p{M}#.\\s-]{1,30}?)(?:\\s*[:：#]+\\s*|\\s+[-–—]\\s+|\\s+(?=\\S{4}))([\\p{L}\\p{N}][\\p{L}\\p{N}._/-]{1,38})\\W*$");
  private static final Pattern BARE_CODE =
      Pattern.compile("(?=.*\\d)[A-Za-z0-9][A-Za-z0-9._/-]{2,38}");
  private static final Pattern DISABLED =
      Pattern.compile("(?:^|[^a-z])_?(?:is-)?disabled(?:$|[^a-z])");
  private static final Pattern HOST = Pattern.compile("^(?:[a-z]+:)?//[^/?#]*");
  private static final Pattern PARAMETER = Pattern.compile("([?&][^=&]*)=[^&]*");
  private static final Pattern NO_LETTER = Pattern.compile("[^A-Za-z]+");
  private static final Set<String> HEADINGS = Set.of("h2", "h3", "h4", "h5", "h6");
  private static final Set<String> INPUT_BUTTONS = Set.of("submit", "button", "image");

  /** Attributes for people to read, and those that are looked at by themselves. */
  private static final Set<String> SHOWN =
      Set.of("class", "id", "style", "title", "value", "alt", "aria-label", "type", "role");

  private static final Set<String> CHOICES = Set.of("option", "select", "label", "tr", "td");

  /** A class of these tells what can be chosen, not what is for sale. */
  private static final Set<String> STATELESS = Set.of("li", "ul", "a", "button", "input", "form");

  private static final Pattern PART_NAME =
      Pattern.compile(
          "image|swatch|varia(?:nt|tion)|size|option|pick-?up|deliver|shipp|store|product|item|card|colou?r|tile|thumb");

  private static final Pattern ID_NAME =
      Pattern.compile(
          "(?:.*(?:product|item|article|artikel|prod|prd|goods|ad|offer|deal|listing|detail)[a-z]*)?"
              + "(?:id|no|nr|num|number|sku|asin|code|pid)|product|idproduct|addtocart");

  /** A text at a place. */
  record Spot(String text, int position, boolean aside) {}

  /** Headings of the first level. */
  final List<Spot> headings = new ArrayList<>();

  /** Other texts that the page's title repeats. */
  final List<Spot> titled = new ArrayList<>();

  final OfferPrices prices = new OfferPrices();
  final List<Spot> carts = new ArrayList<>();
  final List<Spot> waits = new ArrayList<>();
  final List<Spot> outs = new ArrayList<>();
  final List<Spot> ins = new ArrayList<>();

  /** Statements of stock in unknown words, by their classes. */
  final List<Spot> named = new ArrayList<>();

  final List<Spot> codes = new ArrayList<>();

  /** Texts that could be an article number, without a label. */
  final List<Spot> bare = new ArrayList<>();

  /** Values of attributes that are called identifiers, with how often they come. */
  final Map<String, Integer> ids = new HashMap<>();

  private final Map<String, Set<Hint>> known = new HashMap<>();
  private final Map<String, Boolean> idNames = new HashMap<>();
  private final Map<String, Set<Hint>> knownNames = new HashMap<>();
  private final Deque<OfferFrame> open = new ArrayDeque<>();
  private final String title;
  private final Set<Element> aroundHeading;
  private int position;

  /** Where a label of an article number has ended. */
  private int labelEnd = -1;

  /** Scans for the page of that title, in plain words, and the heading that repeats it. */
  OfferScan(String title, @Nullable Element heading) {
    this.title = title;
    this.aroundHeading = heading == null ? Set.of() : Set.copyOf(heading.parents());
  }

  @Override
  public FilterResult head(Node node, int depth) {
    OfferFrame current = open.peek();
    if (node instanceof TextNode text && current != null) {
      String folded = FoldedText.of(text.getWholeText(), 4 * LONGEST);
      position += current.choices ? 0 : folded.length();
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
      OfferFrame frame = open.pop();
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

  private OfferFrame frame(Element element, @Nullable OfferFrame parent) {
    OfferFrame frame = new OfferFrame(parent, element, hints(element), position);
    String tag = element.normalName();
    // A whole page that is called so is none of its own asides, nor is what its heading stands in.
    boolean isPage = tag.equals("body") || tag.equals("main");
    frame.hidden &= !isPage;
    frame.aside &= !isPage && !aroundHeading.contains(element);
    frame.aside |= tag.equals("nav") || tag.equals("footer");
    frame.link |= tag.equals("a") && leadsAway(HtmlTree.attr(element, "href"));
    return frame;
  }

  private Set<Hint> hints(Element element) {
    String classes = HtmlTree.attr(element, "class").strip();
    String id = HtmlTree.attr(element, "id");
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

  private void append(OfferFrame frame, String raw, String folded) {
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

  private static void part(OfferFrame frame, boolean digits) {
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

  private static void space(OfferFrame frame) {
    int length = frame.text.length();
    if (length > 0 && frame.text.charAt(length - 1) != ' ') {
      frame.text.append(' ');
    }
  }

  private void hand(OfferFrame from, OfferFrame to) {
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

  private void close(OfferFrame frame) {
    String text = frame.text.toString().strip();
    if (text.isEmpty()) {
      noteButton(frame, HtmlTree.attr(frame.element, "value"));
      return;
    }
    String tag = frame.element.normalName();
    if (HEADINGS.contains(tag) && OfferWords.holds(Phrases.ASIDE_HEADING, text)) {
      turnAside(frame);
    }
    prices.note(frame, text);
    noteButton(frame, text);
    noteStock(frame, text);
    noteCode(frame, text);
  }

  /** What follows the heading in its section is about other things. */
  private static void turnAside(OfferFrame heading) {
    OfferFrame section = heading.parent;
    for (int up = 0; up < 2 && section != null && !section.element.nameIs("body"); up++) {
      section.aside = true;
      if (!section.text.toString().isBlank()) {
        return;
      }
      section = section.parent;
    }
  }

  /** A variant, a card of a list, a way of delivery: their state is not that of the offer. */
  private static boolean isOfPart(Element element) {
    String names = HtmlTree.attr(element, "class") + " " + HtmlTree.attr(element, "id");
    return STATELESS.contains(element.normalName())
        || PART_NAME.matcher(names.toLowerCase(Locale.ROOT)).find();
  }

  private static void note(List<Spot> spots, Spot spot) {
    if (spots.size() < MOST) {
      spots.add(spot);
    }
  }

  private void noteButton(OfferFrame frame, String text) {
    Element element = frame.element;
    String tag = element.normalName();
    String type = HtmlTree.attr(element, "type").toLowerCase(Locale.ROOT);
    boolean pressed =
        tag.equals("button")
            || tag.equals("a")
            || tag.equals("input") && INPUT_BUTTONS.contains(type)
            || HtmlTree.attr(element, "role").equals("button");
    boolean named = frame.hints.contains(Hint.CART) || pressed && isCalledCart(element);
    if (!pressed && !(named && text.length() <= 40) || frame.hidden) {
      return;
    }
    String shown = shown(element, text);
    String words = OfferWords.plain(shown);
    Spot spot = new Spot(shown, frame.start, frame.aside);
    if (OfferWords.says(Phrases.WAIT, words, pressed)) {
      note(waits, spot);
    } else if (OfferWords.says(Phrases.OUT, words, pressed)) {
      note(outs, spot);
    } else if (OfferWords.says(Phrases.CART, words, pressed) && !isDisabled(element)) {
      note(carts, spot);
    } else if (pressed && isBuying(frame, named, words) && !isDisabled(element)) {
      // Its words are unknown, its name is not.
      String told =
          FoldedText.cut("add to cart" + (shown.isEmpty() ? "" : ": " + shown), LONGEST_STATE);
      note(carts, new Spot(told, frame.start, frame.aside));
    }
  }

  /** What a press does: the name that is sent, the script that is called, the address that is asked for. */
  private static boolean isCalledCart(Element element) {
    for (Attribute attribute : element.attributes()) {
      String key = attribute.getKey();
      String value = attribute.getValue();
      if (SHOWN.contains(key) || value.length() > LONGEST_NAMES) {
        continue;
      }
      boolean isAddress = key.equals("href") || key.equals("formaction");
      String name = isAddress ? path(value) : key.startsWith("data-") ? key + " " + value : value;
      if (OfferWords.putsInCart(name)) {
        return true;
      }
    }
    return false;
  }

  /** Path and names of the parameters: a host or a value can be called anything. */
  private static String path(String address) {
    return PARAMETER.matcher(HOST.matcher(address).replaceFirst("")).replaceAll("$1");
  }

  /** By the name of the button where its words are unknown, or by the verb that they begin with. */
  private static boolean isBuying(OfferFrame frame, boolean named, String words) {
    Element element = frame.element;
    String href = HtmlTree.attr(element, "href");
    boolean leaves = element.nameIs("a") && leadsAway(href);
    // Of a link that leads away only its address counts.
    boolean buys =
        leaves
            ? href.length() <= LONGEST_NAMES && OfferWords.putsInCart(path(href))
            : named || isCalledCart(element);
    return buys
        || OfferWords.beginsWithVerb(words)
            && (named || isButton(element) || isCalledCart(element));
  }

  private static boolean isButton(Element element) {
    String names = HtmlTree.attr(element, "class").strip().toLowerCase(Locale.ROOT);
    return element.nameIs("button") || names.contains("btn") || names.contains("button");
  }

  private static String shown(Element element, String text) {
    if (!text.isEmpty()) {
      return text;
    }
    String label = HtmlTree.attr(element, "aria-label");
    return label.isEmpty() ? HtmlTree.attr(element, "title") : label;
  }

  private static boolean isDisabled(Element element) {
    if (HtmlTree.hasAttr(element, "disabled")
        || HtmlTree.attr(element, "aria-disabled").equals("true")) {
      return true;
    }
    String names = FoldedText.cut(HtmlTree.attr(element, "class").strip(), LONGEST_NAMES);
    return DISABLED.matcher(names.toLowerCase(Locale.ROOT)).find();
  }

  private void noteStock(OfferFrame frame, String text) {
    if (text.length() > LONGEST_STATE || frame.hidden || isChoice(frame)) {
      return;
    }
    boolean named = frame.hints.contains(Hint.STOCK);
    String words = OfferWords.plain(text);
    Spot spot = new Spot(text, frame.start, frame.aside);
    if (isLong(words) && title.contains(words) && titled.size() < MOST_HEADINGS) {
      titled.add(spot);
    }
    if (OfferWords.says(Phrases.OUT, words, named)) {
      note(outs, spot);
    } else if (OfferWords.says(Phrases.IN, words, named)) {
      note(ins, spot);
    } else {
      noteNamedStock(frame, text, words);
    }
  }

  /** A statement in unknown words whose class says what it states. */
  private void noteNamedStock(OfferFrame frame, String text, String words) {
    Set<Hint> hints = frame.hints;
    boolean isOut = hints.contains(Hint.OUT);
    boolean isState = (isOut || hints.contains(Hint.IN)) && !hints.contains(Hint.WAIT);
    if (!isState || frame.digits || !isLong(words) || isOfPart(frame.element)) {
      return;
    }
    String told = FoldedText.cut((isOut ? "out of stock: " : "in stock: ") + text, LONGEST_STATE);
    note(named, new Spot(told, frame.start, frame.aside));
  }

  /** A character of a script without spaces says as much as a short word. */
  private static boolean isLong(String words) {
    long dense = words.chars().filter(c -> c >= 0x2E80).count();
    return words.length() + 2 * dense >= LEAST_TITLE;
  }

  /** One of several sizes or colours, or a question that a filter asks. */
  private static boolean isChoice(OfferFrame frame) {
    OfferFrame each = frame;
    for (int up = 0; up < 4 && each != null; up++) {
      if (CHOICES.contains(each.element.normalName())) {
        return true;
      }
      each = each.parent;
    }
    return false;
  }

  private void noteCode(OfferFrame frame, String text) {
    boolean behind = frame.start == labelEnd && BARE_CODE.matcher(text).matches();
    boolean labelled = frame.digits && text.indexOf(' ') + text.indexOf(':') > 0 && isCode(text);
    boolean named = frame.hints.contains(Hint.CODE) && BARE_CODE.matcher(text).matches();
    if (frame.digits && bare.size() < MOST && BARE_CODE.matcher(text).matches()) {
      bare.add(new Spot(text, frame.start, frame.aside));
    }
    if (behind || labelled || named) {
      note(codes, new Spot(text, frame.start, frame.aside));
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
      if (name.startsWith("data-") && value.length() <= LONGEST_ID && isId(name.substring(5))) {
        ids.merge(value.strip(), 1, Integer::sum);
      }
    }
    if (element.nameIs("input") && isId(HtmlTree.attr(element, "name"))) {
      ids.merge(FoldedText.of(HtmlTree.attr(element, "value"), LONGEST_ID), 1, Integer::sum);
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
