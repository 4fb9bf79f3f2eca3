package lode.domain.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import lode.domain.document.PagePlace.SourcePlace;
import lode.domain.document.Sources.RawBody;
import org.jspecify.annotations.Nullable;

/**
 * Where a part of a document stands in what the site sent.
 *
 * @param url address of the page, with a text directive that opens it at the part where the page shows it
 * @param quote the part of the document's text
 * @param plain the same as the page shows it, without notation
 * @param places where it stands on the page, at most {@link #MOST}; empty for notation, for files, and
 *     where a later converter reads the page otherwise and the quote is not found again
 * @param excerpt the page's source around the first place
 * @param file page, or sheet and row, for a file with such; null for a web page
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record QuotePlaces(
    String url,
    String quote,
    String plain,
    List<PagePlace> places,
    @Nullable SourcePlace excerpt,
    @Nullable PlaceMark file) {

  /** Places of one answer. */
  public static final int MOST = 100;

  /** Characters of the source shown on each side of the first place. */
  private static final int AROUND = 160;

  public QuotePlaces {
    places = List.copyOf(places);
  }

  /**
   * Finds the places again.
   *
   * @param url address of the source
   * @param document the document that the interval points into
   * @param body what it was made of
   * @throws IllegalArgumentException when the interval is empty or not inside of the document
   */
  public static QuotePlaces find(
      String url, Document document, RawBody body, CharInterval interval) {
    if (interval.length() == 0 || interval.end() > document.text().length()) {
      throw new IllegalArgumentException(
          "must be an interval that is not empty, inside of [0, " + document.text().length() + ")");
    }
    String quote = interval.of(document.text());
    if (FileType.of(body.contentType(), body.bytes()).isPresent()) {
      PlaceMark mark = document.placeAt(interval.start());
      return new QuotePlaces(url, quote, FoldedText.of(quote), List.of(), null, mark);
    }
    PagePlaces page = PagePlaces.of(body.bytes(), body.contentType());
    CharInterval at = again(page.document(), document, interval);
    if (at == null) {
      return new QuotePlaces(url, quote, FoldedText.of(quote), List.of(), null, null);
    }
    List<PagePlace> places = page.at(at, MOST);
    SourcePlace excerpt = places.isEmpty() ? null : page.excerpt(places.get(0), AROUND);
    int fragment = url.indexOf('#');
    String address = fragment < 0 ? url : url.substring(0, fragment);
    return new QuotePlaces(
        address + page.textFragment(at), quote, page.plain(at), places, excerpt, null);
  }

  /** The same interval, or where the quote stands now that the converter reads the page otherwise. */
  private static @Nullable CharInterval again(Document now, Document then, CharInterval interval) {
    if (now.text().equals(then.text())) {
      return interval;
    }
    String quote = interval.of(then.text());
    int before = now.text().lastIndexOf(quote, interval.start());
    int behind = now.text().indexOf(quote, interval.start());
    boolean isNearer =
        behind >= 0 && (before < 0 || behind - interval.start() < interval.start() - before);
    int start = isNearer ? behind : before;
    return start < 0 ? null : new CharInterval(start, start + quote.length());
  }
}
