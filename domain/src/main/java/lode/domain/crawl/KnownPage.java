package lode.domain.crawl;

import lode.domain.document.ContentHash;
import lode.domain.document.SourceId;
import org.jspecify.annotations.Nullable;

/**
 * What the project already holds of a URL, for a conditional request.
 *
 * @param bodyHash the stored body: its links are read again when the site answers "not modified"
 */
public record KnownPage(
    SourceId sourceId,
    @Nullable String etag,
    @Nullable String lastModified,
    ContentHash bodyHash) {}
