package lode.domain.crawl;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import lode.domain.document.DetectedLanguage;
import lode.domain.document.LanguageDetector;
import org.jspecify.annotations.Nullable;

/**
 * The language of a page. Its text decides when there is enough of it: what pages declare is often a
 * template's default. A declaration that agrees makes it more certain, and may add region or script.
 *
 * @param tag BCP 47
 * @param certainty 0 to 1
 * @param by what says so: {@code content}, {@code html lang}, {@code Content-Language}
 */
public record PageLanguage(String tag, double certainty, String by) {

  /** From this certainty on a page of a language that nobody wants is skipped. */
  private static final double SURE = 0.7;

  /** What a declaration alone is worth: not enough to skip a page. */
  private static final double DECLARED = 0.6;

  private static final double IN_THE_HEADER = 0.4;

  /** Below this a guess from the text is not worth telling. */
  private static final double WORTH_TELLING = 0.5;

  /**
   * The language of a page; empty when nothing says one.
   *
   * @param htmlLang the document's own declaration, or null
   * @param contentLanguage the header, or null; one that names several languages says nothing
   */
  public static Optional<PageLanguage> of(
      @Nullable String htmlLang, @Nullable String contentLanguage, String visibleText) {
    Optional<PageLanguage> declared =
        Stream.concat(
                declared(htmlLang, DECLARED, "html lang").stream(),
                declared(contentLanguage, IN_THE_HEADER, "Content-Language").stream())
            .findFirst();
    Optional<DetectedLanguage> detected = LanguageDetector.detect(visibleText);
    if (detected.isEmpty()) {
      return declared;
    }
    DetectedLanguage text = detected.get();
    if (declared.isPresent() && isSame(declared.get().tag, text.tag())) {
      double doubt = (1 - declared.get().certainty) * (1 - text.certainty());
      String by = text.certainty() >= WORTH_TELLING ? "content" : declared.get().by;
      return Optional.of(
          new PageLanguage(moreExact(declared.get().tag, text.tag()), rounded(1 - doubt), by));
    }
    PageLanguage content =
        new PageLanguage(text.tag(), rounded(Math.min(0.99, text.certainty())), "content");
    if (declared.isPresent() && declared.get().certainty >= content.certainty) {
      return declared;
    }
    return declared.isPresent() || content.certainty >= WORTH_TELLING
        ? Optional.of(content)
        : Optional.empty();
  }

  private static Optional<PageLanguage> declared(@Nullable String tag, double worth, String by) {
    return LanguageTags.canonical(tag).map(canonical -> new PageLanguage(canonical, worth, by));
  }

  private static boolean isSame(String one, String other) {
    return LanguageTags.primary(Locale.forLanguageTag(one))
        .equals(LanguageTags.primary(Locale.forLanguageTag(other)));
  }

  private static String moreExact(String declared, String detected) {
    return declared.length() >= detected.length() ? declared : detected;
  }

  private static double rounded(double certainty) {
    return Math.round(Math.min(0.99, certainty) * 100) / 100.0;
  }

  /** The rule that keeps the page out of a crawl for these languages; empty when it is kept. */
  public Optional<String> refusal(LanguageTags wanted) {
    return certainty < SURE || wanted.want(tag)
        ? Optional.empty()
        : Optional.of(String.format(Locale.ROOT, "language %s (%.2f, by %s)", tag, certainty, by));
  }
}
