package lode.domain.boilerplate;

import java.util.ArrayList;
import java.util.List;
import lode.domain.document.CharInterval;
import lode.domain.document.Chunk;
import lode.domain.document.ChunkLimits;
import lode.domain.document.Chunker;
import lode.domain.document.Document;

/**
 * The main content of a document without what is left out, and the way back: chunks are cut from the
 * text that is read and carry intervals of the document. All that is kept and all that is left out
 * are the main content.
 */
public final class KeptText {

  private final String text;
  private final List<Part> parts = new ArrayList<>();

  /** A part of the document that is kept, and where it begins in the kept text. */
  private record Part(CharInterval interval, int at) {}

  private KeptText(String content, LeftOut leftOut) {
    StringBuilder kept = new StringBuilder(content.length());
    int from = 0;
    for (CharInterval out : leftOut.intervals()) {
      keep(content, from, out.start(), kept);
      from = out.end();
    }
    keep(content, from, content.length(), kept);
    text = kept.toString();
  }

  /** What is read of this document. */
  public static KeptText of(Document document, LeftOut leftOut) {
    return new KeptText(document.content(), leftOut);
  }

  private void keep(String content, int from, int to, StringBuilder kept) {
    if (to > from) {
      parts.add(new Part(new CharInterval(from, to), kept.length()));
      kept.append(content, from, to);
    }
  }

  /** The kept text. */
  public String text() {
    return text;
  }

  /** A chunk of what is read: its text, and where in the document that stands. */
  public record KeptChunk(String text, Chunk chunk) {}

  /**
   * Chunks of the kept text. Their intervals are those of the document; what is left out inside of one
   * is no part of its text.
   */
  public List<KeptChunk> chunks(ChunkLimits limits) {
    List<KeptChunk> chunks = new ArrayList<>();
    for (Chunk chunk : Chunker.chunk(text, limits)) {
      chunks.add(
          new KeptChunk(
              chunk.interval().of(text),
              new Chunk(
                  chunk.ordinal(),
                  chunk.headingPath(),
                  inDocument(chunk.interval()),
                  inDocument(chunk.newPart()))));
    }
    return chunks;
  }

  /** Where in the document a part of the kept text stands, from its first to its last character. */
  CharInterval inDocument(CharInterval kept) {
    int start = position(kept.start());
    return new CharInterval(start, kept.length() == 0 ? start : position(kept.end() - 1) + 1);
  }

  private int position(int kept) {
    int low = 0;
    int high = parts.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (parts.get(middle).at() <= kept) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    Part part = parts.get(low);
    return part.interval().start() + kept - part.at();
  }
}
