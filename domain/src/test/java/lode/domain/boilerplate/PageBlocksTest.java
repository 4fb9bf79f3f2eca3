package lode.domain.boilerplate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageBlocksTest {

  private static List<String> blocks(String markdown) {
    return PageBlocks.of(markdown).stream()
        .map(block -> block.interval().of(markdown).strip())
        .toList();
  }

  @Test
  void cutsAtBlankLinesAndAroundHeadings() {
    assertThat(
            blocks(
                """
                # Pumps
                They move water from wells, from ponds and from cellars.
                All of it.

                - fast
                - silent

                ## Data
                | a | b |
                | --- | --- |

                > said
                """))
        .containsExactly(
            "# Pumps",
            "They move water from wells, from ponds and from cellars.\nAll of it.",
            "- fast\n- silent",
            "## Data",
            "| a | b |\n| --- | --- |",
            "> said");
  }

  @Test
  void keepsCodeWhole() {
    assertThat(blocks("```\n# no heading\n\nx = 1\n```\n\n# after"))
        .containsExactly("```\n# no heading\n\nx = 1\n```", "# after");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   \n\n ",
        "\n\none\n\n\ntwo\n",
        "# a\n# b\ntext",
        "```\nnever closed\n\n# x",
        "one line"
      })
  void coversTheTextWithoutAGap(String markdown) {
    List<PageBlock> blocks = PageBlocks.of(markdown);
    assertThat(
            blocks.stream()
                .map(block -> block.interval().of(markdown))
                .collect(Collectors.joining()))
        .isEqualTo(markdown.isBlank() ? "" : markdown);
  }

  @ParameterizedTest
  @CsvSource({
    "Call us now,call  US now,true",
    "Call us now,Call us\u00a0now,true",
    "Warranty: 2 years,Warranty: 3 years,false",
    "1.5 kg,15 kg,false",
    "-5 °C,5 °C,false",
    "[Sheet](/a/1.pdf),[Sheet](/a/2.pdf),false",
    "one two,onetwo,false"
  })
  void knowsWhatSaysTheSame(String one, String other, boolean same) {
    assertThat(PageBlocks.print(one) == PageBlocks.print(other)).isEqualTo(same);
  }

  @Test
  void joinsShortParagraphs() {
    assertThat(blocks("# A\n\none\n\ntwo\n\n## B\n\nthree"))
        .containsExactly("# A", "one\n\ntwo", "## B", "three");
  }

  @Test
  void countsNoTablesAndNothingShort() {
    assertThat(PageBlocks.prints(PageBlocks.of("one\n\n| a | b |\n| --- | --- |\n| c | d |")))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"word\n\n", "# h\n", "```\n\n", "| a |\n\n"})
  void isLinearInThePage(String block) {
    String page = block.repeat(500_000);
    assertThat(PageBlocks.of(page).stream().mapToLong(one -> one.interval().length()).sum())
        .isEqualTo(page.length());
    assertThat(PageBlocks.prints(PageBlocks.of(page))).hasSizeLessThan(3);
  }
}
