package lode.standalone.bench.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlignmentTest {

  @ParameterizedTest
  @CsvSource({
    // length of page, length of content, different words
    "0, 0, 1",
    "0, 9, 2",
    "9, 0, 2",
    "1, 1, 1",
    "30, 40, 2",
    "190, 200, 3",
    "200, 199, 400",
    "900, 700, 2",
    "900, 700, 30",
    "3000, 2500, 900",
    "4000, 300, 50000"
  })
  void matchesEqualWordsInTheirOrder(int pageLength, int goldLength, int different) {
    Random random = new Random(pageLength + 31L * goldLength);
    for (int round = 0; round < 4; round++) {
      int[] page = random.ints(pageLength, 0, different).toArray();
      int[] gold = random.ints(goldLength, 0, different).toArray();
      int[] match = Alignment.of(page, gold);
      int matched = assertRises(page, gold, match);
      int longest = longestCommon(page, gold);
      assertThat(matched).isLessThanOrEqualTo(longest);
      if ((long) pageLength * goldLength <= 40_000) {
        assertThat(matched).isEqualTo(longest);
      }
    }
  }

  private static int assertRises(int[] page, int[] gold, int[] match) {
    assertThat(match).hasSameSizeAs(page);
    int last = -1;
    int matched = 0;
    for (int i = 0; i < match.length; i++) {
      if (match[i] >= 0) {
        assertThat(match[i]).isGreaterThan(last);
        assertThat(gold[match[i]]).isEqualTo(page[i]);
        last = match[i];
        matched++;
      }
    }
    return matched;
  }

  private static int longestCommon(int[] page, int[] gold) {
    int[] row = new int[gold.length + 1];
    for (int word : page) {
      int diagonal = 0;
      for (int j = 1; j <= gold.length; j++) {
        int above = row[j];
        row[j] = word == gold[j - 1] ? diagonal + 1 : Math.max(above, row[j - 1]);
        diagonal = above;
      }
    }
    return row[gold.length];
  }

  @ParameterizedTest
  @CsvSource({"50, 3", "500, 2", "3000, 1", "3000, 20", "40000, 5000"})
  void matchesEverythingOfItself(int length, int different) {
    int[] words = new Random(length).ints(length, 0, different).toArray();
    assertThat(Alignment.of(words, words)).isEqualTo(IntStream.range(0, length).toArray());
  }

  @Test
  void findsTheContentBetweenFurnitureOfTheSameWords() {
    Random random = new Random(3);
    int[] gold = random.ints(4_000, 0, 400).toArray();
    int[] page = new int[0];
    int[] expected = new int[0];
    for (int at = 0; at < gold.length; at += 50) {
      page = joined(page, random.ints(40, 0, 400).toArray());
      expected = joined(expected, IntStream.range(0, 40).map(i -> -1).toArray());
      page = joined(page, Arrays.copyOfRange(gold, at, at + 50));
      expected = joined(expected, IntStream.range(at, at + 50).toArray());
    }
    int[] match = Alignment.of(page, gold);
    assertRises(page, gold, match);
    int right = 0;
    for (int i = 0; i < match.length; i++) {
      right += expected[i] >= 0 && match[i] == expected[i] ? 1 : 0;
    }
    assertThat(right).isGreaterThan(3_950);
  }

  private static int[] joined(int[] first, int[] second) {
    return IntStream.concat(Arrays.stream(first), Arrays.stream(second)).toArray();
  }

  @Test
  void doesWithoutATableOfALargeGapWithoutAnchors() {
    int[] page = new int[40_000];
    int[] gold = new int[39_000];
    int[] match = Alignment.of(page, gold);
    assertRises(page, gold, match);
  }
}
