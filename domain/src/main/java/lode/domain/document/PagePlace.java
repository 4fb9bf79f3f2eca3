package lode.domain.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A part of a page from which a part of its document was made: text of one text node, a value of one
 * attribute, or a value inside of a script.
 *
 * @param domPath CSS selector of the element that holds it, for {@code document.querySelector}
 * @param textNode number of the text node among the element's own text nodes, from 0; null for an
 *     attribute
 * @param attribute name of the attribute; null for a text node
 * @param start first character in the text node's data or the attribute's value, in UTF-16 code units
 *     after line ends were normalised, as a browser counts
 * @param end one past the last one
 * @param text the page's text there as it stands, entities decoded
 * @param source where it stands in the page's source; null where the parser made it up
 * @param at the part of the document that was made from it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PagePlace(
    String domPath,
    @Nullable Integer textNode,
    @Nullable String attribute,
    int start,
    int end,
    String text,
    @Nullable SourcePlace source,
    CharInterval at) {

  /**
   * A part of the page's source.
   *
   * @param start offset in the decoded page without byte order mark, in UTF-16 code units
   * @param end one past the last one
   * @param line line of the start, from 1
   * @param column column of the start, from 1
   * @param html the source there, exactly
   */
  public record SourcePlace(int start, int end, int line, int column, String html) {}
}
