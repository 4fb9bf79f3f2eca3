package lode.api.job;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** The change of a running crawl as the API's documentation shows it; the domain's reader reads it. */
@Schema(name = "CrawlChange")
record CrawlChangeBody(
    @Schema(
            description = "further seeds: URLs, or objects with url and sourceGroup",
            types = "array",
            example = "[\"https://example.com/\"]")
        List<Object> addSeeds,
    @Schema(description = "RE2 patterns; what waits and matches is skipped")
        List<String> addExcludePaths,
    @Schema(
            minimum = "1",
            maximum = "1000000",
            description = "fewer than there are already: the crawl ends")
        Integer maxPages,
    @Schema(minimum = "0", maximum = "3600000") Integer minDelayMs,
    @Schema(description = "URL patterns without a quota from now on; what was skipped waits again")
        List<String> liftPatterns) {}
