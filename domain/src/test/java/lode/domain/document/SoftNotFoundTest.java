package lode.domain.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SoftNotFoundTest {

  private static final String MENU =
      "<header><nav><a href=/>Home</a> <a href=/products>Products</a></nav></header>";
  private static final String FOOTER = "<footer>" + "Acme sells pumps. ".repeat(200) + "</footer>";

  private static String evidence(String title, String body) {
    String html = "<!doctype html><title>" + title + "</title><body>" + MENU + body + FOOTER;
    return ParsedPage.parse(
            html.getBytes(StandardCharsets.UTF_8), "text/html;charset=utf-8", "https://a.example/x")
        .softNotFound();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "404",
        "Error 404",
        "404 Not Found",
        "404 - Page not found | Acme",
        "Page Not Found - Acme Pumps",
        "Acme: Page not found",
        "Acme » 404",
        "Oops! That page can’t be found.",
        "Sorry, this page doesn't exist",
        "The page you requested could not be found",
        "The page you are looking for is no longer available",
        "We couldn't find the page you were looking for",
        "The requested URL was not found on this server.",
        "Product not found",
        "Seite nicht gefunden – Acme GmbH",
        "Fehler 404: Die angeforderte Seite wurde nicht gefunden",
        "Diese Seite existiert leider nicht mehr",
        "Page introuvable | Acme",
        "Erreur 404 - La page demandée n'existe pas",
        "Página no encontrada",
        "No se ha encontrado la página",
        "Pagina non trovata",
        "Página não encontrada",
        "Pagina niet gevonden",
        "Deze pagina bestaat niet",
        "Nie znaleziono strony",
        "Sidan hittades inte",
        "Siden blev ikke fundet",
        "Sivua ei löytynyt",
        "Stránka nenalezena",
        "Az oldal nem található",
        "Sayfa bulunamadı",
        "Страница не найдена",
        "Ошибка 404. Страница не существует",
        "Η σελίδα δεν βρέθηκε",
        "ページが見つかりません",
        "お探しのページは見つかりませんでした",
        "页面不存在",
        "找不到页面",
        "페이지를 찾을 수 없습니다"
      })
  void knowsPagesThatAreNotThere(String sentence) {
    assertThat(evidence(sentence, "<p>Try the search or the front page.</p>"))
        .isEqualTo("title \"" + sentence + "\"");
    assertThat(evidence("Acme", "<main><h1>" + sentence + "</h1><p>Go back.</p></main>"))
        .isEqualTo("heading \"" + sentence + "\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "How to fix 404 errors",
        "404 errors explained",
        "Why is my page not found by Google?",
        "Lost and found",
        "Error codes of the Rossi 404 pump",
        "Model 404 | Acme",
        "Peugeot 404",
        "Found: 404 bargains",
        "What to do when a page is missing",
        "Seite 404 von 500",
        "Not found by many: the hidden beaches",
        "Missing persons",
        "Search: no results",
        "Error",
        "Sorry",
        "Unavailable",
        ""
      })
  void keepsPagesThatOnlySoundLikeIt(String title) {
    assertThat(evidence(title, "<h1>" + title + "</h1><p>Some short text.</p>")).isNull();
  }

  @Test
  void keepsArticlesAboutMissingPages() {
    String article =
        "<h1>404 Not Found</h1><p>The 404 status code means that the server. "
            + "It is sent by web servers for what they do not have. ".repeat(8);
    assertThat(evidence("404 Not Found - HTTP | Handbook", article)).isNull();

    String story =
        "<h1>Page not found</h1><p>" + "She turned the book around once more. ".repeat(60);
    assertThat(evidence("Page not found", story)).isNull();

    String marked = "<h1>Page not found</h1><p>" + "A short film about a lost diary. ".repeat(12);
    assertThat(
            evidence(
                "Page not found</title><meta property=og:type content=article><title>", marked))
        .isNull();
  }

  @Test
  void keepsAPageWithAHeadingOfItsOwnUnderAWrongTitle() {
    assertThat(evidence("Not found", "<h1>Rossi 1300</h1><p>7.5 kW, 31 kg</p>")).isNull();
    assertThat(evidence("Not found", "<h1>Acme</h1><p>The page you requested does not exist.</p>"))
        .isEqualTo("title \"Not found\"");
  }

  @ParameterizedTest
  @CsvSource({
    "Not Found, text \"Not Found\"",
    "404 page not found, text \"404 page not found\"",
    "Found, ",
    "7.5 kW, "
  })
  void readsAnswersThatAreOneSentence(String body, String expected) {
    ParsedPage page =
        ParsedPage.parse(body.getBytes(StandardCharsets.UTF_8), "text/html", "https://a.example/");

    assertThat(page.softNotFound()).isEqualTo(expected);
  }

  @Test
  void aTextOfFacetsIsNoMissingPage() {
    String facts =
        "<h1>Page not found</h1><table>"
            + "<tr><td>Rated power</td><td>7.5 kW</td></tr>".repeat(80)
            + "</table>";

    assertThat(evidence("Page not found", facts)).isNull();
  }
}
