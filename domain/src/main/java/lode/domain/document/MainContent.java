package lode.domain.document;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;

/**
 * Where the page says what it is there for: a subtree, and what is left out of it. Judged on the
 * page alone: names of elements, roles, classes, amount of text, share of text in links.
 */
final class MainContent {

  private static final Set<String> FURNITURE_TAGS = Set.of("nav", "dialog", "menu");
  private static final Set<String> FURNITURE_ROLES =
      Set.of(
          "navigation",
          "banner",
          "contentinfo",
          "complementary",
          "search",
          "dialog",
          "alertdialog",
          "menu",
          "menubar",
          "toolbar",
          "tablist");

  /** Words of class and id that name furniture wherever they stand. */
  private static final Set<String> FURNITURE =
      Set.of(
          "cookie",
          "cookies",
          "consent",
          "gdpr",
          "breadcrumb",
          "breadcrumbs",
          "newsletter",
          "subscribe",
          "sharing",
          "share",
          "social",
          "sidebar",
          "navbar",
          "navigation",
          "popup",
          "modal",
          "related",
          "recommended",
          "recommendations",
          "advert",
          "advertisement",
          "ads",
          "sponsored",
          "pagination",
          "pager",
          "masthead",
          "topbar",
          "disqus",
          "outbrain",
          "taboola",
          "lightbox",
          "offcanvas",
          "megamenu",
          "addtoany",
          "sharedaddy",
          "respond",
          "comments",
          "reviews",
          "signature",
          "upsell",
          "upsells",
          "crosssell",
          "similar",
          "recently");

  /** Words that name furniture only where most of the text is links or there is little of it. */
  private static final Set<String> LIKELY_FURNITURE =
      Set.of(
          "nav",
          "menu",
          "footer",
          "header",
          "widget",
          "toolbar",
          "skip",
          "tags",
          "login",
          "signup",
          "copyright",
          "promo",
          "banner",
          "overlay",
          "meta",
          "toc",
          "actions",
          "links",
          "cta",
          "filter",
          "filters",
          "facets");

  private static final Set<String> KEPT_ASIDES =
      Set.of("note", "tip", "warning", "admonition", "callout", "info", "important", "caution");

  private final Element body;
  private final Set<Element> furniture = Collections.newSetFromMap(new IdentityHashMap<>());
  private Map<Element, Amount> amounts = new IdentityHashMap<>();
  private Element root;

  /** Visible text inside of an element, in characters without white space at its ends. */
  private static final class Amount {
    int text;
    int linked;
    int links;
    int controls;
    int titles;
    int articles;

    double linkShare() {
      return text == 0 ? 0 : (double) linked / text;
    }

    /** Text that is not links counts in full: menus are links, but so are lists of products. */
    int own() {
      return text - linked + linked / 4;
    }
  }

  private MainContent(Element body) {
    this.body = body;
    this.root = body;
  }

  static MainContent of(Document page) {
    MainContent content = new MainContent(page.body());
    content.measure();
    content.markFurniture();
    content.measure();
    content.root = content.choose();
    content.markLinkLists();
    return content;
  }

  Element root() {
    return root;
  }

  /** True for furniture inside of the main content. */
  boolean isLeftOut(Element element) {
    return furniture.contains(element);
  }

  /** The outermost pieces of furniture below this element, in reading order. */
  List<Element> leftOutBelow(Element top) {
    List<Element> outermost = new ArrayList<>();
    top.filter(
        (node, depth) -> {
          if (node instanceof Element element && furniture.contains(element)) {
            outermost.add(element);
            return NodeFilter.FilterResult.SKIP_ENTIRELY;
          }
          return NodeFilter.FilterResult.CONTINUE;
        });
    return outermost;
  }

  private Amount amount(Element element) {
    return amounts.getOrDefault(element, new Amount());
  }

  /** Counts text bottom up, without recursion and without furniture. */
  private void measure() {
    amounts = new IdentityHashMap<>();
    int[] unseen = {0};
    int[] anchors = {0};
    body.traverse(
        new NodeVisitor() {
          @Override
          public void head(Node node, int depth) {
            if (node instanceof Element element) {
              unseen[0] += isOut(element) ? 1 : 0;
              anchors[0] += element.nameIs("a") ? 1 : 0;
              amounts.put(element, new Amount());
            } else if (node instanceof TextNode text && unseen[0] == 0 && !text.isBlank()) {
              count(text, anchors[0] > 0);
            }
          }

          @Override
          public void tail(Node node, int depth) {
            if (node instanceof Element element) {
              unseen[0] -= isOut(element) ? 1 : 0;
              anchors[0] -= element.nameIs("a") ? 1 : 0;
              addUp(element, unseen[0] == 0);
            }
          }
        });
  }

  private boolean isOut(Element element) {
    return furniture.contains(element) || HtmlTree.isUnseen(element);
  }

  private void count(TextNode text, boolean linked) {
    Element parent = text.parent();
    Amount amount = parent == null ? null : amounts.get(parent);
    if (amount != null) {
      int length = text.text().strip().length();
      amount.text += length;
      amount.linked += linked ? length : 0;
    }
  }

