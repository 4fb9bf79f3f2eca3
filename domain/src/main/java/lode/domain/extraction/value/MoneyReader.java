package lode.domain.extraction.value;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads one amount with its ISO 4217 currency; an amount without a currency is no value. */
final class MoneyReader {

  private static final Map<String, String> SIGNS = new HashMap<>();
  private static final List<String> BY_LENGTH = new ArrayList<>();
  private static final Set<String> CODES = new LinkedHashSet<>();
  private static final Pattern CODE =
      Pattern.compile("(?<![\\p{L}])([A-Z]{3})(?![\\p{L}])", Pattern.UNICODE_CASE);

  /** "99.-" and "99,–" write whole amounts. */
  private static final Pattern WHOLE = Pattern.compile("(?<=\\d)[.,](?:-{1,2}|–)");

  static {
    for (List<String> row : WordTable.rows(MoneyReader.class, "currencies.txt")) {
      WordTable.words(row.get(1)).forEach(sign -> SIGNS.put(sign, row.get(0)));
    }
    BY_LENGTH.addAll(SIGNS.keySet());
    BY_LENGTH.sort(Comparator.comparing((String sign) -> -sign.length()));
    Currency.getAvailableCurrencies().forEach(currency -> CODES.add(currency.getCurrencyCode()));
  }

  private record Marked(String currency, double certainty, String rest) {}

  private MoneyReader() {}

  static Optional<Reading> read(String raw, ReadingHints hints) {
    Marked marked = mark(raw, hints);
    if (marked == null) {
      return Optional.empty();
    }
    String text = WHOLE.matcher(Folding.digits(marked.rest())).replaceAll("  ");
    List<Quantity> amounts = Quantities.scan(text, NumberFormats.Three.GROUP, hints);
    if (amounts.size() != 1 || amounts.get(0).rangePart() || amounts.get(0).number() == null) {
      return Optional.empty();
    }
    Quantity amount = amounts.get(0);
    if (amount.number().signum() < 0 || isMeasure(amount)) {
      return Optional.empty();
    }
    double certainty = Math.min(marked.certainty(), amount.certainty());
    return Optional.of(new Reading(node(amount.number(), marked.currency()), null, certainty));
  }

  /** A share, or a measure: the "5 m" of "5 m EUR" are metres or millions, and no amount. */
  private static boolean isMeasure(Quantity amount) {
    return amount.unit() != null;
  }

  static JsonNode node(BigDecimal amount, String currency) {
    ObjectNode money = JsonNodeFactory.instance.objectNode();
    money.set("amount", JsonNumbers.of(amount));
    money.put("currency", currency);
    return money;
  }

  /** ISO code of a code or sign; null for anything else. */
  static @Nullable String currency(@Nullable String stated, ReadingHints hints) {
    if (stated == null) {
      return null;
    }
    String text = stated.strip();
    String upper = text.toUpperCase(Locale.ROOT);
    if (CODES.contains(upper)) {
      return upper;
    }
    String named = SIGNS.get(text);
    return named == null ? null : resolved(named, hints);
  }

  /** Whether the text holds the amount, and the currency where the text names one. */
  static boolean states(String text, JsonNode money) {
    Set<String> named = currenciesIn(text);
    String wanted = money.path("currency").asString("");
    boolean currencyFits = named.isEmpty() || named.contains(wanted) || sharedSign(named, wanted);
    JsonNode amount = money.path("amount");
    return currencyFits
        && amount.isNumber()
        && NumberReader.states(blankSigns(text), amount.decimalValue(), null);
  }

  private static @Nullable Marked mark(String raw, ReadingHints hints) {
    String stated = currency(hints.currency(), hints);
    Set<String> named = currenciesIn(raw);
    String rest = blankSigns(raw);
    if (named.size() > 1) {
      return null;
    }
    if (named.isEmpty()) {
      return stated == null ? null : new Marked(stated, 1, rest);
    }
    String sign = named.iterator().next();
    String resolved = resolved(sign, hints);
    if (stated != null && (sharedSign(named, stated) || stated.equals(resolved))) {
      return new Marked(stated, 1, rest);
    }
    if (stated != null || resolved == null) {
      return null;
    }
    return new Marked(resolved, sign.equals(resolved) ? 1 : 0.85, rest);
  }

