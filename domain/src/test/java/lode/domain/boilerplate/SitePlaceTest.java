package lode.domain.boilerplate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SitePlaceTest {

  @ParameterizedTest
  @CsvSource({
    "https://a.example/,a.example,''",
    "https://a.example/about,a.example,about",
    "http://a.example:8080/products/x,a.example:8080,products",
    "https://a.example/en/products/x?size=2,a.example,en en/products",
    "https://a.example//en//products//,a.example,en"
  })
  void namesHostAndSections(String url, String host, String sections) {
    SitePlace place = SitePlace.of(url);
    assertThat(place.host()).isEqualTo(host);
    assertThat(String.join(" ", place.sections())).isEqualTo(sections);
  }

  @Test
  void ranksTheHomePageFirst() {
    List<String> ranked =
        Stream.of(
                "https://a.example/b/c",
                "https://a.example/b",
                "https://a.example/?page=2",
                "https://a.example/a/z/y",
                "https://a.example/")
            .sorted(java.util.Comparator.comparing(url -> SitePlace.of(url).rank()))
            .toList();
    assertThat(ranked)
        .containsExactly(
            "https://a.example/",
            "https://a.example/?page=2",
            "https://a.example/b",
            "https://a.example/b/c",
            "https://a.example/a/z/y");
  }
}
