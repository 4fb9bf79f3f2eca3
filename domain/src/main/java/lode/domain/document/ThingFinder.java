package lode.domain.document;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lode.domain.document.StructuredLeaves.Item;
import lode.domain.document.StructuredValue.Syntax;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a page is about in the data of its scripts, most of which is about the scripts: objects
 * with a name and with what a product, an article, a place has. Those that the page's heading or
 * title names come first and are kept fuller.
 */
final class ThingFinder {

  /** Objects and arrays of one page that are looked at. */
  static final int MAX_NODES = 200_000;

  /** Things of one page that are kept. */
  static final int MAX_THINGS = 60;

  private static final int MAX_CANDIDATES = 2_000;
  private static final int MAX_DEPTH = 64;
  private static final int MAX_MEMBERS = 400;
  private static final int MAX_MAIN_LEAVES = 250;
  private static final int MAX_THING_LEAVES = 40;
  private static final int MAX_PARTS = 4;
  private static final int MAX_NAME = 300;
  private static final int MAX_VALUE = 2_000;
  private static final int MAX_MARKUP = 20_000;
  private static final int MAX_WORD = 300;

  /** Data of a script. */
  record Root(Syntax syntax, Object value) {}

  /** An object that looks like a thing. */
  private record Thing(Syntax syntax, Map<?, ?> object, String type, boolean isMain) {}

  private final Map<String, Object> references;
  private final Set<String> titles;
  private final StructuredLeaves leaves;
  private final List<Thing> things = new ArrayList<>();
  private final Set<Object> known = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Object> written = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<String> said = new HashSet<>();
  private int nodes;
  private int room;

  private ThingFinder(Map<String, Object> references, Set<String> titles, StructuredLeaves leaves) {
    this.references = references;
    this.titles = titles;
    this.leaves = leaves;
  }

  static void find(
      List<Root> roots,
      Map<String, Object> references,
      PageElements page,
      PageHead head,
      StructuredLeaves leaves) {
    ThingFinder finder = new ThingFinder(references, titles(page, head), leaves);
    for (Root root : roots) {
      finder.walk(root.syntax(), root.value(), "", 0);
    }
    finder.write();
    for (Root root : roots) {
      if (root.syntax() == Syntax.DATA_LAYER) {
        finder.writeLayer(root.value());
      }
    }
  }

  private static Set<String> titles(PageElements page, PageHead head) {
    Set<String> titles = new HashSet<>();
    if (head.title() != null) {
      titles.add(AuthorName.plain(head.title()));
    }
    Element heading = page.visible().heading();
    if (heading != null) {
      titles.add(AuthorName.plain(HtmlTree.visibleText(heading, MAX_NAME)));
    }
    titles.remove("");
    return titles;
  }

  private void walk(Syntax syntax, Object value, String key, int depth) {
    if (++nodes > MAX_NODES || depth > MAX_DEPTH || things.size() >= MAX_CANDIDATES) {
      return;
    }
    if (value instanceof List<?> list) {
      for (Object element : list) {
        walkInto(syntax, element, key, depth);
      }
    } else if (value instanceof Map<?, ?> object) {
      look(syntax, object, key);
      object.forEach((name, member) -> walkInto(syntax, member, String.valueOf(name), depth));
    }
  }

  private void walkInto(Syntax syntax, Object value, String key, int depth) {
    if (value instanceof Map || value instanceof List) {
      walk(syntax, value, key, depth + 1);
    }
  }

  /** Remembers an object that looks like a thing. */
  private void look(Syntax syntax, Map<?, ?> object, String key) {
    if (object.containsKey("ROOT_QUERY") || object.containsKey("ROOT")) {
      object.forEach((name, value) -> references.putIfAbsent(String.valueOf(name), value));
    }
    if (object.size() > MAX_MEMBERS || object.size() < 2) {
      return;
    }
    Set<String> members = new HashSet<>();
    String name = null;
    int weight = 0;
    int strong = 0;
    for (Map.Entry<?, ?> entry : object.entrySet()) {
      String plain = StateWords.plain(String.valueOf(entry.getKey()));
      boolean isSaid = isSaid(entry.getValue()) && members.add(plain);
      int own = isSaid ? StateWords.weight(plain) : 0;
      weight += own;
      strong += own >= 4 ? 1 : 0;
      if (name == null && StateWords.isName(plain) && entry.getValue() instanceof String text) {
        name = text.length() <= MAX_NAME && !text.isBlank() ? text : null;
      }
    }
    boolean isThing = name == null ? strong >= 2 : strong > 0 || weight >= 3;
    if (isThing && known.add(object)) {
      boolean isMain = name != null && titles.contains(AuthorName.plain(name));
      things.add(new Thing(syntax, object, type(object, members, key), isMain));
    }
  }

  private static boolean isSaid(Object value) {
    if (value instanceof String text) {
      return !text.isBlank() && !text.equals("false");
    }
    return (value instanceof Map<?, ?> map && !map.isEmpty())
        || (value instanceof List<?> list && !list.isEmpty());
  }

  private static String type(Map<?, ?> object, Set<String> members, String key) {
    for (String member : new String[] {"@type", "__typename", "_type", "contentType", "type"}) {
      if (object.get(member) instanceof String word && word.length() <= MAX_NAME) {
        String type = StateWords.typeOf(word);
        if (type != null) {
          return type;
        }
      }
    }
    String byMembers = StateWords.typeOf(members);
    String byKey = byMembers.equals("Thing") ? StateWords.typeOf(key) : null;
    return byKey == null ? byMembers : byKey;
  }

