package lode.domain.crawl;

import com.ibm.icu.util.ULocale;
import java.util.Arrays;
import java.util.HashSet;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Languages that are wanted, as <a href="https://www.rfc-editor.org/rfc/bcp/bcp47.txt">BCP 47</a>
 * tags: whether a page's language is one of them. Judges permissively: what a tag does not say (a
 * region, a script) is no reason against it.
 */
public record LanguageTags(List<String> tags) {

  private static final Set<String> KNOWN = new HashSet<>(Arrays.asList(ULocale.getISOLanguages()));

  /** Languages that a reader of short texts takes for one another, or that have two codes. */
  private static final Map<String, String> SAME =
      Map.of(
          "nb", "no", "nn", "no", "bs", "hr", "sr", "hr", "sh", "hr", "ms", "id", "fil", "tl", "iw",
          "he", "in", "id");

  public LanguageTags {
    tags = List.copyOf(tags);
  }

  /** Whether every language is wanted. */
  public boolean isEmpty() {
    return tags.isEmpty();
  }

  /** The tag in its usual spelling; empty when it is not well-formed or names no language. */
  public static Optional<String> canonical(@Nullable String tag) {
    if (tag == null) {
      return Optional.empty();
    }
    try {
      Locale locale = new Locale.Builder().setLanguageTag(tag.strip().replace('_', '-')).build();
      boolean known = KNOWN.contains(locale.getLanguage());
      return known ? Optional.of(locale.toLanguageTag()) : Optional.empty();
    } catch (IllformedLocaleException notOne) {
      return Optional.empty();
    }
  }

  /** Whether a page of this language is wanted; every page is when nothing is asked for. */
  public boolean want(String tag) {
    Optional<String> canonical = canonical(tag);
    return isEmpty()
        || canonical.isEmpty()
        || tags.stream().anyMatch(wanted -> matches(wanted, canonical.get()));
  }

  private static boolean matches(String wanted, String tag) {
    Locale a = Locale.forLanguageTag(wanted);
    Locale b = Locale.forLanguageTag(tag);
    return primary(a).equals(primary(b))
        && (a.getCountry().isEmpty()
            || b.getCountry().isEmpty()
            || a.getCountry().equals(b.getCountry()))
        && (!saysScript(a) || !saysScript(b) || script(a).equals(script(b)));
  }

  /** The primary subtag; one for languages that texts do not tell apart. */
  static String primary(Locale locale) {
    String language = locale.getLanguage();
    return SAME.getOrDefault(language, language);
  }

  /** A region tells the script where a language has more than one: Taiwan for traditional Chinese. */
  private static boolean saysScript(Locale locale) {
    return !locale.getScript().isEmpty() || !locale.getCountry().isEmpty();
  }

  private static String script(Locale locale) {
    return ULocale.addLikelySubtags(ULocale.forLocale(locale)).getScript();
  }
}
