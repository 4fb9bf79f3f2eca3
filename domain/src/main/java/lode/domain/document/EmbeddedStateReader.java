package lode.domain.document;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lode.domain.document.StructuredValue.Syntax;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/**
 * Finds the data that a page's scripts bring along: the state of Next, Nuxt, Remix, SvelteKit,
 * Angular, Apollo and the like, the products of shop systems, data layers. Scripts are read, never
 * run; {@link ThingFinder} tells what of it the page is about.
 */
final class EmbeddedStateReader {

  /** Code units of scripts that are read on one page; the rest is ignored. */
  static final int MAX_STATE = 6_000_000;

  private static final int MIN_SCRIPT = 30;

  private final List<ThingFinder.Root> roots = new ArrayList<>();
  private final Map<String, Object> references = new HashMap<>();
  private final StringBuilder flight = new StringBuilder();
  private final StringBuilder turbo = new StringBuilder();
  private int left = MAX_STATE;

  private EmbeddedStateReader() {}

  static void read(PageElements page, PageHead head, StructuredLeaves leaves) {
    EmbeddedStateReader reader = new EmbeddedStateReader();
    page.scripts().forEach(reader::script);
    page.dataAttributes().forEach(reader::attribute);
    if (!reader.flight.isEmpty()) {
      FlightRows rows = FlightRows.read(reader.flight.toString());
      reader.references.putAll(rows.texts());
      rows.values().forEach(value -> reader.add(Syntax.EMBEDDED_STATE, value));
    }
    if (!reader.turbo.isEmpty()) {
      reader.flattened(reader.turbo.toString());
    }
    if (!reader.roots.isEmpty()) {
      ThingFinder.find(reader.roots, reader.references, page, head, leaves);
    }
  }

  private void add(Syntax syntax, Object value) {
    if (value instanceof Map || value instanceof List) {
      roots.add(new ThingFinder.Root(syntax, value));
    }
  }

  private void script(Element script) {
    String type = script.attr("type").strip().toLowerCase(Locale.ROOT);
    boolean isOther =
        type.contains("ld+json")
            || type.equals("importmap")
            || type.equals("speculationrules")
            || type.contains("template");
    if (isOther || left <= 0 || (script.hasAttr("src") && script.childNodeSize() == 0)) {
      return;
    }
    String text = FoldedText.cut(script.data(), left);
    if (text.length() < MIN_SCRIPT) {
      return;
    }
    left -= text.length();
    if (type.contains("json") || type.equals("text/x-magento-init")) {
      json(script, text);
    } else if (type.isEmpty() || type.contains("javascript") || type.equals("module")) {
      code(text);
    }
  }

  private void json(Element script, String text) {
    if (script.id().equals("__NUXT_DATA__") || script.hasAttr("data-nuxt-data")) {
      flattened(text);
      return;
    }
    String json = text.contains("&q;") ? angular(text) : text;
    for (Object value : JsonTree.read(json)) {
      add(Syntax.EMBEDDED_STATE, value);
      // SvelteKit keeps the answers that the page has fetched as text.
      if (script.hasAttr("data-sveltekit-fetched")
          && value instanceof Map<?, ?> answer
          && answer.get("body") instanceof String body) {
        JsonTree.read(body).forEach(inside -> add(Syntax.EMBEDDED_STATE, inside));
      }
    }
  }

  private void flattened(String text) {
    List<Object> values = JsonTree.read(text, true);
    Object whole =
        !values.isEmpty() && values.get(0) instanceof List<?> list ? Devalue.read(list) : null;
    if (whole != null) {
      add(Syntax.EMBEDDED_STATE, whole);
    }
  }

  /** The escapes of Angular's transfer state before its version 16. */
  private static String angular(String text) {
    return text.replace("&q;", "\"")
        .replace("&s;", "'")
        .replace("&l;", "<")
        .replace("&g;", ">")
        .replace("&a;", "&");
  }

  private void attribute(String value) {
    if (value.length() <= left) {
      left -= value.length();
      boolean isEscaped = value.startsWith("{&quot;") || value.startsWith("[{&quot;");
      JsonTree.read(isEscaped ? Parser.unescapeEntities(value, true) : value)
          .forEach(json -> add(Syntax.EMBEDDED_STATE, json));
    }
  }

  private void code(String text) {
    StateScript script = StateScript.read(text);
    script.values().forEach(value -> add(Syntax.EMBEDDED_STATE, value));
    script.layers().forEach(value -> add(Syntax.DATA_LAYER, value));
    flight.append(script.flight());
    turbo.append(script.turbo());
  }
}
