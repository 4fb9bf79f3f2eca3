package lode.domain.extraction;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lode.domain.document.CharInterval;
import lode.domain.document.StructuredValue;
import lode.domain.extraction.LabelMatcher.FieldMatch;
import lode.domain.extraction.value.FieldValues;
import lode.domain.extraction.value.LabelUnit;
import lode.domain.extraction.value.PageCountry;
import lode.domain.extraction.value.Reading;
import lode.domain.extraction.value.ReadingHints;
import lode.domain.project.Field;
import lode.domain.project.FieldType;
import org.jspecify.annotations.Nullable;

/** Reads a group's fields from a page's structured data. */
final class StructuredReader {

  private static final double ADDITIONAL_PROPERTY = 0.93;
  private static final double SCRIPT = 0.85;
  private static final Pattern DECIMALS = Pattern.compile("[.,]\\d{1,2}(?!\\d)");
  private static final List<String> CURRENCIES =
      List.of("priceCurrency", "currency", "product:price:currency", "og:price:currency");

  private final PageFacts page;
  private final LabelMatcher matcher;
  private final ReadingHints hints;

  StructuredReader(PageFacts page, LabelMatcher matcher) {
    this.page = page;
    this.matcher = matcher;
    this.hints = ReadingHints.ofPage(page.document().language(), page.pageUrl()).forMachines();
  }

  /** What an item says, by the meaning that properties have for its kind. */
  Evidence read(StructuredItem item) {
    return read(item.subject(), List.of(item));
  }

  /** What the items that describe one thing say of it. */
  Evidence read(@Nullable Subject subject, List<StructuredItem> items) {
    Evidence evidence = new Evidence();
    List<StructuredItem> one = Variants.are(items) ? items : List.of();
    if (one.isEmpty()) {
      items.forEach(item -> addPaths(evidence, subject, item.paths()));
    } else {
      addPaths(evidence, subject, Variants.paths(one));
    }
    items.forEach(
        item -> item.additionalProperties().forEach(property -> addProperty(evidence, property)));
    return evidence;
  }

  private void addPaths(
      Evidence evidence, @Nullable Subject subject, List<StructuredItem.Leaf> paths) {
    Map<String, List<StructuredItem.Leaf>> byPath = new LinkedHashMap<>();
    for (StructuredItem.Leaf leaf : paths) {
      byPath.computeIfAbsent(leaf.path(), path -> new ArrayList<>()).add(leaf);
    }
    byPath.forEach(
        (path, all) -> {
          List<StructuredItem.Leaf> leaves = Variants.shared(path, all);
          for (FieldMatch match : SchemaProperties.fields(subject, path, matcher)) {
            if (!leaves.isEmpty()) {
              add(evidence, match, leaves);
            }
          }
        });
  }

  /**
   * What a page's scripts say of its thing; amounts there are as often cents as not, unless they have decimals
   * or the page shows them.
   */
  Evidence readScripted(Subject subject, List<StructuredItem> items) {
    Evidence evidence = new Evidence();
    Evidence all = read(subject, items);
    for (Field field : all.fields()) {
      for (Evidence.Statement each : all.of(field)) {
        boolean sure =
            field.type() != FieldType.MONEY
                || DECIMALS.matcher(each.raw()).find()
                || page.shownAmounts().has(each.raw());
        if (sure) {
          evidence.add(field, each.times(SCRIPT));
        }
      }
    }
    return evidence;
  }

  /** What the page shows of its offer, written for people. */
  Evidence readOffer(StructuredItem item) {
    Evidence evidence = new Evidence();
    ReadingHints written = ReadingHints.ofPage(page.document().language(), page.pageUrl());
    for (StructuredValue leaf : item.leaves()) {
      for (FieldMatch match :
          SchemaProperties.fields(item.subject(), "page:" + leaf.property(), matcher)) {
        state(evidence, match, leaf, written);
        if (match.field().type() == FieldType.MONEY && evidence.of(match.field()).isEmpty()) {
          state(evidence, match, leaf, written.withCurrency(currencyOfPage(written)));
        }
      }
    }
    return evidence;
  }

  /** What the meta tags say of a thing of that kind. */
  Evidence readMetaTags(@Nullable Subject subject) {
    Evidence evidence = new Evidence();
    List<StructuredValue> tags = page.metaTags();
    for (StructuredValue tag : tags) {
      for (FieldMatch match : SchemaProperties.fields(subject, path(tag), matcher)) {
        state(evidence, match, tag, hints.withCurrency(currency(tags)));
      }
    }
    return evidence;
  }

