package lode.domain.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ContentHashTest {

  @Test
  void isTheSha256OfTheBytes() {
    assertThat(ContentHash.of("abc").hex())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(ContentHash.of("abc")).isEqualTo(ContentHash.of(new byte[] {'a', 'b', 'c'}));
  }

  @Test
  void isPlainHexInJson() {
    JsonMapper json = new JsonMapper();
    String written = json.writeValueAsString(ContentHash.of("abc"));
    assertThat(written).isEqualTo("\"" + ContentHash.of("abc") + "\"");
    assertThat(json.readValue(written, ContentHash.class)).isEqualTo(ContentHash.of("abc"));
  }

  @Test
  void rejectsWhatIsNoHash() {
    assertThatThrownBy(() -> new ContentHash("BA78")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void mainContentHashIgnoresWhiteSpaceAndAppendix() {
    Document one = new Document("5 kW\n\nPage data", 4, null, null, null, List.of(), List.of());
    Document other = new Document("5\nkW\n", 5, null, null, null, List.of(), List.of());
    assertThat(ContentHash.ofMainContent(one)).isEqualTo(ContentHash.ofMainContent(other));
  }
}
