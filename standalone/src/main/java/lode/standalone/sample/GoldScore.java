package lode.standalone.sample;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lode.standalone.sample.SampleGold.Fact;
import lode.standalone.sample.SampleGold.Kind;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How the elected records of a run compare with the facts that are known to stand in the sample site.
 *
 * @param markupFound facts in the page's markup that were found
 * @param proseFound facts in running text that were found; these need a model
 * @param wrong found values that differ from the known fact, in words
 * @param missing facts in markup that were not found, in words
 * @param decoys values that stand only on forbidden pages and were found nevertheless
 */
public record GoldScore(
    int markupFound,
    int markupTotal,
    int proseFound,
    int proseTotal,
    List<String> wrong,
    List<String> missing,
    List<String> decoys) {

  /** Compares records as the API gives them. */
  public static GoldScore of(SampleGold gold, List<JsonNode> records) {
    int[] found = new int[2];
    int[] total = new int[2];
    List<String> wrong = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (Fact fact : gold.facts()) {
      int kind = fact.kind() == Kind.MARKUP ? 0 : 1;
      total[kind]++;
      Optional<JsonNode> value = find(fact, records);
      if (value.isEmpty()) {
        if (kind == 0) {
          missing.add(inWords(fact));
        }
      } else if (same(fact.value(), value.get())) {
        found[kind]++;
      } else {
        wrong.add(inWords(fact) + " but found " + value.get());
      }
    }
    return new GoldScore(
        found[0], total[0], found[1], total[1], wrong, missing, decoys(gold, records));
  }

  /** Share of the markup facts that were found, 0 to 1. */
  public double markupRecall() {
    return markupTotal == 0 ? 0 : (double) markupFound / markupTotal;
  }

  /** One line for a person. */
  public String inWords() {
    return String.format(
        Locale.ROOT,
        "planted facts in markup: %d of %d found (%.1f %%); in prose: %d of %d%s; wrong: %d; from"
            + " forbidden pages: %d",
        markupFound,
        markupTotal,
        100 * markupRecall(),
        proseFound,
        proseTotal,
        proseFound == 0 ? " (these need a model)" : "",
        wrong.size(),
        decoys.size());
  }

  private static Optional<JsonNode> find(Fact fact, List<JsonNode> records) {
    for (JsonNode item : items(fact, records)) {
      JsonNode field = item.path("fields").path(fact.field());
      if (field.isObject() && isEntity(fact.identity(), item)) {
        return Optional.of(field.path("value"));
      }
    }
    return Optional.empty();
  }

  private static List<JsonNode> items(Fact fact, List<JsonNode> records) {
    List<JsonNode> items = new ArrayList<>();
    for (JsonNode record : records) {
      if (record.path("sourceGroup").asString("").equals(fact.sourceGroup())
          && record.path("fieldGroup").asString("").equals(fact.fieldGroup())) {
        record.path("items").forEach(items::add);
        if (record.path("fields").isObject()) {
          items.add(record);
        }
      }
    }
    return items;
  }

  private static boolean isEntity(@Nullable Map<String, String> identity, JsonNode item) {
    return identity == null
        || identity.entrySet().stream()
            .allMatch(
                part ->
                    folded(part.getValue())
                        .equals(
                            folded(
                                item.path("fields")
                                    .path(part.getKey())
                                    .path("value")
                                    .asString(""))));
  }

  private static List<String> decoys(SampleGold gold, List<JsonNode> records) {
    List<String> found = new ArrayList<>();
    for (SampleGold.Decoy decoy : gold.decoys()) {
      for (JsonNode record : records) {
        for (JsonNode item : record.path("items")) {
          JsonNode field = item.path("fields").path(decoy.field());
          if (field.isObject() && same(decoy.value(), field.path("value"))) {
            found.add(decoy.field() + " " + decoy.value() + " of " + decoy.path());
          }
        }
      }
    }
    return found;
  }

  private static boolean same(JsonNode gold, JsonNode value) {
    if (gold.isNumber()) {
      return value.isNumber() && Math.abs(gold.asDouble() - value.asDouble()) < 1e-6;
    }
    if (gold.isArray()) {
      return value.isArray() && texts(gold).equals(texts(value));
    }
    if (gold.isObject()) {
      return gold.properties().stream()
          .allMatch(member -> same(member.getValue(), value.path(member.getKey())));
    }
    return folded(gold.asString("")).equals(folded(value.asString("")));
  }

  private static Set<String> texts(JsonNode list) {
    Set<String> texts = new HashSet<>();
    list.forEach(entry -> texts.add(folded(entry.asString(""))));
    return texts;
  }

  private static String folded(String text) {
    return text.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
  }

  private static String inWords(Fact fact) {
    String identity = fact.identity() == null ? "" : " " + fact.identity();
    return fact.sourceGroup()
        + " "
        + fact.fieldGroup()
        + identity
        + " "
        + fact.field()
        + " = "
        + fact.value()
        + " "
        + fact.paths();
  }
}
