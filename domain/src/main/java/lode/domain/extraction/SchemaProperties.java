package lode.domain.extraction;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lode.domain.extraction.value.WordTable;
import org.jspecify.annotations.Nullable;

/** What the properties of schema.org and of meta tags say, from {@code properties.txt}. */
final class SchemaProperties {

  /**
   * One row.
   *
   * @param subject the kind of thing whose property it is; null for any
   * @param path property names from the item down to the value
   */
  private record Row(
      @Nullable Subject subject, String path, double confidence, List<String> words) {}

  private static final List<Row> ROWS =
      WordTable.rows(SchemaProperties.class, "properties.txt").stream()
          .map(
              row ->
                  new Row(
                      row.get(0).equals("*")
                          ? null
                          : Subject.valueOf(row.get(0).toUpperCase(Locale.ROOT)),
                      row.get(1),
                      Double.parseDouble(row.get(2)),
                      WordTable.words(row.get(3))))
          .toList();

  private SchemaProperties() {}

  /** The fields that a property answers, each with the confidence that it does. */
  static List<LabelMatcher.FieldMatch> fields(
      @Nullable Subject subject, String path, LabelMatcher matcher) {
    List<LabelMatcher.FieldMatch> found = new ArrayList<>();
    for (Row row : ROWS) {
      boolean applies = row.subject() == null ? subject == null : row.subject() == subject;
      if (applies && row.path().equalsIgnoreCase(path)) {
        field(row, matcher).ifPresent(found::add);
      }
    }
    return found;
  }

  private static Optional<LabelMatcher.FieldMatch> field(Row row, LabelMatcher matcher) {
    for (String words : row.words()) {
      Optional<LabelMatcher.FieldMatch> match = matcher.match(words);
      if (match.isPresent()) {
        double confidence = row.confidence() * (match.get().score() >= 0.95 ? 1 : 0.97);
        return Optional.of(new LabelMatcher.FieldMatch(match.get().field(), confidence));
      }
    }
    return Optional.empty();
  }
}
