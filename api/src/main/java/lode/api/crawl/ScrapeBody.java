package lode.api.crawl;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import lode.domain.crawl.Rendering;
import lode.domain.crawl.StatusRules;
import org.jspecify.annotations.Nullable;

/** The body of a scrape as the API's documentation shows it; the domain's reader reads it. */
@Schema(name = "Scrape")
public record ScrapeBody(
    @Schema(
            description =
                "URLs as they were pasted, or one text with a URL a line; at most 100,000 lines",
            types = "array",
            requiredMode = Schema.RequiredMode.REQUIRED,
            example = "[\"https://example.com/data-sheet.pdf\"]")
        List<String> urls,
    @Nullable
        @Schema(
            description = "what the pages belong to; each URL's registrable domain when left out")
        String sourceGroup,
    @Schema(defaultValue = "false") Boolean ignoreQueryParameters,
    @Schema(defaultValue = "true") Boolean respectRobots,
    @Schema(minimum = "0", maximum = "3600000", defaultValue = "1000") Integer minDelayMs,
    @Schema(minimum = "1", maximum = "16", description = "1; 16 with an explicit minDelayMs of 0")
        Integer maxConcurrencyPerHost,
    @Schema(
            description =
                "CIDR networks that this scrape may reach besides public ones; needs role admin")
        List<String> allowedNetworks,
    @Schema(
            description =
                "what becomes of an answer by its HTTP status, before the defaults: statuses such as"
                    + " 404 and classes such as 4xx")
        StatusRules statusRules,
    @Schema(
            description =
                "request headers by name, sent to the origins of the URLs and to no others;"
                    + " kept sealed, never shown")
        Map<String, String> headers,
    @Schema(description = "credentials for the same sites (RFC 7617); kept sealed, never shown")
        CrawlBody.BasicAuth basicAuth,
    @Schema(
            description = "HTTP proxy of this scrape; kept sealed, never shown",
            example = "http://user:password@proxy.example:3128")
        String proxy,
    @Schema(
            description = "the scrape ends by itself after this time: ISO 8601, or 30m, 2h, 90s",
            example = "PT30M")
        String maxDuration,
    @Schema(description = "BCP 47 tags of languages; pages of others are skipped")
        List<String> languages,
    @Schema(
            description =
                "whether a browser runs the scripts of pages: of those that are empty without, of all,"
                    + " or of none",
            defaultValue = "auto")
        Rendering render,
    @Schema(defaultValue = "true") Boolean autoExtract) {}
