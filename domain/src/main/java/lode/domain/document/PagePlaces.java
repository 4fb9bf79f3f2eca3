package lode.domain.document;

import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * Where on its page each part of a document stands. A document is a pure function of the body, so nothing
 * is stored for this: the page is converted again, and this time every character is followed.
 */
public final class PagePlaces {

  private final HtmlConverter.Conversion conversion;
  private final SourceText source;

  private PagePlaces(HtmlConverter.Conversion conversion, SourceText source) {
    this.conversion = conversion;
    this.source = source;
  }

  /**
   * Converts a page, as {@link HtmlConverter#convert} does.
   *
   * @param contentType value of the Content-Type header, or null
   */
  public static PagePlaces of(byte[] body, @Nullable String contentType) {
    DecodedPage decoded = DecodedPage.decode(body, contentType);
    PageBound bound = PageBound.of(body, decoded);
    HtmlConverter.Conversion conversion =
        HtmlConverter.convert(HtmlTree.parseTracked(bound.html()));
    return new PagePlaces(conversion, new SourceText(bound.html()));
  }

  /** The document that the intervals point into. */
  public Document document() {
    return conversion.document();
  }

  /**
   * The parts of the page that this interval of the document's text was made from, in reading order; none
   * for notation and for labels that the appendix adds.
   *
   * @param most places that are named; those behind are left out
   * @throws IllegalArgumentException when the interval is not inside of the text
   */
  public List<PagePlace> at(CharInterval interval, int most) {
    Document document = document();
    if (interval.end() > document.text().length()) {
      throw new IllegalArgumentException("interval ends behind the document");
    }
    TracedPieces pieces = new TracedPieces(source, most);
    int end = Math.min(interval.end(), document.contentLength());
    for (int i = interval.start(); i < end && !pieces.isFull(); i++) {
      pieces.add(i, conversion.content().writer(), i);
    }
    List<PagePlace> places = new ArrayList<>(pieces.places());
    if (interval.end() > document.contentLength()) {
      places.addAll(leaves(interval, most));
      places.addAll(labelled(interval, most));
      places.sort((a, b) -> Integer.compare(a.at().start(), b.at().start()));
    }
    return places.subList(0, Math.min(most, places.size()));
  }

  /** What the page shows there: the text without notation, white space folded. */
  public String plain(CharInterval interval) {
    Document document = document();
    int content = document.contentLength();
    return interval.start() >= content
        ? FoldedText.of(interval.of(document.text()))
        : conversion
            .content()
            .writer()
            .plain(new CharInterval(interval.start(), Math.min(content, interval.end())));
  }

  /**
   * What is put behind the page's address to open it at this interval (URL Fragment Text Directives):
   * {@code #:~:text=...}; empty when nothing of it is text that the page shows.
   */
  public String textFragment(CharInterval interval) {
    Document document = document();
    if (interval.start() < document.contentLength()) {
      int end = Math.min(interval.end(), document.contentLength());
      return fragment(conversion.content(), new CharInterval(interval.start(), end));
    }
    for (int i = 0; i < document.labelledValues().size(); i++) {
      LabelledValue value = document.labelledValues().get(i);
      if (overlaps(value.place(), interval) || overlaps(value.line(), interval)) {
        return fragment(rendered(i), found(i).at());
      }
    }
    return "";
  }

  /**
   * The source of a place, cut at four times {@code around} characters, with as many as that before and
   * behind it; null where the place has no source.
   */
  public PagePlace.@Nullable SourcePlace excerpt(PagePlace place, int around) {
    if (place.source() == null) {
      return null;
    }
    int end = Math.min(place.source().end(), place.source().start() + 4 * around);
    int from = source.whole(Math.max(0, place.source().start() - around));
    int to = source.whole(Math.min(source.length(), end + around));
    return source.place(from, to);
  }

  private String fragment(MarkdownRenderer rendered, CharInterval interval) {
    Element body = conversion.page().body();
    return new TextFragment(rendered.writer(), body).of(interval);
  }

  /** Each leaf is searched for in the whole page, so their number is bounded, found or not. */
  private List<PagePlace> leaves(CharInterval interval, int most) {
    List<PagePlace> places = new ArrayList<>();
    LeafPlaces finder = new LeafPlaces(conversion.page(), source);
    List<StructuredValue> leaves = document().structuredData();
    int searched = 0;
    for (int i = 0; i < leaves.size() && searched < most; i++) {
      if (overlaps(leaves.get(i).place(), interval)) {
        searched++;
        places.addAll(finder.of(leaves, i));
      }
    }
    return places;
  }

  private List<PagePlace> labelled(CharInterval interval, int most) {
    List<PagePlace> places = new ArrayList<>();
    List<LabelledValue> values = document().labelledValues();
    for (int i = 0; i < values.size() && places.size() < most; i++) {
      CharInterval place = values.get(i).place();
      if (place.start() >= document().contentLength() && overlaps(place, interval)) {
        places.addAll(repeated(rendered(i).writer(), found(i).at(), place, interval));
      }
    }
    return places;
  }

  private MarkdownRenderer rendered(int number) {
    return number < conversion.inside().size() ? conversion.content() : conversion.outside();
  }

  private LabelledFinder.Found found(int number) {
    int inside = conversion.inside().size();
    return number < inside
        ? conversion.inside().get(number)
        : conversion.beside().get(number - inside);
  }

  /** A line of the appendix repeats a value without its notation: the origin is that of the value. */
  private List<PagePlace> repeated(
      MarkdownWriter writer, CharInterval at, CharInterval place, CharInterval wanted) {
    TracedPieces pieces = new TracedPieces(source, Integer.MAX_VALUE);
    String text = writer.written();
    int position = place.start();
    boolean space = false;
    for (int i = at.start(); i < at.end() && position < place.end(); i++) {
      if (writer.isNotation(i)) {
        continue;
      }
      if (FoldedText.isSpace(text.charAt(i))) {
        space = position > place.start();
        continue;
      }
      position += space ? 1 : 0;
      space = false;
      if (position >= wanted.start() && position < wanted.end()) {
        pieces.add(position, writer, i);
      }
      position++;
    }
    return pieces.places();
  }

  private static boolean overlaps(CharInterval one, CharInterval other) {
    return one.start() < other.end() && other.start() < one.end();
  }
}
