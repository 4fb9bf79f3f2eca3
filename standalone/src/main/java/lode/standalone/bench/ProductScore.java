package lode.standalone.bench;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Counts of one attribute over product pages, by the rules of the published product benchmark: one
 * predicted value for each page; a right one is a true positive, a wrong one a false positive and, where
 * the page has the attribute, a false negative too; a missing one is a false negative.
 */
final class ProductScore {

  /** How one page came out. */
  enum Outcome {
    RIGHT,
    WRONG,
    MISSING,
    /** Neither the page nor the answer has one. */
    NONE
  }

  private final String attribute;
  private int truePositives;
  private int falsePositives;
  private int falseNegatives;

  ProductScore(String attribute) {
    this.attribute = attribute;
  }

  /** Counts one page. */
  Outcome add(@Nullable String predicted, List<String> accepted) {
    Outcome outcome = outcome(predicted, accepted);
    switch (outcome) {
      case RIGHT -> truePositives++;
      case WRONG -> {
        falsePositives++;
        falseNegatives += accepted.isEmpty() ? 0 : 1;
      }
      case MISSING -> falseNegatives++;
      case NONE -> {
        // No decision was asked for.
      }
    }
    return outcome;
  }

  private Outcome outcome(@Nullable String predicted, List<String> accepted) {
    if (predicted == null) {
      return accepted.isEmpty() ? Outcome.NONE : Outcome.MISSING;
    }
    boolean right = accepted.stream().anyMatch(value -> same(predicted, value));
    return right ? Outcome.RIGHT : Outcome.WRONG;
  }

  private boolean same(String predicted, String accepted) {
    return attribute.equals("price")
        ? new BigDecimal(predicted.strip()).compareTo(new BigDecimal(accepted.strip())) == 0
        : predicted.strip().equals(accepted.strip());
  }

  double precision() {
    return share(truePositives, truePositives + falsePositives);
  }

  double recall() {
    return share(truePositives, truePositives + falseNegatives);
  }

  double f1() {
    return share(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives);
  }

  private static double share(int part, int whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }

  /** A row of a table in Markdown: counts, precision, recall, F1. */
  String row() {
    return String.format(
        Locale.ROOT,
        "| %s | %d | %d | %d | %.3f | %.3f | %.3f |",
        attribute,
        truePositives,
        falsePositives,
        falseNegatives,
        precision(),
        recall(),
        f1());
  }
}
