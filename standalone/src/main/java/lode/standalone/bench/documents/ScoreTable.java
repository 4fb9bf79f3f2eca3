package lode.standalone.bench.documents;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The scores of many pages as tables in Markdown. */
final class ScoreTable {

  private static final String PUBLISHED =
      """
      Published for the development set, mean F1: best 0.859 (Rust, rules and boosted trees), a 0.6 B-parameter
      neural model 0.827, Trafilatura 0.791; measured by others on this set: Defuddle 0.814, readability4j 0.769,
      boilerpipe 0.716, the whole body 0.689.
      """;

  private final List<DocumentScore> scores;
  private final StringBuilder table = new StringBuilder();

  private ScoreTable(List<DocumentScore> scores) {
    this.scores = scores;
  }

  static String of(List<DocumentScore> scores) {
    ScoreTable table = new ScoreTable(scores);
    table.words();
    table.metadata();
    table.speed();
    return table.table.append('\n').append(PUBLISHED).toString();
  }

  private void line(String format, Object... values) {
    table.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private void words() {
    line("| pages | number | precision | recall | F1 | `with` kept | `without` absent |");
    line("|---|--:|--:|--:|--:|--:|--:|");
    row("all", scores);
    TreeMap<String, List<DocumentScore>> byType = new TreeMap<>();
    scores.stream()
        .map(DocumentScore::type)
        .distinct()
        .forEach(
            type -> byType.put(type, scores.stream().filter(s -> s.type().equals(type)).toList()));
    byType.forEach(this::row);
  }

  private void row(String name, List<DocumentScore> of) {
    List<WordScore> words = of.stream().map(DocumentScore::words).filter(Objects::nonNull).toList();
    line(
        "| %s | %d | %.3f | %.3f | %.4f | %.1f %% | %.1f %% |",
        name,
        words.size(),
        words.stream().mapToDouble(WordScore::precision).average().orElse(0),
        words.stream().mapToDouble(WordScore::recall).average().orElse(0),
        words.stream().mapToDouble(WordScore::f1).average().orElse(0),
        percent(
            of.stream().mapToInt(DocumentScore::kept).sum(),
            of.stream().mapToInt(DocumentScore::with).sum()),
        percent(
            of.stream().mapToInt(DocumentScore::absent).sum(),
            of.stream().mapToInt(DocumentScore::without).sum()));
  }

  private static double percent(long part, long whole) {
    return whole == 0 ? 0 : 100.0 * part / whole;
  }

  private void metadata() {
    long right = scores.stream().filter(DocumentScore::rightType).count();
    line("");
    line("| known | pages | right | answered where nothing is known |");
    line("|---|--:|--:|--:|");
    known("title", DocumentScore::title, 0);
    known(
        "author",
        DocumentScore::author,
        scores.stream().filter(DocumentScore::inventedAuthor).count());
    known(
        "day of publication",
        DocumentScore::day,
        scores.stream().filter(DocumentScore::inventedDay).count());
    line("| kind of page | %d | %.1f %% | |", scores.size(), percent(right, scores.size()));
  }

  private void known(
      String name, Function<DocumentScore, @Nullable Boolean> verdict, long invented) {
    List<Boolean> verdicts = scores.stream().map(verdict).filter(Objects::nonNull).toList();
    long right = verdicts.stream().filter(Boolean::booleanValue).count();
    line(
        "| %s | %d | %.1f %% | %d |",
        name, verdicts.size(), percent(right, verdicts.size()), invented);
  }

  private void speed() {
    double sum = scores.stream().mapToDouble(DocumentScore::milliseconds).sum();
    double slowest = scores.stream().mapToDouble(DocumentScore::milliseconds).max().orElse(0);
    line("");
    line(
        "%.0f pages a second and core (%.1f ms of CPU a page from bytes to document), slowest page %.0f ms.",
        1_000 * scores.size() / sum, sum / scores.size(), slowest);
  }
}
