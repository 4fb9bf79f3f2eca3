package lode.domain.extraction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lode.domain.document.CharInterval;
import lode.domain.document.Document;
import lode.domain.document.DocumentId;
import lode.domain.extraction.value.Reading;
import lode.domain.project.Field;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What a page states about the fields of one thing; elects one value for each field. */
final class Evidence {

  /** A rival this near to the best statement makes it doubtful. */
  private static final double RIVAL = 0.1;

  private static final double DOUBT = 0.8;

  /** One statement: a value, the page's words for it and the place of the quote. */
  record Statement(Reading reading, String raw, double confidence, CharInterval quote) {

    /** The same, less sure. */
    Statement times(double factor) {
      return new Statement(reading, raw, confidence * factor, quote);
    }
  }

  private final Map<Field, List<Statement>> statements = new LinkedHashMap<>();

  void add(Field field, Statement statement) {
    if (statement.quote().length() > 0 && ValueShape.fits(field, statement.reading().value())) {
      statements.computeIfAbsent(field, key -> new ArrayList<>()).add(statement);
    }
  }

  boolean isEmpty() {
    return statements.isEmpty();
  }

  int size() {
    return statements.size();
  }

  Set<Field> fields() {
    return statements.keySet();
  }

  List<Statement> of(Field field) {
    return statements.getOrDefault(field, List.of());
  }

  void addAll(Evidence other) {
    other.statements.forEach((field, all) -> all.forEach(each -> add(field, each)));
  }

  /** The elected values in the order of {@code fields}, each with the others as alternatives. */
  Item item(List<Field> fields, Document document, DocumentId id) {
    Map<String, FieldValue> elected = new LinkedHashMap<>();
    for (Field field : fields) {
      if (statements.containsKey(field)) {
        elected.put(field.name(), elect(statements.get(field), document, id));
      }
    }
    return new Item(elected);
  }

  private static FieldValue elect(List<Statement> all, Document document, DocumentId id) {
    Map<JsonNode, List<Statement>> byValue = new LinkedHashMap<>();
    for (Statement statement : all) {
      byValue.computeIfAbsent(key(statement), key -> new ArrayList<>()).add(statement);
    }
    List<Statement> best =
        byValue.values().stream()
            .map(same -> strongest(same, document))
            .sorted(Comparator.comparing((Statement each) -> -each.confidence()))
            .toList();
    Statement first = best.get(0);
    boolean doubtful = best.size() > 1 && best.get(1).confidence() > first.confidence() - RIVAL;
    List<FieldValue> others =
        best.stream().skip(1).map(each -> value(each, each.confidence(), document, id)).toList();
    double confidence = doubtful ? first.confidence() * DOUBT : first.confidence();
    return value(first, confidence, document, id).withAlternatives(others);
  }

  /** Texts that differ in case only are one value. */
  private static JsonNode key(Statement statement) {
    JsonNode value = statement.reading().value();
    String folded = value.isString() ? Headings.plain(value.asString()) : "";
    return folded.isEmpty() ? value : JsonNodeFactory.instance.stringNode(folded);
  }

  /** The highest confidence with the quote that a reader sees, if one of them is visible. */
  private static Statement strongest(List<Statement> same, Document document) {
    Statement strong = same.stream().max(Comparator.comparing(Statement::confidence)).orElseThrow();
    Statement seen =
        same.stream()
            .filter(each -> each.quote().start() < document.contentLength())
            .max(Comparator.comparing(Statement::confidence))
            .orElse(strong);
    return new Statement(strong.reading(), seen.raw(), strong.confidence(), seen.quote());
  }

  private static FieldValue value(
      Statement statement, double confidence, Document document, DocumentId id) {
    CharInterval quote = statement.quote();
    return new FieldValue(
            statement.reading().value(),
            statement.raw(),
            statement.reading().unit(),
            Math.round(confidence * 1000) / 1000.0,
            quote.of(document.text()),
            Match.EXACT,
            quote.start(),
            quote.end(),
            id,
            Tier.MARKUP,
            List.of())
        .at(document.placeAt(quote.start()));
  }
}
