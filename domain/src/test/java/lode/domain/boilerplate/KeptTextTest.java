package lode.domain.boilerplate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import lode.domain.boilerplate.KeptText.KeptChunk;
import lode.domain.document.CharInterval;
import lode.domain.document.ChunkLimits;
import lode.domain.document.Document;
import org.junit.jupiter.api.Test;

class KeptTextTest {

  private static final ChunkLimits SMALL = new ChunkLimits(60, 10);

  @Test
  void cutsChunksOfWhatIsKept() {
    Document page = Site.document("# A\n\none\n\nOUT\n\ntwo");
    LeftOut out = new LeftOut(List.of(new CharInterval(10, 15)), List.of(1L));

    List<KeptChunk> chunks = KeptText.of(page, out).chunks(SMALL);

    assertThat(chunks).singleElement().extracting(KeptChunk::text).isEqualTo("# A\n\none\n\ntwo");
    assertThat(chunks.get(0).chunk().interval()).isEqualTo(new CharInterval(0, 18));
    assertThat(chunks.get(0).chunk().headingPath()).isEqualTo("A");
  }

  @Test
  void isTheContentWhereNothingIsLeftOut() {
    Document page = Site.document("# A\n\none\n\ntwo");
    assertThat(KeptText.of(page, LeftOut.NOTHING).text()).isEqualTo(page.content());
    assertThat(KeptText.of(Site.document(""), LeftOut.NOTHING).chunks(SMALL)).isEmpty();
  }

  /** New parts and what is left out cover the document, and a chunk's text stands in its interval. */
  @Test
  void losesNothing() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      Document page = Site.document(text(random));
      LeftOut out = new LeftOut(some(PageBlocks.of(page), random), List.of());
      List<KeptChunk> chunks = KeptText.of(page, out).chunks(SMALL);

      boolean[] seen = new boolean[page.contentLength()];
      chunks.forEach(one -> mark(seen, one.chunk().newPart()));
      out.intervals().forEach(one -> mark(seen, one));
      assertThat(seen).doesNotContain(false);
      for (KeptChunk chunk : chunks) {
        assertThat(kept(page, out, chunk.chunk().interval())).isEqualTo(chunk.text());
      }
      assertThat(
              chunks.stream()
                  .map(one -> kept(page, out, one.chunk().newPart()))
                  .collect(Collectors.joining()))
          .isEqualTo(KeptText.of(page, out).text());
    }
  }

  private static void mark(boolean[] seen, CharInterval interval) {
    for (int i = interval.start(); i < interval.end(); i++) {
      seen[i] = true;
    }
  }

  private static String kept(Document page, LeftOut out, CharInterval interval) {
    StringBuilder kept = new StringBuilder();
    for (int i = interval.start(); i < interval.end(); i++) {
      if (!out.holds(new CharInterval(i, i + 1))) {
        kept.append(page.text().charAt(i));
      }
    }
    return kept.toString();
  }

  private static List<CharInterval> some(List<PageBlock> blocks, Random random) {
    List<CharInterval> some = new ArrayList<>();
    boolean before = false;
    for (PageBlock block : blocks) {
      boolean out = !before && random.nextInt(3) == 0;
      if (out) {
        some.add(block.interval());
      }
      before = out;
    }
    return some;
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    int blocks = 1 + random.nextInt(15);
    for (int i = 0; i < blocks; i++) {
      text.append(
          random.nextInt(3) == 0 ? "## Heading " + i : "word ".repeat(random.nextInt(60)) + i);
      text.append("\n".repeat(1 + random.nextInt(3)));
    }
    return text.toString();
  }
}
