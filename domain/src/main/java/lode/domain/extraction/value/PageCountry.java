package lode.domain.extraction.value;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The country that a page speaks to, by its language tag, else by its host's country domain. */
public final class PageCountry {

  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  /** Country domains that are sold to everybody. */
  private static final Set<String> SOLD =
      Set.of(
          "AI", "AC", "AM", "AS", "CC", "CO", "FM", "GG", "IO", "LA", "LY", "ME", "NU", "SC", "SH",
          "TK", "TO", "TV", "VC", "WS");

  private static final Map<String, String> OTHERWISE = Map.of("UK", "GB", "EU", "DE", "SU", "RU");

  private PageCountry() {}

  /** ISO 4217 code of the money that is paid in there; null where the country is not to be told. */
  public static @Nullable String currency(ReadingHints hints) {
    String country = ofLanguage(hints.language());
    if (country == null) {
      country = ofHost(hints.pageUrl());
    }
    if (country == null) {
      return null;
    }
    Currency currency = Currency.getInstance(new Locale.Builder().setRegion(country).build());
    return currency == null ? null : currency.getCurrencyCode();
  }

  private static @Nullable String ofLanguage(@Nullable String language) {
    if (language == null) {
      return null;
    }
    String country = Locale.forLanguageTag(language.replace('_', '-')).getCountry();
    return COUNTRIES.contains(country) ? country : null;
  }

  private static @Nullable String ofHost(@Nullable String url) {
    if (url == null) {
      return null;
    }
    try {
      String host = new URI(url).getHost();
      String top = host == null ? "" : host.substring(host.lastIndexOf('.') + 1);
      String country = top.toUpperCase(Locale.ROOT);
      country = OTHERWISE.getOrDefault(country, country);
      return COUNTRIES.contains(country) && !SOLD.contains(country) ? country : null;
    } catch (URISyntaxException notAUrl) {
      return null;
    }
  }
}
