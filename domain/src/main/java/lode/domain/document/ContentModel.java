package lode.domain.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What was learned from pages whose main content is known: weights of the words of markup and text,
 * trees that tell the type of a page, and trees that tell main content from the rest.
 *
 * @param names weights of the names that markup gives to elements
 * @param words weights of the words of short texts
 * @param types weights of a page's words, one for each type
 * @param typeTrees trees of each {@link PageType}, in their order
 * @param blockTrees trees that judge a block of text
 */
public record ContentModel(
    WeightTable names,
    WeightTable words,
    WeightTable types,
    List<BoostedTrees> typeTrees,
    BoostedTrees blockTrees) {

  private static final String RESOURCE = "content.model";

  public ContentModel {
    typeTrees = List.copyOf(typeTrees);
  }

  /** The model that comes with Lode. */
  public static ContentModel bundled() {
    return Bundled.MODEL;
  }

  /** Read once, at the first use. */
  private static final class Bundled {
    static final ContentModel MODEL = load();

    private static ContentModel load() {
      try (InputStream in = ContentModel.class.getResourceAsStream(RESOURCE)) {
        if (in == null) {
          throw new IllegalStateException("the resource " + RESOURCE + " is missing");
        }
        return of(in.readAllBytes());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Reads what {@link #toBytes} wrote. */
  public static ContentModel of(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    WeightTable names = WeightTable.read(in);
    WeightTable words = WeightTable.read(in);
    WeightTable types = WeightTable.read(in);
    List<BoostedTrees> typeTrees = new ArrayList<>();
    for (int i = 0; i < PageType.values().length; i++) {
      typeTrees.add(BoostedTrees.read(in));
    }
    return new ContentModel(names, words, types, typeTrees, BoostedTrees.read(in));
  }

  /** The model as a file has it. */
  public byte[] toBytes() {
    int size = names.bytes() + words.bytes() + types.bytes() + blockTrees.bytes();
    for (BoostedTrees trees : typeTrees) {
      size += trees.bytes();
    }
    ByteBuffer out = ByteBuffer.allocate(size);
    names.write(out);
    words.write(out);
    types.write(out);
    typeTrees.forEach(trees -> trees.write(out));
    blockTrees.write(out);
    return out.array();
  }
}
