package lode.domain.document;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;
import org.jspecify.annotations.Nullable;

/**
 * Tells a page that says it is not there from one that is, whatever its HTTP status: a title or
 * heading that is nothing but such a sentence, over little text. Precision first: a page about missing
 * pages stays.
 */
final class SoftNotFound {

  /** More text of its own than this has no page that is not there. */
  private static final int MOST_TEXT = 1_500;

  /** From here on the text has to be looked at. */
  private static final int SHORT_TEXT = 300;

  private static final int HEADING_ALONE = 600;
  private static final int LONGEST_PHRASE = 160;

  private static final Pattern SEPARATORS =
      Pattern.compile("\\s*[|»«·•]\\s*|\\s+[-–—:/]+\\s+|[:：]\\s+");

  private static final Pattern ACCENTS = Pattern.compile("[\\u0300-\\u036f]");

  private static final Pattern PUNCTUATION = Pattern.compile("[^\\p{L}\\p{N}\\p{M}']+");

  /** Words around the sentence that say nothing else. */
  private static final Set<String> FILLERS =
      Set.of(
          "404",
          "410",
          "error",
          "fehler",
          "fehlerseite",
          "erreur",
          "errore",
          "erro",
          "fout",
          "fejl",
          "feil",
          "fel",
          "blad",
          "virhe",
          "chyba",
          "hiba",
          "eroare",
          "hata",
          "ошибка",
          "помилка",
          "http",
          "code",
          "codigo",
          "oops",
          "ooops",
          "whoops",
          "ups",
          "uups",
          "upps",
          "hoppla",
          "oups",
          "sorry",
          "we're",
          "are",
          "leider",
          "desole",
          "lo",
          "sentimos",
          "エラー",
          "错误",
          "錯誤");

  private static final List<Pattern> SENTENCES =
      List.of(
          sentence(
              "(?:(?:the|this|that|your) )?(?:requested )?(?:web ?)?(?:page|url|file|document|resource|content"
                  + "|article|product|item|address)(?: (?:(?:that )?you .{1,50}|requested))?"
                  + " (?:(?:was|is|could|can|has|does) )?(?:not (?:be )?(?:found|exist|available|located)"
                  + "|no longer (?:exists?|available|here)|missing|unavailable)(?: (?:on|at) this (?:server|site))?"),
          sentence("(?:page )?not found"),
          sentence("we (?:could|can) not find (?:the|that|this|your) page(?: .{1,60})?"),
          sentence(
              "(?:die |diese |ihre )?(?:angeforderte |gewunschte |gesuchte |aufgerufene )?"
                  + "(?:seite|datei|webseite|artikel|produkt)(?: die sie .{1,30})? (?:wurde |konnte |ist |existiert )?"
                  + "(?:leider )?nicht(?: mehr)?(?: gefunden| vorhanden| verfugbar| auffindbar)?(?: werden)?"),
          sentence(
              "(?:la |cette )?page(?: demandee| que vous .{1,30})? (?:est |n )?(?:introuvable|non trouvee"
                  + "|inexistante|existe (?:pas|plus)|a pas ete trouvee)"),
          sentence(
              "(?:la |a )?pagina(?: solicitada| richiesta| que .{1,30}| che .{1,30})? (?:(?:no|non|nao)"
                  + " (?:fue |foi |e stata |ha sido |se ha |se )?(?:encontrada|encontrado|trovata|existe|esiste"
                  + "|encuentra|disponible|disponibile|disponivel)|inexistente|inesistente)"),
          sentence(
              "no se (?:ha encontrado|encuentra|encontro|pudo encontrar) la pagina(?: .{1,40})?"),
          sentence(
              "(?:de |deze )?(?:opgevraagde )?pagina(?: die .{1,30})? (?:is |kan |bestaat )?niet(?: meer)?"
                  + "(?: gevonden)?(?: worden| beschikbaar)?"),
          sentence(
              "(?:takiej )?stron[ay](?: ktorej szukasz)? nie (?:istnieje|zostala znaleziona|znaleziono)"
                  + "|nie znaleziono (?:takiej )?strony"),
          sentence(
              "sid(?:an|en|a)(?: (?:du|som) .{1,30})? (?:hittades inte|finns inte|kunde inte hittas"
                  + "|kan inte hittas|blev ikke fundet|findes ikke|kunne ikke findes|ble ikke funnet"
                  + "|finnes ikke|ikke fundet|ikke funnet)"),
          sentence("(?:hakemaasi )?sivua ei (?:loytynyt|loydy|ole)"),
          sentence(
              "(?:pozadovana )?strank[au] (?:nenalezena|nebyla nalezena|neexistuje|sa nenasla)"),
          sentence("(?:az? )?(?:keresett )?oldal nem talalhato"),
          sentence("pagina (?:cautata )?(?:nu a fost gasita|nu exista|negasita)"),
          sentence("(?:aradiginiz )?sayfa bulunamadi"),
          sentence(
              "(?:запрашиваемая |такая |эта )?страница не (?:наидена|существует)|страницы не существует"
                  + "|сторінку не знаидено|сторінка не існує"),
          sentence("(?:η )?σελιδα δεν (?:βρεθηκε|υπαρχει)"),
          sentence("(?:お探しの|指定された|ご指定の)?ページ[がはを]?(?:見つかりません(?:でした)?|存在しません)"),
          sentence(
              "(?:抱歉 ?|对不起 ?)?(?:您.{1,8})?(?:该|此)?(?:页面|网页|頁面|網頁)(?:不存在|未找到|找不到(?:了)?|没有找到)"
                  + "|找不到(?:该|此|您.{1,8})?(?:页面|网页|頁面|網頁)"),
          sentence("(?:요청하신 )?페이지를 찾을 수 없습니다|존재하지 않는 페이지(?:입니다)?"),
          sentence("(?:عذرا )?الصفحة غير موجودة|(?:ה)?דף לא נמצא"));