  private void addUp(Element element, boolean seen) {
    Element parent = element.parent();
    Amount above = parent == null ? null : amounts.get(parent);
    Amount amount = amounts.get(element);
    if (above != null && amount != null && seen && !isOut(element)) {
      above.text += amount.text;
      above.linked += amount.linked;
      above.links += amount.links + (element.nameIs("a") ? 1 : 0);
      boolean isControl =
          element.nameIs("textarea")
              || element.nameIs("select")
              || (element.nameIs("input") && !element.attr("type").equals("hidden"));
      above.titles += amount.titles + (element.nameIs("h1") ? 1 : 0);
      boolean isArticle = element.nameIs("main") || element.nameIs("article");
      above.articles += amount.articles + (isArticle ? 1 : 0);
      above.controls += amount.controls + (isControl ? 1 : 0);
    }
  }

  private void markFurniture() {
    List<Element> marked = new ArrayList<>();
    for (Element element : body.getAllElements()) {
      if (element != body && isFurniture(element)) {
        marked.add(element);
      }
    }
    furniture.addAll(marked);
  }

  private boolean isFurniture(Element element) {
    Amount amount = amount(element);
    String name = element.normalName();
    boolean isLarge = amount.own() > Math.max(200, amount(body).own() * 0.4);
    if (name.equals("main") || name.equals("article") || name.equals("h1") || isLarge) {
      return false;
    }
    String role = element.attr("role");
    if (FURNITURE_TAGS.contains(name) || FURNITURE_ROLES.contains(role)) {
      return !holdsHeading(element) || name.equals("nav");
    }
    return switch (name) {
      case "header" -> !isInside(element, "article") && !holdsHeading(element);
      case "footer" -> !isInside(element, "blockquote");
      case "aside" -> !hasWord(element, KEPT_ASIDES);
      case "form" -> amount.controls > 0 && amount.text < 2_000 && !holdsHeading(element);
      case "a", "p", "li", "tr", "td", "th", "table", "tbody", "html", "pre", "code", "dd", "dt" ->
          false;
      default -> isNamedFurniture(element, amount);
    };
  }

  private boolean isNamedFurniture(Element element, Amount amount) {
    if (element.className().isEmpty() && element.id().isEmpty()) {
      return false;
    }
    if (holdsHeading(element) || amount.articles > 0) {
      return false;
    }
    if (hasWord(element, FURNITURE)) {
      return true;
    }
    boolean isThin = amount.linkShare() > 0.5 || amount.text < 60;
    return isThin && hasWord(element, LIKELY_FURNITURE);
  }

  private boolean holdsHeading(Element element) {
    return amount(element).titles > 0;
  }

  private static boolean isInside(Element element, String name) {
    return element.closest(name) != null;
  }

  private static boolean hasWord(Element element, Set<String> words) {
    String names = element.className() + " " + element.id();
    for (String word : names.split("[^A-Za-z0-9]+|(?<=[a-z])(?=[A-Z])")) {
      if (words.contains(word.toLowerCase(Locale.ROOT))) {
        return true;
      }
    }
    return false;
  }

  private Element choose() {
    int all = amount(body).own();
    Element main = largest(body.select("main, [role=main]"));
    if (main != null && amount(main).own() >= Math.min(400, all * 0.3)) {
      Element article = largest(main.select("article, [itemprop=articleBody]"));
      boolean holdsAll = article != null && amount(article).own() >= 0.7 * amount(main).own();
      return holdsAll ? article : main;
    }
    Element article = largest(body.select("article"));
    if (article != null && amount(article).own() >= 0.6 * all) {
      return article;
    }
    return densest();
  }

  private @Nullable Element largest(List<Element> elements) {
    Element largest = null;
    for (Element element : elements) {
      boolean isMore = largest == null || amount(element).own() > amount(largest).own();
      if (!isOut(element) && isMore) {
        largest = element;
      }
    }
    return largest;
  }

  /** Goes down as long as one child holds nearly all the text that is not links. */
  private Element densest() {
    Element at = body;
    while (true) {
      Element child = largest(at.children());
      boolean goesDown =
          child != null
              && !HtmlTree.isInline(child)
              && !child.nameIs("p")
              && !child.nameIs("tr")
              && amount(child).own() >= 0.8 * amount(at).own()
              && amount(child).own() > 0;
      if (!goesDown) {
        return at.nameIs("tbody") && at.parent() != null ? at.parent() : at;
      }
      at = child;
    }
  }

  /** Lists of short links inside the main content, unless links are what the page is there for. */
  private void markLinkLists() {
    Amount whole = amount(root);
    if (whole.linkShare() > 0.5) {
      return;
    }
    for (Element element : root.select("ul, ol, div, section")) {
      Amount amount = amount(element);
      boolean isLinkList =
          amount.links >= 4
              && amount.linkShare() > 0.85
              && amount.text < 25 * amount.links
              && amount.text < 0.3 * whole.text;
      if (element != root && isLinkList && !holdsHeading(element)) {
        furniture.add(element);
      }
    }
  }
}
