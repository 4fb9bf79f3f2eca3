package lode.domain.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ibm.icu.text.BreakIterator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChunkerTest {

  private static final String[] PIECES = {
    "# Pumps\n\n",
    "## Power\n\n",
    "### Noise\n\n",
    "The pump delivers 5.5 kW. ",
    "word ",
    "\n\n",
    "- item\n",
    "| a | b |\n",
    "```\n# no heading\n```\n\n",
    "泵的功率为五千瓦。",
    "😀",
    "👩🏽‍🔬👨‍👩‍👧",
    "เครื่องสูบน้ำมีกำลังห้ากิโลวัตต์",
    "e\u0301e\u0301e\u0301a\u0308\u0323",
    "قُدْرَةُ المِضَخَّةِ ",
    "펌프의 전력은 5킬로와트입니다. ",
    "ポンプの出力は五キロワットです。",
    " \u0301",
    "x".repeat(500),
    " "
  };

  private static String randomMarkdown(Random random) {
    StringBuilder markdown = new StringBuilder();
    int pieces = random.nextInt(400);
    for (int i = 0; i < pieces; i++) {
      markdown.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return markdown.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "16, 0, 1000000",
    "40, 20, 1000000",
    "120, 30, 90",
    "2000, 200, 1000000",
    "64, 8, 16"
  })
  void newPartsJoinedAreTheContent(int maxTokens, int overlap, int maxWords) {
    ChunkLimits limits = new ChunkLimits(maxTokens, overlap, maxWords);
    Random random = new Random(maxTokens);
    for (int i = 0; i < 100; i++) {
      String content = randomMarkdown(random);
      List<Chunk> chunks = Chunker.chunk(content, limits);
      assertThat(
              chunks.stream()
                  .map(chunk -> chunk.newPart().of(content))
                  .collect(Collectors.joining()))
          .isEqualTo(content);
      for (Chunk chunk : chunks) {
        String text = chunk.interval().of(content);
        assertThat(chunk.newPart().end()).isEqualTo(chunk.interval().end());
        assertThat(chunk.interval().start()).isLessThanOrEqualTo(chunk.newPart().start());
        assertThat(TokenEstimate.of(text)).isLessThanOrEqualTo(maxTokens);
        assertThat(TokenEstimate.words(text)).isLessThanOrEqualTo(maxWords);
        assertWhole(content, chunk.interval().start());
        assertWhole(content, chunk.interval().end());
        CharInterval repeated = new CharInterval(chunk.interval().start(), chunk.newPart().start());
        assertThat(TokenEstimate.of(repeated.of(content))).isLessThanOrEqualTo(overlap);
      }
    }
  }

  /** Neither inside of a surrogate pair nor between a character and its marks (UAX 29, clusters). */
  private static void assertWhole(String content, int position) {
    BreakIterator clusters = BreakIterator.getCharacterInstance(Locale.ROOT);
    int start = Math.max(0, position - 40);
    int end = Math.min(content.length(), position + 40);
    start -= start > 0 && Character.isLowSurrogate(content.charAt(start)) ? 1 : 0;
    clusters.setText(content.substring(start, end));
    assertThat(clusters.isBoundary(position - start))
        .as("%d in %s", position - start, content.substring(start, end))
        .isTrue();
  }

  @Test
  void cutsAPileOfMarksThatIsLongerThanAChunk() {
    String content = "a" + "\u0301".repeat(300);
    List<Chunk> chunks = Chunker.chunk(content, new ChunkLimits(16, 0));
    assertThat(chunks).hasSizeGreaterThan(10);
    assertThat(chunks.get(chunks.size() - 1).interval().end()).isEqualTo(content.length());
  }

  /**
   * Tokens a character as tokenizers in use count them: the lower bound is near those with 200,000 word
   * pieces, the upper one near those with 30,000 to 100,000.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "The quick brown fox jumps over the lazy dog.             | 0.20 | 0.35",
        "Die Pumpe fördert fünf Kubikmeter Wasser in der Stunde.  | 0.20 | 0.40",
        "这台水泵每小时输送五立方米的水，非常安静。                  | 0.60 | 1.30",
        "このポンプは毎時五立方メートルの水を送ります。              | 0.60 | 1.30",
        "이 펌프는 시간당 오 세제곱미터의 물을 보냅니다.              | 0.45 | 1.30",
        "Насос подаёт пять кубометров воды в час.                 | 0.25 | 0.60",
        "เครื่องสูบน้ำส่งน้ำห้าลูกบาศก์เมตรต่อชั่วโมง                | 0.35 | 1.30",
        "تضخ المضخة خمسة أمتار مكعبة من الماء في الساعة.          | 0.25 | 0.80",
        "1234567890 2026-03-01 12:00                              | 0.33 | 0.80",
      })
  void estimatesWithinWhatTokenizersCount(String text, double least, double most) {
    assertThat((double) TokenEstimate.of(text) / text.length()).isBetween(least, most);
  }

  @Test
  void cutsBeforeHeadings() {
    String section = "The pump delivers 5.5 kW and runs quietly. ".repeat(4).strip() + "\n\n";
    String content = "# Pumps\n\n" + section + "## A\n\n" + section + "## B\n\n" + section;
    List<Chunk> chunks = Chunker.chunk(content, new ChunkLimits(100, 20));
    assertThat(chunks)
        .extracting(Chunk::headingPath)
        .containsExactly("Pumps", "Pumps > A", "Pumps > B");
    assertThat(chunks)
        .extracting(Chunk::interval)
        .isEqualTo(chunks.stream().map(Chunk::newPart).toList());
  }

  @Test
  void repeatsTheEndOfTheChunkBeforeInsideOfASection() {
    String content = "# Pumps\n\n" + "The pump delivers five kilowatts. ".repeat(30);
    List<Chunk> chunks = Chunker.chunk(content, new ChunkLimits(100, 20));
    assertThat(chunks).hasSizeGreaterThan(2);
    for (Chunk chunk : chunks.subList(1, chunks.size())) {
      String overlap = content.substring(chunk.interval().start(), chunk.newPart().start());
      assertThat(overlap).startsWith("The pump");
      assertThat(TokenEstimate.of(overlap)).isBetween(1, 20);
    }
  }

  @Test
  void takesNoHeadingFromCode() {
    String content = "# A\n\n```\n# not a heading\n```\n\ntext";
    assertThat(Chunker.chunk(content, new ChunkLimits(100, 0)))
        .extracting(Chunk::headingPath)
        .containsExactly("A");
  }

  @Test
  void hasNoChunkForNoText() {
    assertThat(Chunker.chunk("", new ChunkLimits(100, 0))).isEmpty();
  }

  @Test
  void rejectsLimitsThatCannotWork() {
    assertThatThrownBy(() -> new ChunkLimits(5, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ChunkLimits(100, 51)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "the pump        | 2 | 2",
        "international   | 4 | 1",
        "泵的功率         | 4 | 4",
        "功率 5.5 kW      | 6 | 4",
        "насос           | 3 | 1",
        "''              | 0 | 0",
      })
  void estimatesTokensByScript(String text, int tokens, int words) {
    assertThat(TokenEstimate.of(text)).isEqualTo(tokens);
    assertThat(TokenEstimate.words(text)).isEqualTo(words);
  }

  @Test
  @org.junit.jupiter.api.Timeout(30)
  void cutsAPageOfOneLineInTime() {
    String line = "word ".repeat(1_000_000);

    List<Chunk> chunks = Chunker.chunk(line, ChunkLimits.forMiniLm());

    assertThat(chunks).hasSizeGreaterThan(10_000);
    assertThat(Chunker.chunk("x".repeat(1_000_000), new ChunkLimits(1_000, 200)))
        .hasSizeGreaterThan(250);
  }
}
