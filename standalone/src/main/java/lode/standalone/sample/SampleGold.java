package lode.standalone.sample;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is known about the sample site: the facts a perfect run finds, the fate of each page, and
 * the values that must never turn up.
 *
 * @param template name of the bundled template whose groups and fields the facts speak of
 * @param conflicts values that some page says and consolidation must not elect
 * @param decoys values that stand only on pages that robots.txt forbids
 */
public record SampleGold(
    String template,
    List<Seed> sourceGroups,
    List<Fact> facts,
    List<Page> pages,
    List<Conflict> conflicts,
    List<Decoy> decoys,
    List<Trap> traps) {

  private static final String RESOURCE = "/lode/sample-site/gold.json";

  /** Where the crawl of one manufacturer starts; {@code name} is its source group. */
  public record Seed(String name, @JsonProperty("seed") String path) {}

  /**
   * One fact of the site.
   *
   * @param identity the product name or city that the fact belongs to; null outside entity lists
   * @param value normalised: number, boolean, text, list, ISO date, or {@code {amount, currency}}
   * @param unit the template's unit, in which a number is given
   * @param quote text that occurs in the visible text of each page in {@code paths}, white space
   *     collapsed; in the source of its JSON-LD when {@code inJsonLd}
   * @param paths pages that hold the quote; of two duplicates both, as a crawl may keep either
   */
  public record Fact(
      String sourceGroup,
      String fieldGroup,
      String field,
      @Nullable Map<String, String> identity,
      JsonNode value,
      @Nullable String unit,
      String quote,
      List<String> paths,
      Kind kind,
      boolean inJsonLd) {}

  /** How a fact is told. */
  public enum Kind {
    /** In structured data, a table, a definition list or a label with its value. */
    @JsonProperty("markup")
    MARKUP,
    /** Only in a sentence. */
    @JsonProperty("prose")
    PROSE
  }

  /** One address of the site and what a polite crawl makes of it; language is null without a page. */
  public record Page(String path, Status status, @Nullable String language) {}

  /** What a polite crawl makes of an address. */
  public enum Status {
    /** A page to keep. */
    @JsonProperty("stored")
    STORED,
    /** Forbidden by robots.txt; holds decoys. */
    @JsonProperty("disallowed")
    DISALLOWED,
    /** Answers 404. */
    @JsonProperty("notFound")
    NOT_FOUND,
    /** Answers 301. */
    @JsonProperty("redirect")
    REDIRECT,
    /** The same page as another one, under a second address. */
    @JsonProperty("duplicate")
    DUPLICATE,
    /** Asks not to be indexed. */
    @JsonProperty("noindex")
    NOINDEX,
    /** Reached only by a link with rel=nofollow. */
    @JsonProperty("nofollow")
    NOFOLLOW
  }

  /** A value that one page says against better knowledge of another. */
  public record Conflict(
      String sourceGroup,
      String fieldGroup,
      String field,
      @Nullable Map<String, String> identity,
      JsonNode value,
      String path) {}

  /** A wrong value on a forbidden page. */
  public record Decoy(String field, JsonNode value, String path) {}

  /** Something that a careless crawler falls into. */
  public record Trap(String kind, String path) {}

  /** Reads the facts from the class path. */
  public static SampleGold load() {
    JsonMapper json =
        JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build();
    try (InputStream in = SampleGold.class.getResourceAsStream(RESOURCE)) {
      return json.readValue(Objects.requireNonNull(in, RESOURCE), SampleGold.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
