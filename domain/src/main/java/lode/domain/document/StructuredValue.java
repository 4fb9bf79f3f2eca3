package lode.domain.document;

import org.jspecify.annotations.Nullable;

/**
 * One leaf of a page's structured data.
 *
 * @param syntax where it came from
 * @param itemId groups the leaves of one item (one Product, one Organization); unique in the page
 * @param parentItemId the item that this item is nested in, or null at the top
 * @param parentProperty the property of the parent that holds this item, or null at the top
 * @param itemType schema.org type without the vocabulary, such as {@code Product}; empty for meta tags
 * @param property property name, such as {@code price}, {@code og:title}
 * @param value text as the page has it
 * @param place where {@code value} stands in the document's text: in the appendix
 * @param line the whole appendix line that holds it; the quote
 */
public record StructuredValue(
    Syntax syntax,
    int itemId,
    @Nullable Integer parentItemId,
    @Nullable String parentProperty,
    String itemType,
    String property,
    String value,
    CharInterval place,
    CharInterval line) {

  /** Notation in which a page states structured data, the more trustworthy first. */
  public enum Syntax {
    JSON_LD,
    MICRODATA,
    RDFA,
    OPEN_GRAPH,
    /** {@code twitter:} meta tags. */
    TWITTER,
    /** {@code DC.} and {@code DCTERMS.} meta tags. */
    DUBLIN_CORE,
    META,
    /** What a front end's scripts keep of the page's things: state, props, caches. */
    EMBEDDED_STATE,
    /** What a page hands to its measuring scripts. */
    DATA_LAYER,
    /** What a visitor sees of the page's offer, without any markup. */
    PAGE;

    /** Whether it speaks of the page as a whole, in meta tags. */
    public boolean isMetaTag() {
      return this == OPEN_GRAPH || this == TWITTER || this == DUBLIN_CORE || this == META;
    }

    /** Whether it is data of a script, which nobody has written to be read by others. */
    public boolean isScriptData() {
      return this == EMBEDDED_STATE || this == DATA_LAYER;
    }
  }
}
