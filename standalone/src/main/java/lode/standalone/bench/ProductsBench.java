package lode.standalone.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import lode.domain.document.ContentHash;
import lode.domain.document.Document;
import lode.domain.document.DocumentId;
import lode.domain.document.HtmlConverter;
import lode.domain.extraction.FieldValue;
import lode.domain.extraction.GroupAnswer;
import lode.domain.extraction.Item;
import lode.domain.extraction.MarkupTier;
import lode.domain.project.ExtractionTemplates;
import lode.domain.project.FieldGroup;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How well the markup tier answers price, SKU and availability on a folder of product pages with
 * known answers. The pages go the way of every page: converted to a document, then the bundled
 * product-catalogue template is answered from its markup; the first product is the answer.
 */
public final class ProductsBench {

  private static final String TEMPLATE = "product-catalogue";
  private static final String GROUP = "products";
  private static final List<String> ATTRIBUTES = List.of("price", "sku", "availability");

  /** What the template's states of stock are in the benchmark's two words. */
  private static final Map<String, String> STOCK =
      Map.of(
          "in_stock", "InStock",
          "preorder", "InStock",
          "backorder", "InStock",
          "out_of_stock", "OutOfStock",
          "discontinued", "OutOfStock");

  private static final String PUBLISHED =
      """
      Published with the benchmark, F1 on all of its pages:

      | system | price | sku | availability |
      |---|--:|--:|--:|
      | Zyte | 0.918 | 0.841 | 0.957 |
      | Diffbot | 0.824 | 0.765 | 0.943 |
      | extruct, markup only | 0.685 | 0.537 | 0.626 |
      """;

  private record Page(String id, String url, byte[] body, JsonNode gold) {}

  private final Path data;
  private final boolean listErrors;
  private final PrintStream progress;
  private final MarkupTier tier;

  /**
   * A bench on a folder.
   *
   * @param data holds {@code gold.json} (for each id the page's {@code url} and lists of accepted values
   *     {@code price}, {@code sku}, {@code availability}) and {@code html/ID.html.gz}
   * @param listErrors whether to list each wrong and missing value below the table
   */
  public ProductsBench(Path data, boolean listErrors, PrintStream progress) {
    this.data = data;
    this.listErrors = listErrors;
    this.progress = progress;
    List<FieldGroup> groups =
        ExtractionTemplates.bundled().find(TEMPLATE).orElseThrow().schema().fieldGroups();
    this.tier = new MarkupTier(groups);
  }

  /** Measures; the answer is a table in Markdown. */
  public String run() throws IOException {
    List<Page> pages = pages();
    progress.println("bench products: " + pages.size() + " pages, twice; the first run warms up");
    pages.forEach(this::answer);
    long start = System.nanoTime();
    Map<String, Map<String, String>> answers = new LinkedHashMap<>();
    pages.forEach(page -> answers.put(page.id(), answer(page)));
    double seconds = (System.nanoTime() - start) / 1e9;
    return table(pages, answers, seconds);
  }

  private String table(List<Page> pages, Map<String, Map<String, String>> answers, double seconds) {
    StringBuilder text =
        new StringBuilder(
            "| attribute | TP | FP | FN | precision | recall | F1 |\n|---|--:|--:|--:|--:|--:|--:|\n");
    List<String> errors = new ArrayList<>();
    for (String attribute : ATTRIBUTES) {
      ProductScore score = new ProductScore(attribute);
      for (Page page : pages) {
        String predicted = answers.get(page.id()).get(attribute);
        List<String> accepted = accepted(page.gold(), attribute);
        ProductScore.Outcome outcome = score.add(predicted, accepted);
        if (outcome == ProductScore.Outcome.WRONG || outcome == ProductScore.Outcome.MISSING) {
          errors.add(error(page, attribute, predicted, accepted));
        }
      }
      text.append(score.row()).append('\n');
    }
    text.append(
        String.format(
            Locale.ROOT,
            "%n%d pages, %.1f pages a second on one core (conversion and answers)%n%n",
            pages.size(),
            pages.size() / seconds));
    text.append(PUBLISHED);
    if (listErrors) {
      text.append("\n| page | attribute | answered | accepted |\n|---|---|---|---|\n");
      errors.forEach(error -> text.append(error).append('\n'));
    }
    return text.toString();
  }

  private static String error(
      Page page, String attribute, @Nullable String predicted, List<String> accepted) {
    return "| "
        + page.id()
        + " | "
        + attribute
        + " | "
        + (predicted == null ? "" : predicted)
        + " | "
        + String.join(", ", accepted)
        + " |";
  }

  private Map<String, String> answer(Page page) {
    Document document = HtmlConverter.convert(page.body(), "text/html; charset=utf-8");
    DocumentId id = DocumentId.of(ContentHash.of(page.body()), HtmlConverter.VERSION);
    Map<String, String> values = new LinkedHashMap<>();
    tier.answer(document, id, page.url()).stream()
        .filter(answer -> answer.fieldGroup().equals(GROUP))
        .map(GroupAnswer::items)
        .flatMap(List::stream)
        .findFirst()
        .ifPresent(item -> ATTRIBUTES.forEach(name -> note(values, name, item)));
    return values;
  }

  private static void note(Map<String, String> values, String attribute, Item item) {
    FieldValue field = item.fields().get(attribute);
    if (field == null) {
      return;
    }
    JsonNode value = field.value();
    switch (attribute) {
      case "price" -> values.put(attribute, value.path("amount").asString());
      case "availability" -> values.put(attribute, STOCK.get(value.asString()));
      default -> values.put(attribute, value.asString());
    }
  }

  /** A page whose availability is not said can be bought, by the benchmark's own rule. */
  private static List<String> accepted(JsonNode gold, String attribute) {
    List<String> values = new ArrayList<>();
    gold.path(attribute).forEach(value -> values.add(value.asString()));
    return values.isEmpty() && attribute.equals("availability") ? List.of("InStock") : values;
  }

  private List<Page> pages() throws IOException {
    String gold = Files.readString(data.resolve("gold.json"), StandardCharsets.UTF_8);
    List<Page> pages = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : new JsonMapper().readTree(gold).properties()) {
      Path file = data.resolve("html").resolve(entry.getKey() + ".html.gz");
      try (InputStream body = new GZIPInputStream(Files.newInputStream(file))) {
        JsonNode value = entry.getValue();
        String url = value.path("url").asString("");
        pages.add(new Page(entry.getKey(), url, body.readAllBytes(), value));
      }
    }
    return pages;
  }
}
