package lode.domain.extraction.value;

import org.jspecify.annotations.Nullable;

/**
 * What is known around a raw text and helps to read it.
 *
 * @param language BCP-47 tag of the page; decides between 1,234 and 1.234, and between day and month
 *     first
 * @param pageUrl absolute URL that relative links resolve against
 * @param unit unit that the label, the table header or a sibling property states, as written there
 * @param currency ISO 4217 code or sign stated beside the amount
 * @param machineReadable whether the text is structured data, where the decimal sign is a point
 */
public record ReadingHints(
    @Nullable String language,
    @Nullable String pageUrl,
    @Nullable String unit,
    @Nullable String currency,
    boolean machineReadable) {

  /** Nothing is known. */
  public static final ReadingHints NONE = new ReadingHints(null, null, null, null, false);

  /** Hints of text on a page. */
  public static ReadingHints ofPage(@Nullable String language, @Nullable String pageUrl) {
    return new ReadingHints(language, pageUrl, null, null, false);
  }

  /** The same with the unit that the label states. */
  public ReadingHints withUnit(@Nullable String stated) {
    return new ReadingHints(language, pageUrl, stated, currency, machineReadable);
  }

  /** The same with the currency that a sibling states. */
  public ReadingHints withCurrency(@Nullable String stated) {
    return new ReadingHints(language, pageUrl, unit, stated, machineReadable);
  }

  /** The same for structured data. */
  public ReadingHints forMachines() {
    return new ReadingHints(language, pageUrl, unit, currency, true);
  }
}
