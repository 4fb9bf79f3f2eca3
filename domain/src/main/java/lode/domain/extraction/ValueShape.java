package lode.domain.extraction;

import java.util.Set;
import lode.domain.project.Field;
import tools.jackson.databind.JsonNode;

/**
 * Refuses texts that cannot be what a field asks for, whatever the page calls them: a city with a house
 * number in it, an e-mail address without a sign, a trade item number of zeros.
 */
final class ValueShape {

  private ValueShape() {}

  static boolean fits(Field field, JsonNode value) {
    if (!value.isString()) {
      return true;
    }
    String text = value.asString();
    String key = Vocabulary.key(Vocabulary.tokens(field.name()));
    if (means(key, "city") || means(key, "country")) {
      return text.length() <= 60 && text.chars().noneMatch(Character::isDigit);
    }
    if (means(key, "email")) {
      return text.matches("[^@\\s]+@[^@\\s]+\\.[^@\\s]+");
    }
    if (means(key, "phone")) {
      return text.length() <= 40 && text.chars().filter(Character::isDigit).count() >= 5;
    }
    return !Set.of("gtin", "ean", "upc").contains(key) || isTradeItemNumber(text);
  }

  private static boolean means(String key, String word) {
    return key.equals(word) || Vocabulary.synonyms(key, word);
  }

  /** Check digits are not asked for: pages show numbers with wrong ones, and they identify still. */
  private static boolean isTradeItemNumber(String text) {
    String digits = text.replaceAll("[ -]", "");
    return digits.matches("\\d{8}|\\d{12,14}") && !digits.matches("0+");
  }
}
