package lode.domain.crawl;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import lode.domain.project.SchemaProblem;
import lode.domain.url.CanonicalUrl;
import lode.domain.url.UrlPolicy;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads requests to fetch a list of URLs. Everything but {@code urls} is a member of a crawl request,
 * read by {@link CrawlRequestReader}; those that say where a crawl goes are refused, for a scrape goes
 * nowhere.
 */
public final class ScrapeRequestReader {

  private static final String URLS = "urls";

  /** What a crawl does beyond its seeds. */
  private static final Set<String> OF_CRAWLS =
      new LinkedHashSet<>(
          List.of(
              "seeds",
              "url",
              "maxDepth",
              "maxPages",
              "includePaths",
              "excludePaths",
              "allowSubdomains",
              "allowedHosts",
              "sitemap",
              "focusTerms",
              "relevanceThreshold"));

  private ScrapeRequestReader() {}

  /**
   * The scrape that a body asks for; a project's defaults for crawls fill the members that the body
   * leaves out, but for those that say where a crawl goes.
   *
   * @throws CrawlInvalid with every problem of the members
   * @throws NoUsableUrl when no entry of the list can be fetched
   */
  public static ScrapeRequest read(JsonNode body, JsonNode defaults) {
    List<SchemaProblem> problems = new ArrayList<>();
    if (!body.isObject()) {
      problems.add(new SchemaProblem("", "must be an object with urls"));
      throw new CrawlInvalid(problems);
    }
    List<String> texts = texts(body.get(URLS), problems);
    for (String member : OF_CRAWLS) {
      if (body.hasNonNull(member)) {
        problems.add(
            new SchemaProblem(
                "/" + member, "is for crawls: a scrape fetches its urls alone; leave it out"));
      }
    }
    UrlPolicy policy = policy(body, defaults);
    UrlList list = UrlList.read(texts, policy);
    CrawlRequest crawl = crawl(body, defaults, list.urls(), problems);
    if (crawl == null || !problems.isEmpty()) {
      throw new CrawlInvalid(problems);
    }
    if (list.urls().isEmpty()) {
      throw new NoUsableUrl(list.entries());
    }
    return new ScrapeRequest(list.entries(), seeded(crawl, body, list.urls()));
  }

  private static List<String> texts(@Nullable JsonNode urls, List<SchemaProblem> problems) {
    List<String> texts = new ArrayList<>();
    if (urls != null && urls.isString()) {
      texts.add(urls.stringValue());
    } else if (urls != null && urls.isArray()) {
      for (int i = 0; i < urls.size(); i++) {
        if (urls.get(i).isString()) {
          texts.add(urls.get(i).stringValue());
        } else {
          problems.add(new SchemaProblem("/" + URLS + "/" + i, "must be text"));
        }
      }
    } else {
      problems.add(
          new SchemaProblem("/" + URLS, "must be a list of URLs, or a text with one a line"));
    }
    int lines = texts.stream().mapToInt(text -> UrlList.lines(text).size()).sum();
    if (lines > UrlList.MAX_LINES) {
      problems.add(
          new SchemaProblem(
              "/" + URLS,
              "has "
                  + lines
                  + " lines; at most "
                  + UrlList.MAX_LINES
                  + " are taken: send several requests"));
      return List.of();
    }
    return texts;
  }

  private static UrlPolicy policy(JsonNode body, JsonNode defaults) {
    JsonNode own = body.path("ignoreQueryParameters");
    JsonNode said = own.isBoolean() ? own : defaults.path("ignoreQueryParameters");
    return UrlPolicy.of(said.isBoolean() && said.booleanValue());
  }

  /** The same members as those of a crawl; its seed is one that passes, for the list was read. */
  private static @Nullable CrawlRequest crawl(
      JsonNode body, JsonNode defaults, List<CanonicalUrl> urls, List<SchemaProblem> problems) {
    ObjectNode crawl = without(body);
    crawl.remove(URLS);
    crawl.put("url", urls.isEmpty() ? "https://example.com/" : urls.get(0).value());
    crawl.put("maxDepth", 0);
    crawl.put("sitemap", SitemapUse.SKIP.label());
    try {
      return CrawlRequestReader.read(crawl, without(defaults));
    } catch (CrawlInvalid invalid) {
      problems.addAll(invalid.problems());
      return null;
    }
  }

  private static ObjectNode without(JsonNode members) {
    ObjectNode rest =
        members.isObject()
            ? (ObjectNode) members.deepCopy()
            : JsonNodeFactory.instance.objectNode();
    OF_CRAWLS.forEach(rest::remove);
    return rest;
  }

  private static CrawlRequest seeded(CrawlRequest crawl, JsonNode body, List<CanonicalUrl> urls) {
    JsonNode group = body.path("sourceGroup");
    List<Seed> seeds =
        urls.stream()
            .map(
                url ->
                    new Seed(
                        url,
                        group.isString()
                            ? crawl.seeds().get(0).sourceGroup()
                            : url.registrableDomain().value()))
            .toList();
    return crawl.steered(
        seeds,
        seeds.size(),
        List.of(),
        crawl.minDelayMs(),
        crawl.maxConcurrencyPerHost(),
        List.of());
  }
}