  private static Set<String> currenciesIn(String raw) {
    Set<String> found = new LinkedHashSet<>();
    Matcher codes = CODE.matcher(raw);
    while (codes.find()) {
      if (CODES.contains(codes.group(1))) {
        found.add(codes.group(1));
      }
    }
    String rest = raw;
    for (String sign : BY_LENGTH) {
      if (signAt(rest, sign) >= 0) {
        found.add(SIGNS.getOrDefault(sign, sign));
        rest = blank(rest, sign);
      }
    }
    // "CA$ 5 CAD" says one thing twice; "$5 USD" as well.
    Set<String> codesOnly = new LinkedHashSet<>(found);
    codesOnly.removeIf(each -> each.equals(each.toLowerCase(Locale.ROOT)));
    return codesOnly.size() == 1 && sharedSigns(found, codesOnly) ? codesOnly : found;
  }

  private static boolean sharedSigns(Set<String> found, Set<String> codes) {
    String code = codes.iterator().next();
    return found.stream().allMatch(each -> each.equals(code) || shares(each, code));
  }

  private static boolean sharedSign(Set<String> named, String currency) {
    return named.stream().allMatch(each -> each.equals(currency) || shares(each, currency));
  }

  private static boolean shares(String sign, String currency) {
    return switch (sign) {
      case "dollar" ->
          currency.endsWith("D") || Set.of("MXN", "CLP", "COP", "ARS", "UYU").contains(currency);
      case "krone" -> Set.of("SEK", "NOK", "DKK", "ISK").contains(currency);
      case "yen" -> Set.of("JPY", "CNY").contains(currency);
      default -> false;
    };
  }

  private static String blankSigns(String raw) {
    Matcher codes = CODE.matcher(raw);
    StringBuilder blanked = new StringBuilder();
    while (codes.find()) {
      codes.appendReplacement(blanked, CODES.contains(codes.group(1)) ? "   " : codes.group(1));
    }
    codes.appendTail(blanked);
    String rest = blanked.toString();
    for (String sign : BY_LENGTH) {
      if (signAt(rest, sign) >= 0) {
        rest = blank(rest, sign);
      }
    }
    // What stood on the letters of a code stands free now: "EUR99".
    return rest;
  }

  private static String blank(String text, String sign) {
    String rest = text;
    for (int at = signAt(rest, sign); at >= 0; at = signAt(rest, sign)) {
      rest = rest.substring(0, at) + " ".repeat(sign.length()) + rest.substring(at + sign.length());
    }
    return rest;
  }

  private static int signAt(String text, String sign) {
    for (int at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1)) {
      boolean startFree = !letter(sign.charAt(0)) || at == 0 || !letter(text.charAt(at - 1));
      int end = at + sign.length();
      boolean endFree =
          !letter(sign.charAt(sign.length() - 1))
              || end >= text.length()
              || !letter(text.charAt(end));
      if (startFree && endFree) {
        return at;
      }
    }
    return -1;
  }

  private static boolean letter(char c) {
    return Character.isLetter(c) && !Character.isIdeographic(c);
  }

  /** A shared sign is the currency of the page's country; a bare dollar elsewhere is the US one. */
  private static @Nullable String resolved(String named, ReadingHints hints) {
    if (CODES.contains(named)) {
      return named;
    }
    String local = PageCountry.currency(hints);
    if (local != null && shares(named, local)) {
      return local;
    }
    return switch (named) {
      case "dollar" -> "USD";
      case "yen" -> language(hints).equals("zh") ? "CNY" : "JPY";
      case "krone" ->
          switch (language(hints)) {
            case "sv" -> "SEK";
            case "nb", "no", "nn" -> "NOK";
            case "da" -> "DKK";
            default -> null;
          };
      default -> null;
    };
  }

  private static String language(ReadingHints hints) {
    return hints.language() == null
        ? ""
        : Locale.forLanguageTag(hints.language().replace('_', '-')).getLanguage();
  }
}
