package lode.domain.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lode.domain.document.PageLink;
import lode.domain.url.CanonicalUrl;
import lode.domain.url.UrlPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageLanguageTest {

  private static final String GERMAN =
      "Alle Menschen sind frei und gleich an Würde und Rechten geboren. Sie sind mit Vernunft und"
          + " Gewissen begabt und sollen einander im Geiste der Brüderlichkeit begegnen. Jeder hat"
          + " Anspruch auf alle in dieser Erklärung verkündeten Rechte und Freiheiten.";

  private static LanguageTags tags(String tags) {
    return new LanguageTags(List.of(tags.split(" ")));
  }

  @ParameterizedTest
  @CsvSource({
    "en, en-GB, true",
    "en-GB, en, true",
    "en-GB, en-US, false",
    "pt-BR, pt, true",
    "pt-BR, pt-PT, false",
    "de fr, fr-CH, true",
    "de, fr, false",
    "nb, no, true",
    "zh-TW, zh-Hant, true",
    "zh-TW, zh-Hans, false",
    "zh, zh-Hant, true",
    "sr, hr, true",
    "de, no language, true"
  })
  void wantsWhatATagCovers(String wanted, String tag, boolean expected) {
    assertThat(tags(wanted).want(tag)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, -, true, de, content",
        "en, -, true, de, content",
        "de-AT, -, true, de-AT, content",
        "en, -, false, en, html lang",
        "-, 'en', false, en, Content-Language",
        "-, 'en, de', false, -, -",
        "de_DE, -, false, de-DE, html lang",
        "x-none, -, false, -, -"
      })
  void weighsTextAndDeclarations(
      @Nullable String htmlLang,
      @Nullable String header,
      boolean text,
      @Nullable String tag,
      @Nullable String by) {
    var language = PageLanguage.of(htmlLang, header, text ? GERMAN : "Etanorm 065-040");

    assertThat(language.map(PageLanguage::tag).orElse(null)).isEqualTo(tag);
    assertThat(language.map(PageLanguage::by).orElse(null)).isEqualTo(by);
  }

  @Test
  void skipsOnlyWhatIsCertain() {
    PageLanguage german = PageLanguage.of(null, null, GERMAN).orElseThrow();

    assertThat(german.refusal(tags("en")))
        .hasValueSatisfying(
            rule -> assertThat(rule).matches("language de \\(0\\.9\\d, by content\\)"));
    assertThat(german.refusal(tags("de"))).isEmpty();
    assertThat(PageLanguage.of("fr", null, "Contact").orElseThrow().refusal(tags("en"))).isEmpty();
  }

  /** Links as {@code path} or {@code path=hreflang} or {@code path:text}. */
  private static LanguageHints hints(String page, String links) {
    Map<CanonicalUrl, List<PageLink>> given = new LinkedHashMap<>();
    for (String link : links.split(" ")) {
      String[] parts = link.split("[~:]", 2);
      String text = link.contains(":") ? parts[1] : "";
      String hreflang = link.contains("~") ? parts[1] : null;
      given
          .computeIfAbsent(url(parts[0]), u -> new ArrayList<>())
          .add(new PageLink(parts[0], text, Set.of(), PageLink.Kind.ANCHOR, hreflang));
    }
    return new LanguageHints(url(page), given);
  }

  private static CanonicalUrl url(String path) {
    String url = path.startsWith("//") ? "https:" + path : "https://acme.example" + path;
    return CanonicalUrl.require(url, UrlPolicy.DEFAULT);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "/, /de/a /fr/a, /fr/a, 'language fr, by its URL'",
        "/, /de/a /fr/a, /de/a, -",
        "/, /it/ /hr/ /pr/, /it/, -",
        "/, /it/ /about/, /it/, -",
        "/en/, /it/ /about/, /it/, 'language it, by its URL'",
        "/, /it/~it /about/, /it/staff, 'language it, by its URL'",
        "/, /x~fr /about/, /x, 'language fr, by hreflang'",
        "/, /x~fr /x~de, /x, -",
        "/, /x~x-default, /x, -",
        "/, /de-at/ /fr-ch/, /fr-ch/b, 'language fr-CH, by its URL'",
        "/, /?lang=de /?lang=fr, /p?lang=fr, 'language fr, by its URL'",
        "/, //de.acme.example/ //fr.acme.example/, //fr.acme.example/b, 'language fr, by its URL'",
        "/, /shop/de/ /shop/fr/, /shop/fr/b, 'language fr, by its URL'",
        "/, /cs/ /ee/ /me/, /cs/, -"
      })
  void judgesUrlsByWhatTheSiteShows(String page, String links, String path, @Nullable String rule) {
    assertThat(hints(page, links).refusal(url(path), tags("de")).orElse(null)).isEqualTo(rule);
  }

  @ParameterizedTest
  @CsvSource({
    "/de/a /fr/a, /de/a, true",
    "/x~de, /x, true",
    "/x~fr, /x, false",
    "/x:Deutsch, /x, true",
    "/x:German, /x, true",
    "/x:DE, /x, true",
    "/x:Kontakt, /x, false"
  })
  void findsTheWayToAWantedLanguage(String links, String path, boolean expected) {
    assertThat(hints("/", links).promises(url(path), tags("de"))).isEqualTo(expected);
  }
}
