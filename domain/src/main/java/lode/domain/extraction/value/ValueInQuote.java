package lode.domain.extraction.value;

import java.util.Locale;
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
      case BOOLEAN -> yesOrNo(quote, value);
      case ENUM -> choice(quote, field, value);
      case LIST -> list(quote, value);
      case URL -> text(quote, value.asString(""), true);
      case TEXT -> text(quote, value.asString(""), false);
      case SUMMARY -> 1;
    };
  }

  private static double yesOrNo(String quote, JsonNode value) {
    if (!value.isBoolean()) {
      return 0;
    }
    boolean plainNo =
        WordReader.yesOrNo(afterLabel(quote))
            .map(reading -> !reading.value().booleanValue())
            .orElse(false);
    boolean denied = plainNo || Negation.in(quote) || NO_LONGER.matcher(quote).find();
    if (denied == value.booleanValue()) {
      return 0;
    }
    boolean plain = WordReader.yesOrNo(afterLabel(quote)).isPresent();
    return plain || denied ? 1 : 0.7;
  }

  private static final java.util.regex.Pattern NO_LONGER =
      java.util.regex.Pattern.compile(
          "no longer|nicht mehr|ne \\S+ plus|ya no|non più|niet meer|[✗✘❌✕☒]",
          java.util.regex.Pattern.CASE_INSENSITIVE);

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
    long found = java.util.Arrays.stream(tokens).filter(t -> words.contains(" " + t + " ")).count();
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
