package lode.domain.extraction.value;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A label parted into its words and the unit that it states.
 *
 * @param words the label without the unit
 * @param unit the unit as written
 */
public record LabelUnit(String words, String unit) {

  private static final Pattern BRACKETED =
      Pattern.compile("^(.*?)\\s*[(\\[（]\\s*(?:in\\s+)?([^()\\[\\]（）]{1,20})\\s*[)\\]）]\\s*(.*)$");
  private static final Pattern TRAILING =
      Pattern.compile("^(.*\\S)\\s*(?:,|/|\\s+in|\\s+en)\\s+([^\\s,/][^,]{0,20})$");

  /** The parts of a label that states a unit; empty where it states none. */
  public static Optional<LabelUnit> of(String label) {
    Matcher bracketed = BRACKETED.matcher(label.strip());
    if (bracketed.matches() && Units.isUnit(bracketed.group(2))) {
      String words = (bracketed.group(1) + " " + bracketed.group(3)).strip();
      return Optional.of(new LabelUnit(words, bracketed.group(2).strip()));
    }
    Matcher trailing = TRAILING.matcher(label.strip());
    if (trailing.matches() && Units.isUnit(trailing.group(2))) {
      return Optional.of(new LabelUnit(trailing.group(1), trailing.group(2).strip()));
    }
    return Optional.empty();
  }
}
