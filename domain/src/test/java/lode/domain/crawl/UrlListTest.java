package lode.domain.crawl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.stream.Stream;
import lode.domain.url.CaseTable;
import lode.domain.url.UrlPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UrlListTest {

  private static List<ListedUrl> read(String... texts) {
    return UrlList.read(List.of(texts), UrlPolicy.DEFAULT).entries();
  }

  static Stream<List<String>> cases() {
    return CaseTable.read(UrlListTest.class, "messy-urls.txt");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void mendsWhatCanMeanOneThing(List<String> row) {
    ListedUrl entry = read(row.get(0)).get(0);

    assertThat(entry.status().label()).as(entry.toString()).isEqualTo(row.get(1));
    if (entry.url() == null) {
      assertThat(entry.reason()).contains(row.get(2));
    } else {
      assertThat(entry.url()).isEqualTo(row.get(2));
      assertThat(entry.reason() == null).isEqualTo(row.get(1).equals("accepted"));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whatItAcceptsItAcceptsAgain(List<String> row) {
    String url = read(row.get(0)).get(0).url();
    if (url != null) {
      assertThat(read(url))
          .extracting(ListedUrl::status, ListedUrl::url)
          .containsExactly(tuple(ListedUrl.Status.ACCEPTED, url));
    }
  }

  @Test
  void countsLinesAndTellsDuplicates() {
    List<ListedUrl> entries =
        read(
            "# companies\nexample.com\r\n\r\n// a comment\nhttps://example.com/",
            "a.example, http://b.example; www.c.example",
            "  ",
            "oops");

    assertThat(entries)
        .extracting(ListedUrl::line, ListedUrl::input, each -> each.status().label())
        .containsExactly(
            tuple(2, "example.com", "repaired"),
            tuple(5, "https://example.com/", "duplicate"),
            tuple(6, "a.example", "repaired"),
            tuple(6, "http://b.example", "accepted"),
            tuple(6, "www.c.example", "repaired"),
            tuple(8, "oops", "refused"));
    assertThat(entries.get(0).reason()).isEqualTo("https:// added");
    assertThat(entries.get(1).reason()).isEqualTo("same as line 2");
  }

  @Test
  void saysWhatItMended() {
    assertThat(read("3) \"htps:/example.com/a\",").get(0).reason())
        .isEqualTo(
            "list marker removed; punctuation around it removed; htps read as https; “:/” read as"
                + " “://”");
  }

  @Test
  void isNotLostInHostileLines() {
    for (String part : List.of("[", "- ", "(", "http:", "/", "1.", "\"", "[x](", "url: ")) {
      assertThat(read(part.repeat(3_900 / part.length()) + "a").size()).isPositive();
    }
  }
}
