package lode.domain.crawl;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lode.domain.project.SchemaObject;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads which URLs a crawl chooses: languages, focus, time and quotas. */
final class ChoiceReader {

  /** Members of a crawl request that this class reads. */
  static final List<String> MEMBERS =
      List.of(
          "maxDuration",
          "languages",
          "focusTerms",
          "relevanceThreshold",
          "maxPagesPerHost",
          "liftPatterns");

  static final int MAX_LANGUAGES = 20;
  static final int MAX_TERMS = 50;
  static final int TERM_LENGTH = 200;
  static final int MAX_LIFTED = 200;
  static final Duration LONGEST = Duration.ofDays(30);

  /** A pattern is hardly longer than the longest URL that is no trap. */
  private static final int PATTERN_LENGTH = 2_500;

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Pattern SIMPLE = Pattern.compile("([0-9]{1,9})\\s*([smhd])");

  private final SchemaObject members;
  private final JsonNode node;

  ChoiceReader(SchemaObject members, JsonNode node) {
    this.members = members;
    this.node = node;
  }

  @Nullable Duration maxDuration() {
    String text = members.text("maxDuration", 40);
    if (text == null) {
      return null;
    }
    Optional<Duration> duration = duration(text);
    boolean inside =
        duration
            .filter(given -> given.compareTo(SHORTEST) >= 0 && given.compareTo(LONGEST) <= 0)
            .isPresent();
    if (!inside) {
      members.problem(
          "maxDuration",
          "'"
              + text
              + "' is no time from 1 s to 30 days; write it as PT30M or 30m, with s, m, h or d");
    }
    return inside ? duration.get() : null;
  }

  private static Optional<Duration> duration(String text) {
    Matcher simple = SIMPLE.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (simple.matches()) {
      long count = Long.parseLong(simple.group(1));
      return Optional.of(
          switch (simple.group(2)) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
          });
    }
    try {
      return Optional.of(Duration.parse(text.strip()));
    } catch (DateTimeException notOne) {
      return Optional.empty();
    }
  }

  List<String> languages() {
    List<String> written = members.texts("languages", MAX_LANGUAGES, 40);
    List<String> tags = new ArrayList<>();
    for (int i = 0; i < written.size(); i++) {
      String tag = written.get(i);
      Optional<String> canonical =
          tag.contains("_") ? Optional.empty() : LanguageTags.canonical(tag);
      if (canonical.isEmpty() && !tag.isEmpty()) {
        members.problem(
            "languages", i, "'" + tag + "' is no BCP 47 language tag such as en, de or pt-BR");
      }
      canonical.filter(given -> !tags.contains(given)).ifPresent(tags::add);
    }
    return tags;
  }

  Focus focus() {
    List<String> terms = members.texts("focusTerms", MAX_TERMS, TERM_LENGTH);
    for (int i = 0; i < terms.size(); i++) {
      if (!terms.get(i).isEmpty() && LinkWords.of(terms.get(i)).isEmpty()) {
        members.problem("focusTerms", i, "'" + terms.get(i) + "' has no word to look for");
      }
    }
    Double threshold = threshold();
    if (threshold != null && terms.isEmpty()) {
      members.problem(
          "relevanceThreshold", "needs focusTerms: say what URLs are to be relevant to");
    }
    return new Focus(terms, terms.isEmpty() ? null : threshold);
  }

  private @Nullable Double threshold() {
    if (!members.has("relevanceThreshold")) {
      return null;
    }
    JsonNode given = node.get("relevanceThreshold");
    boolean inside =
        given.isNumber()
            && given.decimalValue().signum() >= 0
            && given.decimalValue().compareTo(BigDecimal.ONE) <= 0;
    if (!inside) {
      members.problem("relevanceThreshold", "must be a number from 0 to 1");
    }
    return inside ? given.doubleValue() : null;
  }

  Quotas quotas(int maxPages) {
    Integer perHost = members.whole("maxPagesPerHost", 1, CrawlRequestReader.MAX_PAGES);
    if (perHost != null && perHost > maxPages) {
      members.problem(
          "maxPagesPerHost",
          "must not be more than maxPages, which is " + maxPages + "; lower it or raise maxPages");
    }
    return new Quotas(perHost, patterns(members));
  }

  static List<String> patterns(SchemaObject members) {
    return members.texts("liftPatterns", MAX_LIFTED, PATTERN_LENGTH);
  }
}
