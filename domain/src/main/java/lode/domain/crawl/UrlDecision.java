package lode.domain.crawl;

import java.time.Instant;
import lode.domain.document.SourceId;
import lode.domain.job.JobError;
import org.jspecify.annotations.Nullable;

/**
 * What a crawl decided for one URL.
 *
 * @param decision {@code fetched unchanged skipped failed pending}
 * @param rule the rule that decided; null while pending
 */
public record UrlDecision(
    String url,
    String decision,
    @Nullable String rule,
    int depth,
    String sourceGroup,
    int attempts,
    @Nullable Integer httpStatus,
    @Nullable SourceId sourceId,
    @Nullable JobError error,
    @Nullable Instant decidedAt) {}