  /** Pages with such words are about errors, or about the making of web sites. */
  private static final Pattern EXPLAINS =
      Pattern.compile(
          "status ?codes?|http status|response code|client error|web ?servers?|statuscode|htaccess|rfc \\d"
              + "|\\bseo\\b|how to|tutorial|code d'etat|codigo de estado|codice di stato|статус",
          Pattern.CASE_INSENSITIVE);

  private static final Set<String> FURNITURE =
      Set.of("nav", "header", "footer", "aside", "form", "button", "dialog");

  private SoftNotFound() {}

  private static Pattern sentence(String regex) {
    return Pattern.compile(regex);
  }

  /** What shows that the page is none, in words; null for a page. */
  static @Nullable String evidence(Document page) {
    String title = FoldedText.of(page.title(), LONGEST_PHRASE);
    Element first = page.selectFirst("h1");
    String heading = first == null ? "" : HtmlTree.visibleText(first, LONGEST_PHRASE);
    boolean titleSays = saysSo(title);
    boolean headingSays = saysSo(heading);
    if (!titleSays && !headingSays) {
      return title.isEmpty() && heading.isEmpty() ? bareText(page) : null;
    }
    String text = ownText(page);
    if (text.length() > MOST_TEXT || text.length() > SHORT_TEXT && isAbout(page, text)) {
      return null;
    }
    // A template's wrong title is no reason to drop a page with a heading of its own.
    if (titleSays && !headingSays && !heading.isEmpty() && !hasSentence(text)) {
      return null;
    }
    if (!titleSays && text.length() > HEADING_ALONE) {
      return null;
    }
    return titleSays ? "title \"" + title + "\"" : "heading \"" + heading + "\"";
  }

  /** The whole answer is one sentence, as some servers' programs write it. */
  private static @Nullable String bareText(Document page) {
    String text = HtmlTree.visibleText(page.body(), LONGEST_PHRASE);
    return text.length() < LONGEST_PHRASE && saysSo(text) ? "text \"" + text + "\"" : null;
  }

  private static boolean saysSo(String text) {
    if (text.isEmpty()) {
      return false;
    }
    if (isSentence(text)) {
      return true;
    }
    for (String part : SEPARATORS.split(text)) {
      if (isSentence(part)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSentence(String text) {
    StringBuilder left = new StringBuilder();
    boolean number = false;
    for (String word : plain(text).split(" ")) {
      number |= word.equals("404");
      if (!FILLERS.contains(word)) {
        left.append(left.isEmpty() ? "" : " ").append(word);
      }
    }
    if (left.isEmpty()) {
      return number;
    }
    return SENTENCES.stream().anyMatch(sentence -> sentence.matcher(left).matches());
  }

  private static boolean hasSentence(String text) {
    for (String part : text.split("[.!?。！？\\n]")) {
      if (part.length() <= LONGEST_PHRASE && isSentence(part)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAbout(Document page, String text) {
    String type = HtmlTree.meta(page, List.of("og:type"));
    return "article".equalsIgnoreCase(type) || EXPLAINS.matcher(text).find();
  }

  /** Lower case, without accents and punctuation, negations written out. */
  private static String plain(String text) {
    String lower = text.toLowerCase(Locale.ROOT).replace('’', '\'').replace("can't", "can not");
    String open = lower.replace("cannot", "can not").replace("n't", " not").replace("'", " ");
    boolean ascii = open.chars().allMatch(c -> c < 128);
    return PUNCTUATION.matcher(ascii ? open : latin(open)).replaceAll(" ").strip();
  }

  private static String latin(String text) {
    String parted = Normalizer.normalize(text, Normalizer.Form.NFD);
    return Normalizer.normalize(ACCENTS.matcher(parted).replaceAll(""), Normalizer.Form.NFC)
        .replace('ł', 'l')
        .replace('ø', 'o')
        .replace('ı', 'i')
        .replace("ß", "ss");
  }

  /** What the page shows besides menus and forms. */
  private static String ownText(Document page) {
    StringBuilder raw = new StringBuilder();
    page.body()
        .filter(
            (NodeFilter)
                (node, depth) -> {
                  if (node instanceof TextNode text) {
                    raw.append(text.getWholeText());
                  }
                  return raw.length() > 4 * MOST_TEXT
                      ? NodeFilter.FilterResult.STOP
                      : entered(node, raw);
                });
    return FoldedText.of(raw.toString());
  }

  private static NodeFilter.FilterResult entered(Node node, StringBuilder raw) {
    if (!(node instanceof Element element)) {
      return NodeFilter.FilterResult.CONTINUE;
    }
    if (HtmlTree.isUnseen(element) || FURNITURE.contains(element.normalName())) {
      return NodeFilter.FilterResult.SKIP_ENTIRELY;
    }
    if (!HtmlTree.isInline(element)) {
      raw.append(". ");
    }
    return NodeFilter.FilterResult.CONTINUE;
  }
}
