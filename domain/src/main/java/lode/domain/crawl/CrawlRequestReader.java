package lode.domain.crawl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lode.domain.project.SchemaObject;
import lode.domain.project.SchemaProblem;
import lode.domain.url.Cidr;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads crawl requests, strictly: what this class lets through can be crawled, and everything that is
 * wrong is told at once. See {@code API.md}, {@code POST /projects/{id}/crawls}, for the members.
 */
public final class CrawlRequestReader {

  /** Most seeds of a crawl; a longer list belongs in a sitemap. */
  static final int MAX_SEEDS = 1_000;

  static final int MAX_ENTRIES = 200;
  static final int ENTRY_LENGTH = 500;
  static final int MAX_PAGES = 1_000_000;
  static final int MAX_DELAY_MS = 3_600_000;

  private static final List<String> SEED_MEMBERS = List.of("seeds", "url", "sourceGroup");
  private static final List<String> DEFAULT_MEMBERS =
      List.of(
          "maxDepth",
          "maxPages",
          "includePaths",
          "excludePaths",
          "allowSubdomains",
          "allowedHosts",
          "sitemap",
          "ignoreQueryParameters",
          "respectRobots",
          "minDelayMs",
          "maxConcurrencyPerHost",
          "allowedNetworks",
          "statusRules",
          "render",
          "autoExtract");
  private static final Map<String, SitemapUse> SITEMAP_USES = sitemapUses();

  private final List<SchemaProblem> problems = new ArrayList<>();
  private final SchemaObject members;
  private final JsonNode node;

  private CrawlRequestReader(JsonNode node, List<String> keys) {
    this.node = node;
    boolean isCrawl = keys.contains("seeds");
    this.members = new SchemaObject(withoutAccess(node, isCrawl), "", keys, problems);
  }

  /**
   * The request that a body makes; a project's defaults fill the members that the body leaves out.
   *
   * @throws CrawlInvalid with every problem
   */
  public static CrawlRequest read(JsonNode body, JsonNode defaults) {
    List<String> keys =
        Stream.of(SEED_MEMBERS, DEFAULT_MEMBERS, ChoiceReader.MEMBERS)
            .flatMap(List::stream)
            .toList();
    return new CrawlRequestReader(filled(body, defaults), keys).request(true);
  }

  /**
   * Checks a project's defaults: members of a crawl request other than its seeds.
   *
   * @throws CrawlInvalid with every problem
   */
  public static void checkDefaults(JsonNode defaults) {
    List<String> keys =
        Stream.concat(DEFAULT_MEMBERS.stream(), ChoiceReader.MEMBERS.stream()).toList();
    new CrawlRequestReader(defaults, keys).request(false);
  }

  private static JsonNode filled(JsonNode body, JsonNode defaults) {
    if (!body.isObject() || !defaults.isObject()) {
      return body;
    }
    ObjectNode filled = JsonNodeFactory.instance.objectNode();
    filled.setAll((ObjectNode) defaults);
    body.propertyStream()
        .filter(member -> !member.getValue().isNull() || !defaults.has(member.getKey()))
        .forEach(member -> filled.set(member.getKey(), member.getValue()));
    return filled;
  }

  private JsonNode withoutAccess(JsonNode all, boolean isCrawl) {
    if (!all.isObject()) {
      return all;
    }
    ObjectNode known = (ObjectNode) all.deepCopy();
    CrawlAccessReader.take(known, isCrawl, problems);
    return known;
  }

