package lode.domain.document;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jsoup.nodes.Node;
import org.jspecify.annotations.Nullable;

/** Remembers of each written character where on the page it stands; kept only when asked for. */
final class PageTrace {

  private final List<Origin> origins = new ArrayList<>();
  private int[] origin = new int[1_024];
  private int[] offset = new int[1_024];

  /**
   * What characters come from.
   *
   * @param node a text node, the data of a script, or the element of the attribute
   * @param attribute name of the attribute that was read, or null for the node's own text
   */
  record Origin(Node node, @Nullable String attribute) {}

  /** From here on characters come from this origin. */
  void from(Node node, @Nullable String attribute) {
    origins.add(new Origin(node, attribute));
  }

  /** The character at {@code position} is the one at {@code at} of the origin's raw text. */
  void wrote(int position, int at) {
    if (position >= origin.length) {
      int length = Math.max(position + 1, origin.length * 2);
      origin = Arrays.copyOf(origin, length);
      offset = Arrays.copyOf(offset, length);
    }
    origin[position] = origins.size();
    offset[position] = at;
  }

  /** Where the character at this position comes from; null for notation and white space. */
  @Nullable Origin origin(int position) {
    int number = position < origin.length ? origin[position] : 0;
    return number == 0 ? null : origins.get(number - 1);
  }

  /** Offset in the origin's raw text; means nothing without an origin. */
  int offset(int position) {
    return offset[position];
  }
}
