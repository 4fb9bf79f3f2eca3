package lode.domain.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The readable text of one page body, immutable: the same body and converter version always give
 * the same document.
 *
 * <p>The text has two parts. {@code [0, contentLength)} is the main content as markdown: the part
 * that is chunked, shown to models and indexed. What follows is the appendix: one line for each
 * leaf of the page's structured data and each labelled value that stands outside the main content,
 * so that every quote of every tier has an interval in one text.
 *
 * @param text markdown and appendix; intervals of quotes point into it
 * @param contentLength end of the main content in {@code text}
 * @param language BCP-47 tag as the page declares it, or null
 * @param structuredData one entry for each leaf of JSON-LD, microdata, OpenGraph and meta tags
 * @param labelledValues tables rows, definition lists and "Label: value" lines, in reading order
 * @param places where in the file parts of the text stand, by position; empty for a page without pages
 * @param metadata who made the page and when, as it tells
 * @param leftOut what of the page was not read because of a bound, a sentence each; mostly empty
 * @param comments what readers wrote below an article, as markdown; no part of {@code text}; or null
 */
public record Document(
    String text,
    int contentLength,
    @Nullable String title,
    @Nullable String language,
    @Nullable String description,
    List<StructuredValue> structuredData,
    List<LabelledValue> labelledValues,
    List<PlaceMark> places,
    PageMetadata metadata,
    List<String> leftOut,
    @Nullable String comments) {

  public Document {
    structuredData = List.copyOf(structuredData);
    labelledValues = List.copyOf(labelledValues);
    // Documents stored before there were places have none.
    places = places == null ? List.of() : List.copyOf(places);
    metadata = metadata == null ? PageMetadata.NONE : metadata;
    leftOut = leftOut == null ? List.of() : List.copyOf(leftOut);
  }

  /** A document of a web page, which has no pages inside. */
  public Document(
      String text,
      int contentLength,
      @Nullable String title,
      @Nullable String language,
      @Nullable String description,
      List<StructuredValue> structuredData,
      List<LabelledValue> labelledValues) {
    this(
        text,
        contentLength,
        title,
        language,
        description,
        structuredData,
        labelledValues,
        List.of(),
        PageMetadata.NONE,
        List.of(),
        null);
  }

  /** The same, made of a page that was not read whole. */
  Document withLeftOut(List<String> sentences) {
    return new Document(
        text,
        contentLength,
        title,
        language,
        description,
        structuredData,
        labelledValues,
        places,
        metadata,
        sentences,
        comments);
  }

  /** The same page with another text of the same length, and other labelled values. */
  public Document with(String otherText, List<LabelledValue> otherLabelled) {
    return new Document(
        otherText,
        contentLength,
        title,
        language,
        description,
        structuredData,
        otherLabelled,
        places,
        metadata,
        leftOut,
        comments);
  }

  /** Where in the file the character at this position stands; a mark of nothing when nowhere. */
  public PlaceMark placeAt(int position) {
    return PlaceMark.at(places, position);
  }

  /** The main content as markdown. */
  public String content() {
    return text.substring(0, contentLength);
  }
}