  private CrawlRequest request(boolean withSeeds) {
    boolean ignoreQuery = members.flag("ignoreQueryParameters");
    List<Seed> seeds = withSeeds ? seeds(ignoreQuery) : List.of();
    List<String> includes = entries("includePaths");
    List<String> excludes = entries("excludePaths");
    List<String> hosts = entries("allowedHosts");
    Integer delay = members.whole("minDelayMs", 0, MAX_DELAY_MS);
    boolean unthrottled = delay != null && delay == 0;
    int maxPages = or(members.whole("maxPages", 1, MAX_PAGES), CrawlRequest.DEFAULT_MAX_PAGES);
    ChoiceReader choice = new ChoiceReader(members, node);
    CrawlRequest request =
        new CrawlRequest(
            seeds,
            or(members.whole("maxDepth", 0, 20), CrawlRequest.DEFAULT_MAX_DEPTH),
            maxPages,
            includes,
            excludes,
            members.flag("allowSubdomains"),
            hosts,
            or(members.word("sitemap", SITEMAP_USES), SitemapUse.INCLUDE),
            ignoreQuery,
            flagOrTrue("respectRobots"),
            or(delay, CrawlRequest.DEFAULT_MIN_DELAY_MS),
            or(
                members.whole("maxConcurrencyPerHost", 1, 16),
                unthrottled ? CrawlRequest.CONCURRENCY_WITHOUT_DELAY : 1),
            networks(),
            StatusRulesReader.read(node.get("statusRules"), problems),
            choice.maxDuration(),
            choice.languages(),
            choice.focus(),
            or(members.word("render", Rendering.words()), Rendering.AUTO),
            choice.quotas(maxPages),
            flagOrTrue("autoExtract"));
    checkScope(request);
    if (!problems.isEmpty()) {
      throw new CrawlInvalid(problems);
    }
    return request;
  }

  private List<Seed> seeds(boolean ignoreQuery) {
    if (!node.isObject()) {
      return List.of();
    }
    String sourceGroup = members.text("sourceGroup", SeedReader.GROUP_LENGTH);
    SeedReader reader = new SeedReader(sourceGroup, ignoreQuery, problems);
    if (members.has("url")) {
      if (members.has("seeds")) {
        members.problem("url", "url and seeds exclude each other; keep one");
      }
      reader.read(node.get("url"), "/url");
      return reader.seeds();
    }
    JsonNode list = node.get("seeds");
    if (list == null || !list.isArray() || list.isEmpty() || list.size() > MAX_SEEDS) {
      members.problem("seeds", "must be a list of 1 to " + MAX_SEEDS + " URLs");
      return List.of();
    }
    for (int i = 0; i < list.size(); i++) {
      reader.read(list.get(i), "/seeds/" + i);
    }
    return reader.seeds();
  }

  private List<String> entries(String key) {
    return members.texts(key, MAX_ENTRIES, ENTRY_LENGTH);
  }

  private List<String> networks() {
    List<String> networks = entries("allowedNetworks");
    for (int i = 0; i < networks.size(); i++) {
      try {
        Cidr.parse(networks.get(i));
      } catch (IllegalArgumentException notOne) {
        members.problem("allowedNetworks", i, String.valueOf(notOne.getMessage()));
      }
    }
    return networks;
  }

  /** The scope tells its first mistake only: each one found is mended and the scope tried again. */
  private void checkScope(CrawlRequest request) {
    Map<String, List<String>> entries = new LinkedHashMap<>();
    entries.put("includePaths", new ArrayList<>(request.includePaths()));
    entries.put("excludePaths", new ArrayList<>(request.excludePaths()));
    entries.put("allowedHosts", new ArrayList<>(request.allowedHosts()));
    @Nullable InvalidScope found;
    do {
      found = mistake(entries);
      if (found != null) {
        members.problem(found.field(), found.index(), String.valueOf(found.getMessage()));
        entries.get(found.field()).set(found.index(), "a");
      }
    } while (found != null);
  }

  private static @Nullable InvalidScope mistake(Map<String, List<String>> entries) {
    try {
      CrawlScope.of(
          List.of(),
          false,
          entries.get("allowedHosts"),
          entries.get("includePaths"),
          entries.get("excludePaths"));
      return null;
    } catch (InvalidScope invalid) {
      return invalid;
    }
  }

  private boolean flagOrTrue(String key) {
    return !members.has(key) || members.flag(key);
  }

  private static <T> T or(@Nullable T value, T otherwise) {
    return value == null ? otherwise : value;
  }

  private static Map<String, SitemapUse> sitemapUses() {
    Map<String, SitemapUse> uses = new LinkedHashMap<>();
    for (SitemapUse use : SitemapUse.values()) {
      uses.put(use.label(), use);
    }
    return uses;
  }
}
