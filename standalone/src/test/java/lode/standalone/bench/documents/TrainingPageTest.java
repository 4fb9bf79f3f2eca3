package lode.standalone.bench.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.List;
import lode.domain.document.PageType;
import org.junit.jupiter.api.Test;

class TrainingPageTest {

  private static final String FIRST = "The heron stood on one leg until the fog had gone.";
  private static final String SECOND =
      "Nobody spoke, so the kettle did all of the talking instead.";
  private static final String THIRD = "Seven boats went out and eight came home that evening.";

  private static TrainingPage page(String html, String content) {
    byte[] bytes = html.getBytes(StandardCharsets.UTF_8);
    return TrainingPage.of(
        new GoldPage(
            "1", "a.example", "forum", bytes, content, null, null, null, List.of(), List.of()));
  }

  private static String p(String text) {
    return "<p>" + text + "</p>";
  }

  @Test
  void tellsContentFromFurniture() {
    TrainingPage page =
        page(
            "<nav>Home</nav><h1>Fog</h1>" + p(FIRST) + "<div>Sign in</div>" + p(THIRD) + "<i>©</i>",
            "Fog\n\n" + FIRST + "\n\n" + THIRD);
    assertThat(page.labels).containsExactly(0, 1, 1, 0, 1, 0);
    assertThat(page.words).containsExactly(1, 1, 11, 2, 10, 0);
    assertThat(page.goldWords).isEqualTo(22);
    assertThat(page.isLabelled()).isTrue();
    assertThat(page.type).isEqualTo(PageType.FORUM);
  }

  @Test
  void findsBlocksThatStandInAnotherOrder() {
    TrainingPage page =
        page(p(THIRD) + "<nav>News and more</nav>" + p(FIRST) + p(SECOND), FIRST + SECOND + THIRD);
    assertThat(page.labels).containsExactly(1, 0, 1, 1);
  }

  @Test
  void countsARepeatedBlockOnce() {
    TrainingPage page = page(p(FIRST) + p(SECOND) + p(FIRST), FIRST + "\n" + SECOND);
    assertThat(page.labels).containsExactly(1, 1, 0);
    TrainingPage behind = page(p(FIRST) + p(SECOND) + p(FIRST), SECOND + "\n" + FIRST);
    assertThat(behind.labels).containsExactly(0, 1, 1);
  }

  @Test
  void countsABlockAsOftenAsTheContentHasIt() {
    TrainingPage page = page(p(FIRST) + p(SECOND) + p(FIRST), FIRST + SECOND + FIRST);
    assertThat(page.labels).containsExactly(1, 1, 1);
  }

  @Test
  void labelsAMixedBlockWithItsShare() {
    TrainingPage page = page(p(FIRST + " " + SECOND), FIRST);
    assertThat(page.labels[0]).isCloseTo(11 / 22f, within(1e-6f));
  }

  @Test
  void takesAFewSharedWordsForChance() {
    TrainingPage page = page(p(FIRST) + p("The evening paper of the whole county"), FIRST);
    assertThat(page.labels).containsExactly(1, 0);
  }

  @Test
  void partsWordsThatALineBreakParts() {
    TrainingPage page = page("<p>Seven boats<br>went out<br>and <b>eight</b> <i>came</i>", THIRD);
    assertThat(page.words).containsExactly(7);
    assertThat(page.labels).containsExactly(1);
  }

  @Test
  void isNotLabelledWhereNobodySaidWhatTheContentIs() {
    TrainingPage page = page(p(FIRST), "");
    assertThat(page.isLabelled()).isFalse();
    assertThat(page.labels).containsExactly(0);
    assertThat(page("", FIRST).labels).isEmpty();
  }
}
