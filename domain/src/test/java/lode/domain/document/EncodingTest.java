package lode.domain.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies in the encodings of the web, declared in all ways, wrongly, or not at all. */
class EncodingTest {

  private static final String JAPANESE =
      "株式会社ロードは産業用ポンプを製造しています。本社は東京にあり、従業員は約三百名です。製品の品質を第一に考えます。";
  private static final String CHINESE = "我们公司生产工业水泵，总部设在上海，员工约三百人。产品质量是我们最重要的目标，欢迎您与我们联系了解更多信息。";
  private static final String TAIWANESE = "我們公司生產工業水泵，總部設在臺北，員工約三百人。產品品質是我們最重要的目標，歡迎您與我們聯繫了解更多資訊。";
  private static final String KOREAN =
      "우리 회사는 산업용 펌프를 생산합니다. 본사는 서울에 있으며 직원은 약 삼백 명입니다. 품질을 가장 중요하게 생각합니다.";
  private static final String RUSSIAN =
      "Наша компания производит промышленные насосы. Главный офис находится в Москве, в компании работает около трёхсот человек.";
  private static final String CZECH =
      "Naše společnost vyrábí průmyslová čerpadla. Sídlo firmy je v Brně a pracuje zde přibližně tři sta zaměstnanců, kteří řeší různé úkoly.";
  private static final String GERMAN = "Die Größe beträgt fünf Meter für 5 Straßen in Köln";
  private static final String EURO = "Le prix est de 5 € à Nîmes, œuvre comprise";

  private static String text(String language) {
    return switch (language) {
      case "ja" -> JAPANESE;
      case "zh" -> CHINESE;
      case "zh-TW" -> TAIWANESE;
      case "ko" -> KOREAN;
      case "ru" -> RUSSIAN;
      case "cs" -> CZECH;
      case "fr" -> EURO;
      default -> GERMAN;
    };
  }

  private static byte[] page(String language, String head, String encoding) {
    String html =
        "<!doctype html><html><head>" + head + "</head><body><p>" + text(language) + "</p>";
    return html.getBytes(Charset.forName(encoding));
  }

  private static void assertReads(String language, byte[] body, String contentType) {
    assertThat(DecodedPage.decode(body, contentType).text()).contains(text(language));
  }

  @ParameterizedTest
  @CsvSource({
    "ja, Shift_JIS, shift_jis",
    "ja, Shift_JIS, x-sjis",
    "ja, EUC-JP, euc-jp",
    "ja, ISO-2022-JP, iso-2022-jp",
    "zh, GBK, gbk",
    "zh, GBK, gb2312",
    "zh, GB18030, gb18030",
    "zh-TW, Big5, big5",
    "ko, EUC-KR, euc-kr",
    "ko, x-windows-949, ks_c_5601-1987",
    "ru, windows-1251, windows-1251",
    "ru, windows-1251, cp1251",
    "ru, KOI8-R, koi8-r",
    "ru, IBM866, cp866",
    "cs, ISO-8859-2, iso-8859-2",
    "cs, ISO-8859-2, latin2",
    "cs, windows-1250, windows-1250",
    "fr, ISO-8859-15, iso-8859-15",
    "fr, windows-1252, iso-8859-1",
    "fr, windows-1252, latin1",
    "fr, windows-1252, us-ascii",
    "de, UTF-8, utf8",
    "de, UTF-8, UTF-8"
  })
  void readsWhatIsDeclared(String language, String encoding, String label) {
    byte[] plain = page(language, "", encoding);
    assertReads(language, plain, "text/html; charset=" + label);
    assertReads(
        language, plain, "text/html;charset=\"" + label.toUpperCase(java.util.Locale.ROOT) + "\"");
    assertReads(language, page(language, "<meta charset='" + label + "'>", encoding), null);
    assertReads(
        language,
        page(
            language,
            "<meta http-equiv=Content-Type content='text/html; charset=" + label + "'>",
            encoding),
        "text/html");
  }

