package lode.domain.extraction;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import lode.domain.extraction.value.LabelUnit;
import lode.domain.extraction.value.Units;
import lode.domain.project.Field;
import lode.domain.project.FieldGroup;
import org.jspecify.annotations.Nullable;

/**
 * Finds the field of a group that a label on a page names, by the words of the field's name and
 * description and a table of synonyms. A label that names two fields equally well names none: a wrong
 * value is worse than a missing one.
 */
public final class LabelMatcher {

  /** Words that leave the thing the same: "total weight" is the weight. */
  private static final Set<String> HARMLESS =
      Set.of("total", "overall", "product", "item", "typical", "rated", "standard");

  private static final double LEAST = 0.7;
  private static final int MOST_REMEMBERED = 5_000;
  private static final double TIE = 0.03;
  private static final Pattern PHRASE_END =
      Pattern.compile(
          "[.,;:()–/\"]+|\\s-\\s|\\s(?:or|also|such as|e\\.g|i\\.e|as|that|which|including|without)\\s");
  private static final Pattern BRACKETS = Pattern.compile("\\s*[(\\[（][^()\\[\\]（）]*[)\\]）]\\s*");

  /**
   * A field that a label names.
   *
   * @param score 0 to 1: 1 for the field's own name, less for synonyms
   */
  public record FieldMatch(Field field, double score) {}

  private record Names(
      String own,
      @Nullable String bare,
      Set<String> ownWords,
      Set<String> allWords,
      Set<String> described) {}

  private final Map<Field, Names> names = new LinkedHashMap<>();

  /** A page repeats its labels, and the words of the property table come again for each page. */
  private final Map<String, Optional<FieldMatch>> known = new ConcurrentHashMap<>();

  /** Matches labels against the fields of a group. */
  public LabelMatcher(FieldGroup group) {
    Subject subject = Subject.of(group);
    group.fields().forEach(field -> names.put(field, namesOf(field, subject)));
  }

  /** The one field that the label names; empty where it names none or two equally well. */
  public Optional<FieldMatch> match(String label) {
    Optional<FieldMatch> seen = known.get(label);
    if (seen != null) {
      return seen;
    }
    Optional<FieldMatch> found = find(label);
    if (known.size() < MOST_REMEMBERED) {
      known.put(label, found);
    }
    return found;
  }

  private Optional<FieldMatch> find(String label) {
    FieldMatch best = null;
    double second = 0;
    for (Field field : names.keySet()) {
      double score = score(field, label);
      if (best == null || score > best.score()) {
        second = best == null ? 0 : best.score();
        best = new FieldMatch(field, score);
      } else {
        second = Math.max(second, score);
      }
    }
    boolean clear = best != null && best.score() >= LEAST && best.score() - second >= TIE;
    return clear ? Optional.of(best) : Optional.empty();
  }

  /** How well the label names the field, 0 to 1; 0 where their units exclude each other. */
  public double score(Field field, String label) {
    String text = label.strip();
    if (text.isEmpty() || text.length() > 80) {
      return 0;
    }
    Optional<LabelUnit> unit = LabelUnit.of(text);
    if (unit.isPresent() && excludes(unit.get().unit(), field.unit())) {
      return 0;
    }
    String words = unit.map(LabelUnit::words).orElse(text);
    double whole = scoreWords(field, words);
    String outside = BRACKETS.matcher(words).replaceAll(" ").strip();
    double bare = outside.equals(words) ? 0 : 0.95 * scoreWords(field, outside);
    return Math.max(Math.max(whole, bare), eitherSide(field, words));
  }

  private static boolean excludes(String labelUnit, @Nullable String fieldUnit) {
    return fieldUnit != null && Units.isUnit(fieldUnit) && !Units.convertible(labelUnit, fieldUnit);
  }

  /** "Weight / Gewicht" says one thing in two languages. */
  private double eitherSide(Field field, String words) {
    String[] sides = words.split("\\s*/\\s*");
    if (sides.length != 2) {
      return 0;
    }
    return 0.95 * Math.min(scoreWords(field, sides[0]), scoreWords(field, sides[1]));
  }

  private double scoreWords(Field field, String words) {
    Names known = names.get(field);
    List<String> tokens = Vocabulary.tokens(words);
    if (known == null || tokens.isEmpty()) {
      return 0;
    }
    String key = Vocabulary.key(tokens);
    if (key.equals(known.own())) {
      return 1;
    }
    if (key.equals(known.bare())) {
      return 0.95;
    }
    double described = known.described().contains(key) ? 0.88 : 0;
    boolean synonym =
        Vocabulary.synonyms(key, known.own())
            || known.bare() != null && Vocabulary.synonyms(key, known.bare());
    double bySynonym = synonym ? 0.85 : 0;
    // A name that the table knows says enough; description phrases would widen it too far.
    boolean unknownName = Vocabulary.meanings(known.own()).isEmpty();
    double byDescription =
        unknownName
                && known.described().stream().anyMatch(phrase -> Vocabulary.synonyms(key, phrase))
            ? 0.78
            : 0;
    return Math.max(
        Math.max(described, bySynonym), Math.max(byDescription, qualified(known, tokens)));
  }

  /** The field's own words with more that its description knows, or that change nothing. */
  private static double qualified(Names known, List<String> tokens) {
    if (!tokens.containsAll(known.ownWords())) {
      return 0;
    }
    Set<String> more = new LinkedHashSet<>(tokens);
    more.removeAll(known.ownWords());
    if (known.allWords().containsAll(more)) {
      return 0.82;
    }
    return HARMLESS.containsAll(more) ? 0.75 : 0;
  }

  private static Names namesOf(Field field, @Nullable Subject subject) {
    List<String> own = new ArrayList<>(Vocabulary.tokens(field.name()));
    if (field.unit() != null && own.size() > 1) {
      own.removeAll(Vocabulary.tokens(field.unit()));
    }
    if (own.isEmpty()) {
      own = Vocabulary.tokens(field.name());
    }
    List<String> bare = new ArrayList<>(own);
    if (subject != null) {
      bare.removeIf(subject::isNamedBy);
    }
    Set<String> described = new LinkedHashSet<>();
    Set<String> all = new LinkedHashSet<>(own);
    if (field.description() != null) {
      all.addAll(Vocabulary.tokens(field.description()));
      for (String phrase : PHRASE_END.split(field.description())) {
        List<String> tokens = Vocabulary.tokens(phrase);
        if (!tokens.isEmpty() && tokens.size() <= 5) {
          described.add(Vocabulary.key(tokens));
        }
      }
    }
    String bareKey = bare.isEmpty() || bare.size() == own.size() ? null : Vocabulary.key(bare);
    return new Names(Vocabulary.key(own), bareKey, Set.copyOf(own), all, described);
  }
}
