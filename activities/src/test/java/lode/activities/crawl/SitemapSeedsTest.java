package lode.activities.crawl;

import static lode.activities.crawl.Crawls.HOME;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import lode.domain.crawl.CrawlRequest;
import lode.domain.crawl.CrawlRequestReader;
import lode.domain.crawl.FetchResponse;
import lode.domain.crawl.NewEntry;
import lode.domain.job.JobId;
import lode.domain.project.ProjectId;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class SitemapSeedsTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final Site site = new Site();

  private List<NewEntry> read(String members) throws InterruptedException {
    CrawlRequest request =
        CrawlRequestReader.read(
            JSON.readTree("{\"url\": \"" + HOME + "\", \"minDelayMs\": 0" + members + "}"),
            JSON.createObjectNode());
    CrawlPlan plan =
        CrawlPlan.of(
            new JobId(UUID.randomUUID()), new ProjectId(UUID.randomUUID()), request, List.of());
    try (PoliteFetcher fetcher = new PoliteFetcher(site, site)) {
      LinkChoice choice = new LinkChoice(request.languageTags(), null);
      RobotsGate robots =
          new RobotsGate(site, fetcher, "LodeBot", List.of(), java.time.Duration.ZERO, 16);
      return new SitemapSeeds(plan, robots, fetcher, choice, NOW, () -> {}).read();
    }
  }

  private static String pages(String... locations) {
    StringBuilder xml = new StringBuilder("<urlset>");
    for (String location : locations) {
      String[] parts = location.split(" ");
      xml.append("<url><loc>").append(parts[0]).append("</loc>");
      if (parts.length > 1) {
        xml.append("<lastmod>").append(parts[1]).append("</lastmod>");
      }
      xml.append("</url>");
    }
    return xml.append("</urlset>").toString();
  }

  private static FetchResponse gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
    return new FetchResponse.Answered(
        200, bytes.toByteArray(), "application/gzip", null, null, null, Optional.empty());
  }

  private static List<String> paths(List<NewEntry> entries) {
    return entries.stream().map(entry -> entry.url().path()).toList();
  }

  @Test
  void readsZippedSitemapsAndIndexesInIndexes() throws Exception {
    site.page(HOME + "sitemap.xml", index("/a.xml.gz", "/more.xml"))
        .with(HOME + "a.xml.gz", gzip(pages("/a")))
        .page(HOME + "more.xml", index("/b.xml", "/more.xml"))
        .page(HOME + "b.xml", pages("/b"));

    assertThat(paths(read(""))).containsExactly("/a", "/b");
  }

  private static String index(String... locations) {
    return "<sitemapindex><sitemap><loc>"
        + String.join("</loc></sitemap><sitemap><loc>", locations)
        + "</loc></sitemap></sitemapindex>";
  }

  @Test
  void readsNoMoreThanSoManyFilesOfAnIndexWithoutEnd() throws Exception {
    site.page(HOME + "sitemap.xml", index("/0.xml"));
    for (int i = 0; i < 200; i++) {
      site.page(HOME + i + ".xml", index("/" + (i + 1) + ".xml"));
    }

    assertThat(read("")).isEmpty();
    assertThat(site.requests)
        .hasSizeLessThan(55)
        .contains(HOME + "48.xml")
        .doesNotContain(HOME + "49.xml");
  }

  @Test
  void leavesOtherHostsOut() throws Exception {
    site.page(HOME + "sitemap.xml", pages("/a", "https://other.example/b"));

    assertThat(paths(read(""))).containsExactly("/a");
  }

  @Test
  void givesNewerPagesAHigherPriority() throws Exception {
    site.page(
        HOME + "sitemap.xml",
        pages("/old 2020-01-01", "/new 2026-02-27T10:00:00Z", "/none", "/future 2030-01-01"));

    assertThat(
            read("").stream()
                .sorted((a, b) -> Integer.compare(b.priority(), a.priority()))
                .map(entry -> entry.url().path()))
        .containsExactly("/new", "/old", "/none", "/future");
  }

  @Test
  void skipsOtherLanguagesWhereTheSitemapShowsThem() throws Exception {
    site.page(HOME + "sitemap.xml", pages("/de/a", "/fr/a", "/it/a", "/x"));

    assertThat(read(", \"languages\": [\"de\"]"))
        .extracting(entry -> entry.url().path() + " " + entry.skipRule())
        .containsExactly(
            "/de/a null",
            "/fr/a language fr, by its URL",
            "/it/a language it, by its URL",
            "/x null");
  }
}