  @ParameterizedTest
  @CsvSource({
    "ja, Shift_JIS",
    "ja, EUC-JP",
    "ja, ISO-2022-JP",
    "zh, GBK",
    "zh-TW, Big5",
    "ko, EUC-KR",
    "ru, windows-1251",
    "ru, KOI8-R",
    "cs, ISO-8859-2",
    "de, UTF-8",
    "de, windows-1252",
    "de, UTF-16LE",
    "de, UTF-16BE"
  })
  void readsWhatNobodyDeclares(String language, String encoding) {
    assertReads(language, page(language, "", encoding), "text/html");
  }

  @ParameterizedTest
  @CsvSource({"UTF-8, ja", "UTF-16LE, ja", "UTF-16BE, ja"})
  void believesAByteOrderMarkBeforeAll(String encoding, String language) {
    String html = "\ufeff<meta charset=windows-1252><p>" + text(language);

    DecodedPage page =
        DecodedPage.decode(
            html.getBytes(Charset.forName(encoding)), "text/html; charset=windows-1251");

    assertThat(page.charset()).isEqualTo(Charset.forName(encoding));
    assertThat(page.text()).contains(text(language)).doesNotContain("\ufeff");
  }

  @ParameterizedTest
  @CsvSource({
    // header, meta, real: the header goes first where it can be right
    "windows-1251, koi8-r, windows-1251, ru",
    "koi8-r, windows-1251, KOI8-R, ru",
    "utf-8, windows-1252, UTF-8, de",
    // and second where the body proves it wrong
    "utf-8, windows-1251, windows-1251, ru",
    "utf-8, shift_jis, Shift_JIS, ja",
    "iso-8859-1, utf-8, UTF-8, ja",
    "euc-jp, shift_jis, Shift_JIS, ja",
    // an unknown name is none
    "x-unknown, windows-1251, windows-1251, ru",
    "none, gbk, GBK, zh"
  })
  void weighsAHeaderAgainstAMetaTag(String header, String meta, String real, String language) {
    byte[] body = page(language, "<meta charset=" + meta + ">", real);

    assertReads(language, body, "text/html; charset=" + header);
  }

  @Test
  void takesAMetaTagThatComesLateBeforeItGuesses() {
    byte[] body = page("ru", "<!--" + "x".repeat(2_000) + "--><meta charset=koi8-r>", "KOI8-R");

    assertThat(DecodedPage.decode(body, null).charset()).isEqualTo(Charset.forName("KOI8-R"));
  }

  @Test
  void readsFewForeignBytesAsWindows1252() {
    byte[] body = "<p>Grüße aus Köln</p>".getBytes(Charset.forName("windows-1252"));

    assertThat(DecodedPage.decode(body, null).charset()).isEqualTo(Charset.forName("windows-1252"));
  }

  @ParameterizedTest
  @CsvSource({
    "latin1, windows-1252",
    "ASCII, windows-1252",
    "gb2312, GB18030",
    "iso-8859-9, windows-1254",
    "tis-620, x-windows-874",
    "ms_kanji, windows-31j",
    "utf-16, UTF-16LE",
    "logical, ISO-8859-8"
  })
  void knowsLabelsAsBrowsersDo(String label, String charset) {
    assertThat(EncodingLabels.find(label)).isEqualTo(Charset.forName(charset));
  }

  @ParameterizedTest
  @CsvSource({"utf-7", "cp437", "hz-gb-2312", "iso-2022-kr", "x-user-defined", "utf-32"})
  void knowsNoLabelThatBrowsersDoNot(String label) {
    assertThat(EncodingLabels.find(label)).isNull();
  }

  @Test
  void anyBytesAreText() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < 4_096; i++) {
      all.write(i * 31 >> 3);
    }
    assertThat(DecodedPage.decode(all.toByteArray(), null).text()).isNotEmpty();
    assertThat(DecodedPage.decode(new byte[] {'<', 0}, null).text()).startsWith("<");
    assertThat(DecodedPage.decode(new byte[] {(byte) 0xc3}, "text/html; charset=utf-8").text())
        .isEqualTo("\ufffd");
    assertThat(StandardCharsets.UTF_8).isEqualTo(EncodingLabels.find("UTF-8"));
  }
}
