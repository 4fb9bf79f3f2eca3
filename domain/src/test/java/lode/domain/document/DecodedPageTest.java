package lode.domain.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DecodedPageTest {

  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void believesByteOrderMarkBeforeHeader() {
    DecodedPage page = DecodedPage.decode(utf8("\uFEFFgrün"), "text/html; charset=windows-1252");
    assertThat(page).isEqualTo(new DecodedPage("grün", StandardCharsets.UTF_8));
  }

  @Test
  void readsUtf16WithByteOrderMark() {
    byte[] body = "\uFEFFgrün".getBytes(StandardCharsets.UTF_16LE);
    assertThat(DecodedPage.decode(body, null).text()).isEqualTo("grün");
  }

  @Test
  void believesHeaderBeforeMeta() {
    byte[] body = utf8("<meta charset=windows-1252>grün");
    DecodedPage page = DecodedPage.decode(body, "text/html; charset=\"utf-8\"");
    assertThat(page.text()).endsWith("grün");
  }

  @Test
  void believesMetaWhenHeaderNamesNoKnownCharset() {
    byte[] body =
        "<meta http-equiv='Content-Type' content='text/html; charset=windows-1251'>Мир"
            .getBytes(Charset.forName("windows-1251"));
    assertThat(DecodedPage.decode(body, "text/html; charset=none-such").text()).endsWith("Мир");
    assertThat(DecodedPage.decode(body, "text/html").text()).endsWith("Мир");
  }

  @Test
  void readsMetaThatClaimsUtf16AsUtf8() {
    DecodedPage page = DecodedPage.decode(utf8("<meta charset=utf-16>grün"), null);
    assertThat(page.charset()).isEqualTo(StandardCharsets.UTF_8);
  }

  @Test
  void ignoresMetaBeyondThePrescan() {
    String late = "<!--" + "x".repeat(1100) + "--><meta charset=windows-1251>grün";
    assertThat(DecodedPage.decode(utf8(late), null).text()).endsWith("grün");
  }

  @Test
  void sniffsUtf8ElseWindows1252() {
    assertThat(DecodedPage.decode(utf8("grün"), null).text()).isEqualTo("grün");
    DecodedPage latin = DecodedPage.decode("grün €".getBytes(WINDOWS_1252), null);
    assertThat(latin).isEqualTo(new DecodedPage("grün €", WINDOWS_1252));
  }

  @Test
  void readsLatin1AsBrowsersDo() {
    byte[] body = "5 €".getBytes(WINDOWS_1252);
    assertThat(DecodedPage.decode(body, "text/html; charset=ISO-8859-1").text()).isEqualTo("5 €");
  }

  @Test
  void readsEmptyBody() {
    assertThat(DecodedPage.decode(new byte[0], null).text()).isEmpty();
  }
}
