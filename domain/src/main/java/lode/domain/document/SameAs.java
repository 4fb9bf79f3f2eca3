package lode.domain.document;

/**
 * The main source that a source is linked to, which says the same.
 *
 * @param url of the main source
 * @param reason canonical, duplicate or near-duplicate
 */
public record SameAs(SourceId sourceId, String url, UrlRelation reason) {}
