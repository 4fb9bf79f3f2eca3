package lode.domain.extraction.value;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lode.domain.project.Field;
import tools.jackson.databind.JsonNode;

/** Says how well a quote states a value. */
public final class ValueInQuote {

  private ValueInQuote() {}

  /**
   * The share of the value that stands in the quote: 1 where all of it does, 0 where none does.
   * Numbers, money and dates are compared as values in every usual format; texts by their words;
   * lists item by item. Yes, no and choices follow from a quote rather than stand in it: 1 where the
   * words are there, 0.7 where they are not, 0 where the quote denies what the value says.
   */
  public static double score(String quote, Field field, JsonNode value) {
    return switch (field.type()) {
      case INTEGER, NUMBER ->
          value.isNumber() && NumberReader.states(quote, value.decimalValue(), field.unit())
              ? 1
              : 0;
      case MONEY -> value.isObject() && MoneyReader.states(quote, value) ? 1 : 0;
      case DATE -> DateReader.states(quote, value.asString("")) ? 1 : 0;
      case BOOLEAN -> yesOrNo(quote, field, value);
      case ENUM -> choice(quote, field, value);
      case LIST -> list(quote, value);
      case URL -> text(quote, value.asString(""), true);
      case TEXT -> text(quote, value.asString(""), false);
      case SUMMARY -> 1;
    };
  }

  private static double yesOrNo(String quote, Field field, JsonNode value) {
    if (!value.isBoolean() || quote.isBlank()) {
      return 0;
    }
    Optional<Reading> plain = WordReader.yesOrNo(afterLabel(quote));
    if (plain.isPresent()) {
      return plain.get().value().equals(value) ? 1 : 0;
    }
    boolean anywhere = Negation.in(quote) || CROSS.matcher(quote).find();
    if (!value.booleanValue()) {
      return anywhere ? 1 : Negation.softIn(quote) ? 0.7 : 0;
    }
    return anywhere && deniesField(quote, field) ? 0 : 0.7;
  }

  /**
   * Whether the part of the quote that speaks of the field is a denial: "It need not be ours: we repair
   * all makes" does not deny that all makes are repaired.
   */
  private static boolean deniesField(String quote, Field field) {
    String about = field.name().replace('_', ' ') + " " + Objects.toString(field.description(), "");
    Set<String> stems = stems(about);
    boolean relevant = false;
    boolean plainClause = false;
    for (String clause : CLAUSE_END.split(quote)) {
      boolean denied = Negation.in(clause);
      boolean speaksOfIt = stems(clause).stream().anyMatch(stems::contains);
      if (speaksOfIt && denied) {
        return true;
      }
      relevant |= speaksOfIt;
      plainClause |= speaksOfIt && !denied;
    }
    return !(relevant && plainClause);
  }

  private static Set<String> stems(String text) {
    return Arrays.stream(Folding.alphanumeric(text).split(" "))
        .filter(word -> word.length() >= 4)
        .map(word -> word.substring(0, Math.min(5, word.length())))
        .collect(Collectors.toSet());
  }

  private static final Pattern CLAUSE_END =
      Pattern.compile("[.;:!?,–—]\\s|\\s(?:but|aber|sondern|mais|pero|ma|maar)\\s");
  private static final Pattern CROSS = Pattern.compile("[✗✘❌✕☒]");

  private static String afterLabel(String quote) {
    int at = Math.max(quote.lastIndexOf(':'), quote.lastIndexOf('|', quote.length() - 2));
    return quote.substring(at + 1).replace('|', ' ');
  }

  private static double choice(String quote, Field field, JsonNode value) {
    String choice = value.asString("");
    boolean known = field.enumValues().isEmpty() || field.enumValues().contains(choice);
    if (!known || quote.isBlank()) {
      return 0;
    }
    if (!WordReader.statesChoice(quote, choice, field)) {
      return 0.7;
    }
    boolean negatedState = Negation.in(quote) && !Negation.in(choice.replace('_', ' '));
    return negatedState ? 0.6 : 1;
  }

  private static double list(String quote, JsonNode value) {
    if (!value.isArray() || value.isEmpty()) {
      return 0;
    }
    double sum = 0;
    for (JsonNode item : value) {
      sum += text(quote, item.asString(""), false);
    }
    return sum / value.size();
  }

  private static double text(String quote, String value, boolean link) {
    if (link) {
      return bare(quote).contains(bare(value))
              || !pathOf(value).isEmpty() && quote.contains(pathOf(value))
          ? 1
          : 0;
    }
    String words = " " + Folding.alphanumeric(quote) + " ";
    String wanted = Folding.alphanumeric(value);
    if (wanted.isEmpty()) {
      return 0;
    }
    if (words.contains(" " + wanted + " ")
        || words.replace(" ", "").contains(squeezedLong(wanted))) {
      return 1;
    }
    return coverage(words, wanted);
  }

  /** Texts without blanks between words, and words hyphenated at line ends. */
  private static String squeezedLong(String wanted) {
    String squeezed = wanted.replace(" ", "");
    return squeezed.length() >= 6 || squeezed.codePoints().anyMatch(Character::isIdeographic)
        ? squeezed
        : "\u0000";
  }

  private static double coverage(String words, String wanted) {
    String[] tokens = wanted.split(" ");
    long found = Arrays.stream(tokens).filter(t -> words.contains(" " + t + " ")).count();
    return found / (double) tokens.length * 0.9;
  }

  private static String bare(String url) {
    return url.toLowerCase(Locale.ROOT)
        .replaceFirst("^https?://(?:www\\.)?", "")
        .replaceFirst("/$", "");
  }

  private static String pathOf(String url) {
    int scheme = url.indexOf("://");
    int slash = scheme < 0 ? -1 : url.indexOf('/', scheme + 3);
    return slash < 0 || url.length() - slash < 4 ? "" : url.substring(slash);
  }
}
