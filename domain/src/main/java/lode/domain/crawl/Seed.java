package lode.domain.crawl;

import lode.domain.url.CanonicalUrl;

/** A URL that a crawl starts from, and the source group that its pages belong to. */
public record Seed(CanonicalUrl url, String sourceGroup) {}
