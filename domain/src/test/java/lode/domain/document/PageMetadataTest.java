package lode.domain.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class PageMetadataTest {

  private static PageMetadata metadata(String html) {
    return Pages.convert(html).metadata();
  }

  private static String script(String json) {
    return "<script type='application/ld+json'>" + json + "</script>";
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvFileSource(resources = "page-dates.txt", delimiter = '|', quoteCharacter = '`')
  void readsDatesInTheLanguagesOfTheWorld(String language, String text, String date) {
    assertThat(PageDate.inText(text, language)).isEqualTo(date.equals("none") ? null : date);
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(
      resources = "page-authors.txt",
      delimiter = '|',
      quoteCharacter = '`',
      maxCharsPerColumn = 1000)
  void namesAuthorsAndNobodyElse(String part, String authors) {
    String html = part.startsWith("{") ? script(part) : part;
    List<String> expected = authors.equals("none") ? List.of() : List.of(authors.split(" ; "));
    assertThat(metadata(html).authors()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          <meta property="article:published_time" content="2024-05-01T09:30:00+02:00">  | 2024-05-01T09:30:00+02:00
          <meta name="date" content="1714548600">                                       | 2024-05-01T07:30:00Z
          <h1>P</h1><time datetime="2024-05-01">May</time>                              | 2024-05-01
          <h1>P</h1><span class="post-date">May 1, 2024</span>                          | 2024-05-01
          <h1>P</h1><p>By Ann Lee · May 1, 2024</p>                                     | 2024-05-01
          <h1>P</h1><p>Updated May 1, 2024</p>                                          |
          <h1>P</h1><p>Text.</p><div class="comments"><time datetime="2024-05-01"></div> |
          <h1>P</h1><link rel="canonical" href="https://a.example/2024/05/01/p">        | 2024-05-01
          <p>Founded on May 1, 2024.</p>                                                |
          """)
  void findsWhenAPageWasPublished(String html, String date) {
    assertThat(metadata(html).published()).isEqualTo(date);
  }

  @Test
  void prefersWhatThePageStatesForMachines() {
    String html =
        script(
                """
                {"@type": "Article", "datePublished": "2024-05-01", "dateModified": "May 3, 2024",
                 "author": {"name": "Ann Lee"}}
                """)
            + "<meta property='article:published_time' content='2020-01-01'>"
            + "<h1>P</h1><p>By Bo Berg</p><time datetime='2021-01-01'>2021</time>";
    PageMetadata metadata = metadata(html);
    assertThat(metadata.authors()).containsExactly("Ann Lee");
    assertThat(metadata.author()).isEqualTo("Ann Lee");
    assertThat(metadata.published()).isEqualTo("2024-05-01");
    assertThat(metadata.modified()).isEqualTo("2024-05-03");
    assertThat(metadata.modifiedAsStated()).isEqualTo("May 3, 2024");
  }

  @Test
  void readsSiteAndCanonicalAddress() {
    String html =
        "<meta property='og:site_name' content='Pump News'><link rel='canonical' href='/p'>"
            + "<meta property='og:url' content='https://a.example/p'>";
    assertThat(metadata(html).siteName()).isEqualTo("Pump News");
    assertThat(metadata(html).canonicalUrl()).isEqualTo("/p");
    assertThat(metadata(html + "<link rel='canonical' href='/q'>").canonicalUrl()).isNull();
    assertThat(metadata(script("{'@type': 'WebSite', 'name': 'Pump News'}")).siteName())
        .isEqualTo("Pump News");
    assertThat(metadata("<p>x</p>")).isEqualTo(PageMetadata.NONE);
  }

  @Test
  void readsDocumentsThatWereStoredWithoutMetadata() {
    JsonMapper mapper = new JsonMapper();
    String old =
        """
        {"text": "a", "contentLength": 1, "title": "T", "language": "en", "description": null,
         "structuredData": [], "labelledValues": []}
        """;
    Document document = mapper.readValue(old, Document.class);
    assertThat(document.title()).isEqualTo("T");
    assertThat(document.metadata()).isEqualTo(PageMetadata.NONE);
    Document page = Pages.convert("<meta name=author content='Ann Lee'><p>x</p>");
    assertThat(mapper.readValue(mapper.writeValueAsString(page), Document.class)).isEqualTo(page);
  }
}
