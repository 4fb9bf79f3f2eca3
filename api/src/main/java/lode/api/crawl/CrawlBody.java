package lode.api.crawl;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import lode.domain.crawl.Rendering;
import lode.domain.crawl.SitemapUse;
import lode.domain.crawl.StatusRules;
import org.jspecify.annotations.Nullable;

/** The body of a crawl as the API's documentation shows it; the domain's reader reads it. */
@Schema(name = "Crawl")
public record CrawlBody(
    @Nullable
        @Schema(
            description = "URLs, or objects with url and sourceGroup; the scheme may be left out",
            types = "array",
            example = "[\"https://example.com/\"]")
        List<Object> seeds,
    @Nullable @Schema(description = "one seed, in place of seeds") String url,
    @Nullable
        @Schema(
            description = "what the pages belong to; the seed's registrable domain when left out")
        String sourceGroup,
    @Schema(minimum = "0", maximum = "20", defaultValue = "3") Integer maxDepth,
    @Schema(minimum = "1", maximum = "1000000", defaultValue = "100") Integer maxPages,
    @Schema(description = "RE2 patterns, searched in path and query") List<String> includePaths,
    @Schema(description = "RE2 patterns, searched in path and query") List<String> excludePaths,
    @Schema(defaultValue = "false") Boolean allowSubdomains,
    @Schema(description = "host, or host:port") List<String> allowedHosts,
    @Schema(defaultValue = "include") SitemapUse sitemap,
    @Schema(defaultValue = "false") Boolean ignoreQueryParameters,
    @Schema(defaultValue = "true") Boolean respectRobots,
    @Schema(minimum = "0", maximum = "3600000", defaultValue = "1000") Integer minDelayMs,
    @Schema(minimum = "1", maximum = "16", description = "1; 16 with an explicit minDelayMs of 0")
        Integer maxConcurrencyPerHost,
    @Schema(
            description =
                "CIDR networks that this crawl may reach besides public ones; needs role admin")
        List<String> allowedNetworks,
    @Schema(
            description =
                "what becomes of an answer by its HTTP status, before the defaults: statuses such as"
                    + " 404 and classes such as 4xx")
        StatusRules statusRules,
    @Schema(
            description =
                "whether a browser runs the scripts of pages: of those that are empty without, of all,"
                    + " or of none",
            defaultValue = "auto")
        Rendering render,
    @Schema(defaultValue = "true") Boolean autoExtract) {}
