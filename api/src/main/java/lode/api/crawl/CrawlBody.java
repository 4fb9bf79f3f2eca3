package lode.api.crawl;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
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
                "request headers by name, sent to the origins of the seeds and to allowedHosts only;"
                    + " kept sealed, never shown")
        Map<String, String> headers,
    @Schema(description = "credentials for the same sites (RFC 7617); kept sealed, never shown")
        BasicAuth basicAuth,
    @Schema(
            description = "HTTP proxy of this crawl; kept sealed, never shown",
            example = "http://user:password@proxy.example:3128")
        String proxy,
    @Schema(
            description = "the crawl ends by itself after this time: ISO 8601, or 30m, 2h, 90s",
            example = "PT30M")
        String maxDuration,
    @Schema(description = "BCP 47 tags of languages; pages of others are skipped")
        List<String> languages,
    @Schema(description = "words and phrases; URLs that promise them are fetched first")
        List<String> focusTerms,
    @Schema(
            minimum = "0",
            maximum = "1",
            description = "URLs of a lower relevance are skipped; needs focusTerms")
        Double relevanceThreshold,
    @Schema(minimum = "1", description = "pages kept of one host and port; at most maxPages")
        Integer maxPagesPerHost,
    @Schema(description = "URL patterns, as a result's traps name them, without a quota")
        List<String> liftPatterns,
    @Schema(
            description =
                "whether a browser runs the scripts of pages: of those that are empty without, of all,"
                    + " or of none",
            defaultValue = "auto")
        Rendering render,
    @Schema(defaultValue = "true") Boolean autoExtract) {

  /** Credentials for sites that ask for them. */
  @Schema(name = "BasicAuth")
  record BasicAuth(String username, String password) {}
}
