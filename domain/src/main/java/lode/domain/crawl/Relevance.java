package lode.domain.crawl;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import lode.domain.project.ExtractionSchema;
import lode.domain.url.CanonicalUrl;

/**
 * How much a link promises what a focused crawl looks for, from 0 to 1: words of its text, its URL
 * and the page that has it against the focus terms, less so against the words of the project's
 * schema; and how near its text is to the terms in meaning.
 */
public final class Relevance {

  /** A priority for each thousandth: {@link NewEntry#priority} of a focused crawl. */
  public static final int HIGHEST_PRIORITY = 1_000;

  private static final double PATH = 0.8;
  private static final double TITLE = 0.25;
  private static final double SCHEMA = 0.2;

  /** Nearness says less than words: much is near to much. */
  private static final double NEARNESS = 0.9;

  /** Nearness of texts that have nothing to do with each other, and of texts that say the same. */
  private static final double UNRELATED = 0.3;

  private static final double RELATED = 0.75;

  private final List<List<String>> terms;
  private final Set<String> schemaWords;

  /** Looks for these terms; the schema's words add to them. */
  public Relevance(List<String> terms, List<String> schemaTerms) {
    this.terms = terms.stream().map(LinkWords::of).filter(words -> !words.isEmpty()).toList();
    this.schemaWords = new LinkedHashSet<>();
    schemaTerms.forEach(term -> schemaWords.addAll(LinkWords.of(term)));
    this.terms.forEach(schemaWords::removeAll);
  }

  /** Names and descriptions of what a schema asks for. */
  public static List<String> termsOf(ExtractionSchema schema) {
    List<String> terms = new ArrayList<>();
    schema
        .fieldGroups()
        .forEach(
            group -> {
              terms.add(group.name().replace('_', ' '));
              group.fields().forEach(field -> terms.add(field.name().replace('_', ' ')));
              group.fields().stream()
                  .map(field -> field.description())
                  .filter(description -> description != null)
                  .forEach(terms::add);
            });
    return terms;
  }

  /**
   * The score by words.
   *
   * @param anchor text of the link; empty when there is none
   * @param title of the page that has the link; empty when there is none
   */
  public double byWords(String anchor, CanonicalUrl url, String title) {
    List<String> anchorWords = LinkWords.of(anchor);
    List<String> pathWords = LinkWords.ofPath(url.pathAndQuery());
    double miss =
        (1 - match(anchorWords))
            * (1 - PATH * match(pathWords))
            * (1 - TITLE * match(LinkWords.of(title)))
            * (1 - SCHEMA * schemaMatch(anchorWords, pathWords));
    return 1 - miss;
  }

  /** The best of the terms, by the share of its words that are there. */
  private double match(List<String> words) {
    double best = 0;
    for (List<String> term : terms) {
      double found = 0;
      for (String wanted : term) {
        found +=
            words.stream().mapToDouble(word -> LinkWords.likeness(wanted, word)).max().orElse(0);
      }
      best = Math.max(best, found / term.size());
    }
    return best;
  }

  private double schemaMatch(List<String> anchor, List<String> path) {
    long found =
        Stream.concat(anchor.stream(), path.stream()).filter(schemaWords::contains).count();
    return Math.min(1, found / 2.0);
  }

  /**
   * The whole score.
   *
   * @param words as {@link #byWords} gives it
   * @param cosine of the link's text and the nearest term; 0 when not known
   */
  public static double together(double words, double cosine) {
    double near = (cosine - UNRELATED) / (RELATED - UNRELATED);
    return Math.max(words, NEARNESS * Math.max(0, Math.min(1, near)));
  }

  /** The priority that a score gives. */
  public static int priority(double score) {
    return (int) Math.round(score * HIGHEST_PRIORITY);
  }

  /** The rule that keeps a URL out: {@code relevance 0.12 below 0.3}. */
  public static String rule(double score, double threshold) {
    String shown = threshold == Math.rint(threshold * 10) / 10 ? "%.1f" : "%s";
    return String.format(Locale.ROOT, "relevance %.2f below " + shown, score, threshold);
  }
}