  /** Names without a vocabulary are kept apart from schema.org's: both have a "description". */
  private static String path(StructuredValue tag) {
    return tag.property().contains(":") ? tag.property() : "meta:" + tag.property();
  }

  private void add(Evidence evidence, FieldMatch match, List<StructuredItem.Leaf> leaves) {
    if (match.field().type() == FieldType.LIST && leaves.size() > 1) {
      addList(evidence, match, leaves);
      return;
    }
    for (StructuredItem.Leaf leaf : leaves) {
      state(evidence, match, leaf.value(), hintsOf(leaf.holder()));
    }
  }

  /** One leaf for each item of a list: their lines stand together and make one quote. */
  private void addList(Evidence evidence, FieldMatch match, List<StructuredItem.Leaf> leaves) {
    List<StructuredValue> run = new ArrayList<>();
    for (StructuredItem.Leaf leaf : leaves) {
      boolean next = run.isEmpty() || follows(run.get(run.size() - 1), leaf.value());
      if (next) {
        run.add(leaf.value());
      }
    }
    String raw = run.stream().map(StructuredValue::value).collect(Collectors.joining("\n"));
    CharInterval quote =
        new CharInterval(run.get(0).line().start(), run.get(run.size() - 1).line().end());
    FieldValues.read(raw, match.field(), hints)
        .ifPresent(
            reading ->
                evidence.add(
                    match.field(), new Evidence.Statement(reading, raw, match.score(), quote)));
  }

  private boolean follows(StructuredValue previous, StructuredValue next) {
    int end = previous.line().end();
    int start = next.line().start();
    return start >= end && page.document().text().substring(end, start).isBlank();
  }

  private void addProperty(Evidence evidence, StructuredItem property) {
    Optional<StructuredValue> name = property.leaf("name");
    Optional<StructuredValue> value = property.leaf("value");
    if (name.isEmpty() || value.isEmpty()) {
      return;
    }
    Optional<FieldMatch> match = matcher.match(name.get().value());
    if (match.isPresent()) {
      ReadingHints stated = hintsOf(property);
      if (stated.unit() == null) {
        stated =
            stated.withUnit(LabelUnit.of(name.get().value()).map(LabelUnit::unit).orElse(null));
      }
      double confidence = ADDITIONAL_PROPERTY * MarkupTier.weight(match.get().score()) / 0.9;
      FieldMatch weighed = new FieldMatch(match.get().field(), confidence);
      state(evidence, weighed, value.get(), stated);
    }
  }

  private void state(
      Evidence evidence, FieldMatch match, StructuredValue leaf, ReadingHints stated) {
    Field field = match.field();
    Optional<Reading> reading = FieldValues.read(leaf.value(), field, stated);
    if (reading.isPresent()) {
      double confidence = match.score() * reading.get().certainty();
      evidence.add(
          field, new Evidence.Statement(reading.get(), leaf.value(), confidence, leaf.line()));
    }
  }

  /** A price without a sign is in the only currency that the page names, else in its country's. */
  private @Nullable String currencyOfPage(ReadingHints written) {
    List<String> named =
        page.document().structuredData().stream()
            .filter(leaf -> CURRENCIES.contains(leaf.property()))
            .map(StructuredValue::value)
            .distinct()
            .toList();
    return named.size() == 1 ? named.get(0) : PageCountry.currency(written);
  }

  /** Unit and currency stand in siblings of the value, the currency also one item above. */
  private ReadingHints hintsOf(StructuredItem holder) {
    String unit =
        holder
            .leaf("unitCode")
            .or(() -> holder.leaf("unitText"))
            .map(StructuredValue::value)
            .orElse(null);
    String currency = currency(holder.leaves());
    if (currency == null && holder.parent() != null) {
      currency = currency(holder.parent().leaves());
    }
    return hints.withUnit(unit).withCurrency(currency);
  }

  private static @Nullable String currency(List<StructuredValue> leaves) {
    return leaves.stream()
        .filter(leaf -> CURRENCIES.contains(leaf.property()))
        .map(StructuredValue::value)
        .findFirst()
        .orElse(null);
  }
}
