package lode.domain.document;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The literals that a script of a page assigns to names for state and data, or pushes on to a data
 * layer. One pass over the text; nothing is executed.
 */
final class StateScript {

  private static final int MAX_NAME = 60;
  private static final int MAX_PARAMETERS = 5_000;

  private static final List<String> STATE =
      List.of(
          "state", "data", "props", "context", "store", "product", "payload", "cache", "meta",
          "nuxt", "apollo", "preload", "hydrat", "item", "variant", "article", "page", "catalog",
          "initial");
  private static final List<String> LAYERS =
      List.of("datalayer", "digitaldata", "utag_data", "gtm", "analytics");

  private final String text;
  private final List<Object> values = new ArrayList<>();
  private final List<Object> layers = new ArrayList<>();
  private final StringBuilder flight = new StringBuilder();
  private final StringBuilder turbo = new StringBuilder();

  private StateScript(String text) {
    this.text = text;
  }

  static StateScript read(String text) {
    StateScript script = new StateScript(text);
    script.assignments();
    script.calls();
    if (text.contains("__sveltekit")) {
      script.svelte();
    }
    return script;
  }

  List<Object> values() {
    return values;
  }

  List<Object> layers() {
    return layers;
  }

  /** Rows of {@link FlightRows}. */
  CharSequence flight() {
    return flight;
  }

  /** Values of {@link Devalue}, as JSON. */
  CharSequence turbo() {
    return turbo;
  }

  private void assignments() {
    int at = text.indexOf('=');
    while (at >= 0) {
      int start = blanksEnd(at + 1);
      String name = opens(start) ? assigned(at) : "";
      int end = name.isEmpty() ? at + 1 : value(name, start);
      at = text.indexOf('=', Math.max(end, at + 1));
    }
  }

  private boolean opens(int start) {
    if (start >= text.length()) {
      return false;
    }
    char c = text.charAt(start);
    return c == '{'
        || c == '['
        || text.startsWith("JSON.parse(", start)
        || text.startsWith("(function(", start);
  }

  /** The name before an equals sign in lower case when it is one for data; else empty. */
  private String assigned(int equals) {
    int end = equals;
    while (end > 0 && " \t\"']".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    int start = end;
    while (start > 0 && end - start < MAX_NAME && isNamePart(text.charAt(start - 1))) {
      start--;
    }
    String name = text.substring(start, end).toLowerCase(Locale.ROOT);
    boolean isData = STATE.stream().anyMatch(name::contains) || isLayer(name);
    return isData ? name : "";
  }

  private static boolean isLayer(String name) {
    return LAYERS.stream().anyMatch(name::contains);
  }

  private static boolean isNamePart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c == '.';
  }

  /** Keeps the value that begins here; returns where its text ends. */
  private int value(String name, int start) {
    LiteralReader.Read read =
        text.charAt(start) == '(' ? returned(start) : LiteralReader.script(text, start);
    keep(name, read.value());
    return read.end();
  }

  private void keep(String name, @Nullable Object value) {
    if (value != null) {
      (isLayer(name) ? layers : values).add(value);
    }
  }

  /**
   * {@code (function(a,b){return {...}}(1,"x"))}: what Nuxt 2 writes so that each value stands once.
   * The names have the values of the arguments.
   */
  private LiteralReader.Read returned(int start) {
    int open = start + "(function(".length();
    int close = text.indexOf(')', open);
    int body = close < 0 ? -1 : text.indexOf("return", close);
    LiteralReader.Read none = new LiteralReader.Read(null, open);
    if (body < 0 || body - close > 200) {
      return none;
    }
    String[] names = text.substring(open, close).split("\\s*,\\s*", MAX_PARAMETERS);
    int literal = blanksEnd(body + "return".length());
    int end = LiteralReader.script(text, literal).end();
    int call = text.indexOf("}(", Math.max(end - 1, literal));
    int alternative = text.indexOf("})(", Math.max(end - 1, literal));
    int arguments = alternative >= 0 && alternative <= call ? alternative + 3 : call + 2;
    if (call < 0 || call - end > 20) {
      return new LiteralReader.Read(null, Math.max(open, end));
    }
    Map<String, Object> given = arguments(names, arguments);
    return LiteralReader.script(text, literal, given);
  }

  private Map<String, Object> arguments(String[] names, int start) {
    Map<String, Object> given = new HashMap<>();
    int at = blanksEnd(start);
    for (String name : names) {
      if (at >= text.length() || text.charAt(at) == ')') {
        break;
      }
      LiteralReader.Read read = LiteralReader.script(text, at);
      if (read.value() != null) {
        given.put(name.strip(), read.value());
      }
      boolean isMore = read.end() < text.length() && text.charAt(read.end()) == ',';
      at = isMore ? blanksEnd(read.end() + 1) : text.length();
    }
    return given;
  }

  /** Calls with data: pushes on to a layer or a stream, events of measuring scripts. */
  private void calls() {
    int at = text.indexOf('(');
    while (at >= 0) {
      int next = at + 1;
      int start = blanksEnd(next);
      if (start < text.length() && "{[\"'".indexOf(text.charAt(start)) >= 0) {
        String name = called(at);
        next = name.isEmpty() ? next : call(name, start);
      }
      at = text.indexOf('(', Math.max(next, at + 1));
    }
  }

  private String called(int open) {
    if (open == 0 || "heqg".indexOf(text.charAt(open - 1)) < 0) {
      return "";
    }
    int start = Math.max(0, open - MAX_NAME);
    String before = text.substring(start, open);
    if (before.endsWith(".push")) {
      String lower = before.toLowerCase(Locale.ROOT);
      return lower.contains("__next_f") ? "flight" : isLayer(lower) ? "layer" : "";
    }
    if (before.endsWith(".enqueue")) {
      return "turbo";
    }
    boolean isEvent = before.endsWith("gtag") || before.endsWith("fbq");
    return isEvent ? "event" : "";
  }

  private int call(String name, int start) {
    LiteralReader.Read read = LiteralReader.script(text, start);
    int end = read.end();
    switch (name) {
      case "flight" -> {
        boolean isText = read.value() instanceof List<?> chunk && chunk.size() == 2;
        if (isText && ((List<?>) read.value()).get(1) instanceof String rows) {
          flight.append(rows);
        }
      }
      case "turbo" -> turbo.append(read.value() instanceof String json ? json : "");
      case "event" -> end = event(end);
      default -> keep("datalayer", read.value());
    }
    return end;
  }

  /** The third argument of {@code gtag("event", name, {...})}. */
  private int event(int from) {
    int end = from;
    for (int argument = 0; argument < 2; argument++) {
      if (end >= text.length() || text.charAt(end) != ',') {
        return end;
      }
      LiteralReader.Read read = LiteralReader.script(text, blanksEnd(end + 1));
      end = read.end();
      if (read.value() instanceof Map) {
        layers.add(read.value());
      }
    }
    return end;
  }

  /** {@code data: [...]} among the arguments of SvelteKit's start. */
  private void svelte() {
    int at = text.indexOf("data:");
    int start = at < 0 ? -1 : blanksEnd(at + "data:".length());
    if (start >= 0 && start < text.length() && text.charAt(start) == '[') {
      keep("data", LiteralReader.script(text, start).value());
    }
  }

  private int blanksEnd(int from) {
    int next = from;
    while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
      next++;
    }
    return next;
  }
}
