package lode.domain.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
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
        assertThat(Character.isLowSurrogate(text.charAt(0))).isFalse();
      }
    }
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
