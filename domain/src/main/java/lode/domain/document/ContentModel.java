package lode.domain.document;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

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
        return read(in);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Reads what {@link #write} wrote. */
  public static ContentModel read(InputStream from) throws IOException {
    DataInputStream in = new DataInputStream(new GZIPInputStream(from));
    WeightTable names = WeightTable.read(in);
    WeightTable words = WeightTable.read(in);
    WeightTable types = WeightTable.read(in);
    List<BoostedTrees> typeTrees = new ArrayList<>();
    for (int i = 0; i < PageType.values().length; i++) {
      typeTrees.add(BoostedTrees.read(in));
    }
    return new ContentModel(names, words, types, typeTrees, BoostedTrees.read(in));
  }

  /** Writes the model, compressed; does not close the stream. */
  public void write(OutputStream to) throws IOException {
    GZIPOutputStream zipped = new GZIPOutputStream(to);
    DataOutputStream out = new DataOutputStream(zipped);
    names.write(out);
    words.write(out);
    types.write(out);
    for (BoostedTrees trees : typeTrees) {
      trees.write(out);
    }
    blockTrees.write(out);
    out.flush();
    zipped.finish();
  }
}
