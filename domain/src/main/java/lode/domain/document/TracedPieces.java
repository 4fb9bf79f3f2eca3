package lode.domain.document;

import java.util.ArrayList;
import java.util.List;
import lode.domain.document.PagePlace.SourcePlace;
import lode.domain.document.PageTrace.Origin;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.Range;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/** Joins characters that come from neighbouring places of one text of the page. */
final class TracedPieces {

  private final SourceText source;
  private final List<PagePlace> places = new ArrayList<>();
  private @Nullable Origin origin;
  private int first;
  private int last;
  private int start;
  private int end;

  private final int most;

  TracedPieces(SourceText source, int most) {
    this.source = source;
    this.most = most;
  }

  boolean isFull() {
    return places.size() >= most;
  }

  /** Adds the character at {@code written}, which stands at {@code position} of the document. */
  void add(int position, MarkdownWriter writer, int written) {
    PageTrace trace = writer.traced();
    Origin from = trace == null ? null : trace.origin(written);
    if (trace == null || from == null) {
      return;
    }
    int at = trace.offset(written);
    if (from != origin || at < end) {
      close();
      origin = from;
      first = position;
      start = at;
    }
    last = position + 1;
    end = at + 1;
  }

  /** The pieces so far. */
  List<PagePlace> places() {
    close();
    return places;
  }

  private void close() {
    if (origin != null) {
      CharInterval at = new CharInterval(first, last);
      String attribute = origin.attribute();
      places.add(
          attribute == null
              ? text(origin.node(), start, end, at, source)
              : attribute((Element) origin.node(), attribute, start, end, at, source));
    }
    origin = null;
  }

  /** A part of a text node, or of the data of a script. */
  static PagePlace text(Node node, int start, int end, CharInterval at, SourceText source) {
    Element parent = (Element) node.parentNode();
    String raw = raw(node);
    Range range = node.sourceRange();
    SourcePlace place = null;
    if (range.isTracked() && node instanceof TextNode) {
      place = source.within(range.startPos(), range.endPos(), raw, start, end);
    } else if (range.isTracked()) {
      place = source.place(range.startPos() + start, range.startPos() + end);
    }
    int before = DomPath.charactersBefore(node);
    return new PagePlace(
        DomPath.of(parent),
        DomPath.textNode(node),
        null,
        before + DomPath.counted(raw, start),
        before + DomPath.counted(raw, end),
        raw.substring(start, end),
        place,
        at);
  }

  private static String raw(Node node) {
    return node instanceof DataNode data ? data.getWholeData() : ((TextNode) node).getWholeText();
  }

  /** A part of an attribute's value. */
  static PagePlace attribute(
      Element element, String name, int start, int end, CharInterval at, SourceText source) {
    String raw = element.attr(name);
    Range range = element.attributes().sourceRange(name).valueRange();
    SourcePlace place =
        range.isTracked() ? source.within(range.startPos(), range.endPos(), raw, start, end) : null;
    return new PagePlace(
        DomPath.of(element),
        null,
        name,
        DomPath.counted(raw, start),
        DomPath.counted(raw, end),
        raw.substring(start, end),
        place,
        at);
  }
}
