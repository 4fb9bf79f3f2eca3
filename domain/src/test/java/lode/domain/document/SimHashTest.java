package lode.domain.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimHashTest {

  private static final int TEXTS = 200;

  private static List<String> words(Random random, int count) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      words.add(word(random));
    }
    return words;
  }

  private static String word(Random random) {
    return Integer.toString(2_000 + random.nextInt(40_000), 36);
  }

  private static SimHash hash(List<String> words) {
    return SimHash.of(String.join(" ", words));
  }

  @Test
  void isTheSameForTheSameText() {
    Random random = new Random(1);
    for (int i = 0; i < TEXTS; i++) {
      List<String> words = words(random, 1 + random.nextInt(300));
      assertThat(hash(words)).isEqualTo(hash(List.copyOf(words)));
    }
  }

  @Test
  void differsInFewBitsAfterOneEditOfALongText() {
    Random random = new Random(2);
    List<Integer> distances = new ArrayList<>();
    for (int i = 0; i < TEXTS; i++) {
      List<String> words = words(random, 600);
      SimHash before = hash(words);
      words.set(random.nextInt(words.size()), word(random));
      distances.add(hash(words).distance(before));
    }
    Collections.sort(distances);
    assertThat(distances.get(TEXTS * 9 / 10)).isLessThanOrEqualTo(ContentPrint.NEAR + 2);
    assertThat(distances.get(TEXTS / 2)).isLessThanOrEqualTo(ContentPrint.NEAR);
    assertThat(distances.get(TEXTS - 1)).isLessThan(12);
  }

  @Test
  void growsWithTheNumberOfEdits() {
    Random random = new Random(3);
    double few = 0;
    double many = 0;
    for (int i = 0; i < TEXTS; i++) {
      List<String> words = words(random, 400);
      SimHash before = hash(words);
      words.set(random.nextInt(words.size()), word(random));
      few += hash(words).distance(before);
      for (int edit = 0; edit < 60; edit++) {
        words.set(random.nextInt(words.size()), word(random));
      }
      many += hash(words).distance(before);
    }
    assertThat(many).isGreaterThan(3 * few);
  }

  @Test
  void differsInHalfOfTheBitsOfUnrelatedTexts() {
    Random random = new Random(4);
    double sum = 0;
    for (int i = 0; i < TEXTS; i++) {
      int distance = hash(words(random, 200)).distance(hash(words(random, 200)));
      assertThat(distance).isBetween(14, 50);
      sum += distance;
    }
    assertThat(sum / TEXTS).isBetween(30.0, 34.0);
  }

  @Test
  void countsEachBitByItsMajority() {
    // One shingle repeated is its own majority: the same hash however often it comes.
    assertThat(SimHash.of("a b c").bits()).isNotZero();
    assertThat(SimHash.of("a a a a a a").bits()).isEqualTo(SimHash.of("a a a").bits());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                    | 0",
        "...                   | 0",
        "One                   | 1",
        "one, two; three-four  | 4",
        "Größe und Änderung    | 3",
        "5.5 kW                | 3",
        "東京都                | 3",
        "東京 Tower            | 3",
        "ราคา                  | 4",
        "кабель и провод       | 3",
      })
  void countsWordsAndCharactersOfScriptsWithoutSpaces(String text, int words) {
    assertThat(SimHash.of(text).words()).isEqualTo(words);
  }

  @Test
  void passesOverCaseAndPunctuation() {
    assertThat(SimHash.of("The Pump, it runs. All day!"))
        .isEqualTo(SimHash.of("the pump it RUNS all day"));
  }

  @Test
  void toldOrderApart() {
    assertThat(SimHash.of("one two three four five six").bits())
        .isNotEqualTo(SimHash.of("six five four three two one").bits());
  }

  @Test
  void findsTextsWithoutSpacesAlike() {
    String text = "水泵驱动装置安装说明书请在使用前仔细阅读并妥善保管以备将来参考".repeat(20);
    StringBuilder varied = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      varied.append(text.charAt(i)).append((char) ('一' + i));
    }
    String edited = varied.substring(0, 500) + "新" + varied.substring(501);
    assertThat(SimHash.of(varied).distance(SimHash.of(edited))).isLessThanOrEqualTo(4);
  }
}