  /** The page's own things, then the others in their order. */
  private void write() {
    List<Thing> ordered = new ArrayList<>(things);
    ordered.sort((one, other) -> Boolean.compare(other.isMain(), one.isMain()));
    int count = 0;
    for (Thing thing : ordered) {
      if (count >= MAX_THINGS || leaves.isFull(thing.syntax())) {
        continue;
      }
      if (!written.contains(thing.object()) && said.add(print(thing))) {
        count++;
        room = thing.isMain() ? MAX_MAIN_LEAVES : MAX_THING_LEAVES;
        fillThing(leaves.top(thing.syntax(), thing.type()), thing);
      }
    }
  }

  /** The scalars of a thing: states hold the same thing several times. */
  private static String print(Thing thing) {
    StringBuilder print = new StringBuilder(thing.type());
    for (Map.Entry<?, ?> member : thing.object().entrySet()) {
      if (member.getValue() instanceof String text) {
        print
            .append('\n')
            .append(member.getKey())
            .append('=')
            .append(FoldedText.cut(text, MAX_NAME));
      }
    }
    return print.toString();
  }

  /** All that is said of the page's own thing; of others what things of their kind have. */
  private void fillThing(Item item, Thing thing) {
    written.add(thing.object());
    for (Map.Entry<?, ?> entry : thing.object().entrySet()) {
      String key = String.valueOf(entry.getKey());
      String plain = StateWords.plain(key);
      if (thing.isMain() || StateWords.isName(plain) || StateWords.weight(plain) > 0) {
        member(item, key, entry.getValue(), 0);
      }
    }
  }

  private void fill(Item item, Map<?, ?> object, int depth) {
    written.add(object);
    object.forEach((key, value) -> member(item, String.valueOf(key), value, depth));
  }

  private void member(Item item, String key, Object value, int depth) {
    if (room <= 0 || key.isEmpty() || key.startsWith("_") || key.startsWith("$")) {
      return;
    }
    if (value instanceof String text) {
      scalar(item, key, text);
    } else if (value instanceof List<?> list) {
      for (Object element : list) {
        if (!(element instanceof List)) {
          member(item, key, element, depth);
        }
      }
    } else if (value instanceof Map<?, ?> object && depth < MAX_PARTS) {
      part(item, key, object, depth);
    }
  }

  private void part(Item item, String key, Map<?, ?> object, int depth) {
    Map<?, ?> meant = referred(object);
    boolean isOwn = !known.contains(meant) || StateWords.isPart(StateWords.plain(key));
    if (isOwn && !written.contains(meant)) {
      Object type = meant.get("__typename");
      String name = type instanceof String word ? StateWords.typeOf(word) : null;
      fill(leaves.nested(item, key, name == null ? "Thing" : name), meant, depth + 1);
    }
  }

  /** Apollo keeps each object once and refers to it by its key. */
  private Map<?, ?> referred(Map<?, ?> object) {
    Object ref = object.get("__ref");
    Object id = ref == null && "id".equals(object.get("type")) ? object.get("id") : ref;
    Object meant = id instanceof String key ? references.get(key) : null;
    return meant instanceof Map<?, ?> other ? other : object;
  }

  private void scalar(Item item, String key, String raw) {
    Object text = raw.startsWith("$") ? references.getOrDefault(raw, raw) : raw;
    String value = readable(String.valueOf(text));
    if (!value.isEmpty() && !isNoise(StateWords.plain(key), value)) {
      room--;
      leaves.add(item, key, value);
    }
  }

  private static String readable(String value) {
    String cut = FoldedText.cut(value, MAX_MARKUP);
    boolean isMarkup = cut.indexOf('<') >= 0 && cut.indexOf('>') >= 0;
    if (!isMarkup) {
      return FoldedText.of(cut, MAX_VALUE);
    }
    return HtmlTree.visibleText(Parser.parseBodyFragment(cut, "").body(), MAX_VALUE);
  }

  /** What scripts keep for themselves. */
  private static boolean isNoise(String plain, String value) {
    boolean isWord = value.indexOf(' ') < 0;
    return (isWord && value.length() > MAX_WORD)
        || value.equals("false")
        || value.startsWith("$")
        || value.startsWith("data:")
        || plain.endsWith("classname")
        || plain.endsWith("token")
        || plain.endsWith("hash")
        || plain.equals("style")
        || plain.endsWith("cursor")
        || (isWord && value.length() >= 32 && isHex(value));
  }

  private static boolean isHex(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (Character.digit(value.charAt(i), 16) < 0 && value.charAt(i) != '-') {
        return false;
      }
    }
    return true;
  }

  /** What a data layer says outright, without an object for the thing: {@code product_price}. */
  private void writeLayer(Object value) {
    if (value instanceof List<?> list) {
      list.stream().limit(MAX_THINGS).forEach(this::writeLayer);
    } else if (value instanceof Map<?, ?> object && !written.contains(object)) {
      room = MAX_THING_LEAVES;
      Item[] item = new Item[1];
      object.forEach((key, member) -> item[0] = layerMember(item[0], String.valueOf(key), member));
    }
  }

  private @Nullable Item layerMember(@Nullable Item item, String key, Object member) {
    boolean isTelling = StateWords.isTelling(StateWords.plain(key)) && room > 0;
    if (!isTelling || member instanceof Map) {
      return item;
    }
    Item layer = item == null ? leaves.top(Syntax.DATA_LAYER, "DataLayer") : item;
    member(layer, key, member, MAX_PARTS);
    return layer;
  }
}
