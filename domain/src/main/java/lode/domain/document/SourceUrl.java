package lode.domain.document;

/** A URL that leads to a source. */
public record SourceUrl(String url, UrlRelation relation) {}
