package lode.standalone.sample;

import static org.assertj.core.api.Assertions.assertThat;

import crawlercommons.robots.SimpleRobotRules;
import crawlercommons.robots.SimpleRobotRulesParser;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import lode.standalone.sample.SampleGold.Fact;
import lode.standalone.sample.SampleGold.Kind;
import lode.standalone.sample.SampleGold.Page;
import lode.standalone.sample.SampleGold.Status;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

class SampleGoldTest {

  /** The default depth of a crawl; every page that a link leads to lies within it. */
  private static final int DEPTH = 3;

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final SampleGold GOLD = SampleGold.load();
  private static SampleSite site;

  @BeforeAll
  static void start() throws IOException {
    site = SampleSite.start(0);
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  @Test
  void isLargeEnough() {
    Set<String> stored = paths(Status.STORED);

    assertThat(stored).hasSizeGreaterThanOrEqualTo(40);
    assertThat(GOLD.facts().stream().filter(fact -> fact.kind() == Kind.MARKUP).count())
        .isGreaterThanOrEqualTo(150);
    assertThat(GOLD.facts().stream().filter(fact -> fact.kind() == Kind.PROSE).count())
        .isGreaterThanOrEqualTo(40);
    assertThat(GOLD.sourceGroups())
        .extracting(SampleGold.Seed::name)
        .containsExactly("Aldergate", "Brontek", "Corvana");
    assertThat(stored).containsAll(GOLD.sourceGroups().stream().map(s -> s.path()).toList());
  }

  @Test
  void quotesOccurInTheirPages() throws Exception {
    Set<String> kept = paths(Status.STORED);
    kept.addAll(paths(Status.DUPLICATE));
    Map<String, Document> pages = new HashMap<>();
    for (Fact fact : GOLD.facts()) {
      assertThat(fact.paths()).as(fact.toString()).isNotEmpty();
      for (String path : fact.paths()) {
        if (!pages.containsKey(path)) {
          pages.put(path, parsed(path));
        }
        Document page = pages.get(path);
        String jsonLd = page.select("script[type=application/ld+json]").html();
        assertThat(kept).contains(path);
        assertThat(fact.inJsonLd() ? jsonLd : page.body().text())
            .as(fact.toString())
            .contains(fact.quote());
      }
    }
  }

  @Test
  void eachFactIsToldOnce() {
    assertThat(GOLD.facts())
        .extracting(f -> List.of(f.sourceGroup(), f.fieldGroup(), f.field(), "" + f.identity()))
        .doesNotHaveDuplicates();
  }

  @Test
  void factsFitTheCompanyTemplate() {
    JsonNode template = template(GOLD.template());
    for (Fact fact : GOLD.facts()) {
      JsonNode group = named(template.get("fieldGroups"), fact.fieldGroup());
      JsonNode field = named(group.get("fields"), fact.field());
      assertThat(fits(fact.value(), field)).as(fact.toString()).isTrue();
      assertThat(fact.unit())
          .as(fact.toString())
          .isEqualTo(field.has("unit") ? field.get("unit").asString() : null);
      assertThat(fact.identity() != null)
          .as(fact.toString())
          .isEqualTo(group.path("entityList").asBoolean(false));
      if (fact.identity() != null) {
        assertThat(fact.identity()).containsOnlyKeys(group.get("identity").get(0).asString());
      }
    }
  }

  @Test
  void serverAnswersAsThePagesSay() throws Exception {
    for (Page page : GOLD.pages()) {
      int status = get(page.path()).statusCode();
      int expected =
          switch (page.status()) {
            case NOT_FOUND -> 404;
            case REDIRECT -> 301;
            case STORED, DISALLOWED, DUPLICATE, NOINDEX, NOFOLLOW -> 200;
          };
      assertThat(status).as(page.path()).isEqualTo(expected);
    }
  }

  @Test
  void pagesAreInTheirLanguage() throws Exception {
    for (Page page : GOLD.pages()) {
      if (page.language() != null) {
        assertThat(parsed(page.path()).select("html").attr("lang"))
            .as(page.path())
            .isEqualTo(page.language());
      }
    }
  }

  @Test
  void internalLinksLeadToKnownPages() throws Exception {
    Set<String> missing = paths(Status.NOT_FOUND);
    for (String path : paths(Status.STORED)) {
      for (URI link : links(path, "a[href]")) {
        int status = get(target(link)).statusCode();
        if (missing.contains(link.getPath())) {
          assertThat(status).as(path + " -> " + link).isEqualTo(404);
        } else {
          assertThat(status).as(path + " -> " + link).isIn(200, 301);
        }
      }
    }
  }

  @Test
  void linksReachEveryPageButTheHiddenOnes() throws Exception {
    Set<String> hidden =
        GOLD.traps().stream()
            .filter(trap -> trap.kind().equals("sitemapOnly"))
            .map(SampleGold.Trap::path)
            .collect(Collectors.toSet());
    Set<String> expected = paths(Status.STORED);
    expected.removeAll(hidden);

    Set<String> reached = reachable();

    assertThat(reached).containsAll(expected).doesNotContainAnyElementsOf(hidden);
    assertThat(reached).doesNotContainAnyElementsOf(paths(Status.NOFOLLOW));
    assertThat(parsed("/sitemap.xml").select("loc").eachText())
        .containsAll(hidden.stream().map(path -> site.baseUri() + path).toList());
  }

  @Test
  void robotsForbidExactlyTheDisallowedPages() throws Exception {
    SimpleRobotRules rules =
        new SimpleRobotRulesParser()
            .parseContent(
                site.baseUri() + "/robots.txt",
                get("/robots.txt").body(),
                "text/plain",
                List.of("lode"));
    for (Page page : GOLD.pages()) {
      assertThat(rules.isAllowed(site.baseUri() + page.path()))
          .as(page.path())
          .isEqualTo(page.status() != Status.DISALLOWED);
    }
    assertThat(rules.getSitemaps()).containsExactly(site.baseUri() + "/sitemap.xml");
  }

  @Test
  void decoysStandOnForbiddenPagesAndAreNoFacts() {
    assertThat(GOLD.decoys()).isNotEmpty();
    for (SampleGold.Decoy decoy : GOLD.decoys()) {
      assertThat(paths(Status.DISALLOWED)).contains(decoy.path());
      assertThat(GOLD.facts())
          .noneMatch(f -> f.field().equals(decoy.field()) && f.value().equals(decoy.value()));
    }
  }

  @Test
  void conflictsContradictTheirFact() {
    assertThat(GOLD.conflicts()).isNotEmpty();
    for (SampleGold.Conflict conflict : GOLD.conflicts()) {
      assertThat(paths(Status.STORED)).contains(conflict.path());
      assertThat(GOLD.facts())
          .as(conflict.toString())
          .filteredOn(f -> f.sourceGroup().equals(conflict.sourceGroup()))
          .filteredOn(f -> f.field().equals(conflict.field()))
          .filteredOn(f -> Objects.equals(f.identity(), conflict.identity()))
          .singleElement()
          .satisfies(f -> assertThat(f.value()).isNotEqualTo(conflict.value()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"company", "product-catalogue", "documentation"})
  void templatesKeepTheLimitsOfTheSchemaLanguage(String name) {
    JsonNode template = template(name);

    assertThat(template.get("name").asString()).isEqualTo(name);
    assertThat(template.get("fieldGroups").size()).isBetween(1, 20);
    for (JsonNode group : template.get("fieldGroups")) {
      List<String> fields = group.get("fields").findValuesAsString("name");
      assertThat(fields).hasSizeLessThanOrEqualTo(30).doesNotHaveDuplicates();
      for (JsonNode identity : group.path("identity")) {
        assertThat(fields).contains(identity.asString());
      }
      for (JsonNode field : group.get("fields")) {
        boolean isEnum = field.get("type").asString().equals("enum");
        assertThat(field.has("enumValues")).as(field.toString()).isEqualTo(isEnum);
        assertThat(field.get("description").asString()).as(field.toString()).isNotBlank();
      }
    }
  }

  @Test
  void duplicatesAnswerWithTheSameBytes() throws Exception {
    assertThat(get("/aldergate/products/ag-200/print").body())
        .isEqualTo(get("/aldergate/products/ag-200").body());
    assertThat(get("/brontek/bt-55.html").body())
        .isEqualTo(get("/brontek/products/bt-55.html").body());
  }

  private static boolean fits(JsonNode value, JsonNode field) {
    return switch (field.get("type").asString()) {
      case "boolean" -> value.isBoolean();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "list" -> value.isArray() && !value.isEmpty();
      case "money" -> value.get("amount").isNumber() && value.get("currency").isString();
      case "enum" -> field.get("enumValues").valueStream().anyMatch(value::equals);
      case "date" -> LocalDate.parse(value.asString()).getYear() > 2000;
      case "url" -> URI.create(value.asString()).isAbsolute();
      case "text" ->
          value.isString()
              && (!field.has("pattern")
                  || value.asString().matches(field.get("pattern").asString()));
      default -> false;
    };
  }

  private static JsonNode named(JsonNode list, String name) {
    return list.valueStream()
        .filter(element -> element.get("name").asString().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + name));
  }

  private static JsonNode template(String name) {
    String resource = "/lode/templates/" + name + ".yaml";
    try (InputStream in = SampleGoldTest.class.getResourceAsStream(resource)) {
      return new YAMLMapper().readTree(Objects.requireNonNull(in, resource));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Set<String> paths(Status status) {
    return GOLD.pages().stream()
        .filter(page -> page.status() == status)
        .map(Page::path)
        .collect(Collectors.toCollection(HashSet::new));
  }

  /** Breadth first from the three seeds, as a crawl that drops session ids and tracking would. */
  private static Set<String> reachable() throws Exception {
    Map<String, Integer> depths = new HashMap<>();
    Deque<String> open = new ArrayDeque<>();
    for (SampleGold.Seed seed : GOLD.sourceGroups()) {
      depths.put(seed.path(), 0);
      open.add(seed.path());
    }
    while (!open.isEmpty()) {
      String path = open.remove();
      int depth = depths.get(path);
      if (depth < DEPTH && !path.startsWith(EventCalendar.PATH)) {
        for (URI link : links(path, "a[href]:not([rel=nofollow])")) {
          String query = link.getQuery();
          boolean pager = query != null && query.startsWith("page=");
          String next = link.getPath().replaceFirst(";.*", "") + (pager ? "?" + query : "");
          if (depths.putIfAbsent(next, depth + 1) == null) {
            open.add(next);
          }
        }
      }
    }
    return depths.keySet();
  }

  /** Links of a page to the site itself, resolved and without fragment. */
  private static List<URI> links(String path, String selector) throws Exception {
    return parsed(path).select(selector).stream()
        .map(SampleGoldTest::resolved)
        .filter(link -> link.startsWith(site.baseUri().toString()))
        .map(link -> URI.create(link).normalize())
        .toList();
  }

  private static String resolved(Element link) {
    String address = link.absUrl("href").replaceFirst("#.*", "");
    return address.startsWith("HTTP:") ? "http:" + address.substring(5) : address;
  }

  private static String target(URI link) {
    return link.getRawPath() + (link.getRawQuery() == null ? "" : "?" + link.getRawQuery());
  }

  private static Document parsed(String path) throws Exception {
    return Jsoup.parse(new String(get(path).body(), "UTF-8"), site.baseUri() + path);
  }

  private static HttpResponse<byte[]> get(String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(site.baseUri() + path)).build();
    return CLIENT.send(request, BodyHandlers.ofByteArray());
  }
}
