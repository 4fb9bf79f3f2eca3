package lode.domain.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import lode.domain.document.Sources.RawBody;
import org.junit.jupiter.api.Test;

class QuotePlacesTest {

  private static final String URL = "https://a.example/p#part";
  private static final RawBody BODY =
      new RawBody(
          "<main><p>One pump.</p><p>Two pumps.</p></main>".getBytes(StandardCharsets.UTF_8),
          "text/html");

  private static Document stored(String text) {
    return new Document(text, text.length(), null, null, null, List.of(), List.of());
  }

  private static QuotePlaces find(String text, String quote) {
    int start = text.indexOf(quote);
    return QuotePlaces.find(
        URL, stored(text), BODY, new CharInterval(start, start + quote.length()));
  }

  @Test
  void findsTheQuoteAgainThatAnotherConverterPlacedElsewhere() {
    QuotePlaces found = find("# An older form\n\nOne pump. Two pumps.", "Two pumps");
    assertThat(found.places()).extracting(PagePlace::text).containsExactly("Two pumps");
    assertThat(found.url()).isEqualTo("https://a.example/p#:~:text=Two%20pumps");
    assertThat(found.excerpt().html()).contains("<p>Two pumps.</p>");
  }

  @Test
  void saysNothingOfAQuoteThatIsGone() {
    QuotePlaces found = find("Three **pumps**", "Three **pumps**");
    assertThat(found.places()).isEmpty();
    assertThat(found.excerpt()).isNull();
    assertThat(found.url()).isEqualTo(URL);
  }

  @Test
  void refusesIntervalsOutside() {
    assertThatThrownBy(() -> QuotePlaces.find(URL, stored("abc"), BODY, new CharInterval(1, 4)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> QuotePlaces.find(URL, stored("abc"), BODY, new CharInterval(1, 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
