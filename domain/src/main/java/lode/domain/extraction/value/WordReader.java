package lode.domain.extraction.value;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lode.domain.project.Field;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads what is said in words: yes and no, and one of a field's choices. */
final class WordReader {

  private static final int LONGEST_CHOICE = 60;

  private record Answer(boolean value, double certainty) {}

  /** A state with the words for it, and the state to fall back on, or null. */
  private record State(Set<String> words, Set<String> phrases, @Nullable String fallback) {}

  private static final Map<String, Answer> ANSWERS = new HashMap<>();
  private static final List<State> STATES = new ArrayList<>();
  private static final Pattern LEADING =
      Pattern.compile("^([\\p{L}✓✔✅☑✗✘❌✕☒]+)\\s*[,;(–:/-].*$", Pattern.DOTALL);

  /** "Back in stock soon" says that it is not yet so. */
  private static final Pattern LATER =
      Pattern.compile(
          " (?:soon|back|when|from \\d|bald|wieder|demnächst|sobald|ab \\d|ab dem|bientôt|à partir"
              + "|dès le|prochainement|pronto|próximamente|a partir|cuando|presto|binnenkort|zodra|wkrótce"
              + "|brzy|čoskoro|скоро|hamarosan|snart|pian|yakında) ",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  /** Denials of further languages; elsewhere some of these words mean something else. */
  private static final Pattern DENIED =
      Pattern.compile(
          " (?:0|nu este|nem|nincs|není|nije|nema|ni|ei ole|ej|nav|nėra|δεν|μη|değil|yok|няма|немає"
              + "|отсутств\\p{L}*|غير|ليس|לא|אין|không|tidak|ไม่) ",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  static {
    for (List<String> row : WordTable.rows(WordReader.class, "booleans.txt")) {
      Answer answer = new Answer(row.get(0).equals("true"), Double.parseDouble(row.get(1)));
      WordTable.words(row.get(2)).forEach(word -> ANSWERS.put(Folding.words(word), answer));
    }
    for (List<String> row : WordTable.rows(WordReader.class, "enum-synonyms.txt")) {
      Set<String> words = new LinkedHashSet<>();
      Set<String> phrases = new LinkedHashSet<>();
      String fallback = null;
      for (String word : WordTable.words(row.get(0))) {
        if (word.startsWith("@")) {
          fallback = word.substring(1);
        } else {
          words.add(squeezed(word));
          phrases.add(Folding.alphanumeric(word));
        }
      }
      STATES.add(new State(words, phrases, fallback));
    }
  }

  private WordReader() {}

  static Optional<Reading> yesOrNo(String raw) {
    String text = Folding.words(lastSegment(raw)).replaceAll("[.!\\s]+$", "");
    Answer answer = ANSWERS.get(text);
    if (answer == null) {
      Matcher leading = LEADING.matcher(text);
      Answer first = leading.matches() ? ANSWERS.get(leading.group(1)) : null;
      answer = first == null || first.certainty() < 1 ? null : new Answer(first.value(), 0.85);
    }
    return Optional.ofNullable(answer)
        .map(
            each ->
                new Reading(
                    JsonNodeFactory.instance.booleanNode(each.value()), null, each.certainty()));
  }

  static Optional<Reading> choice(String raw, Field field) {
    String word = squeezed(lastSegment(raw));
    for (String choice : field.enumValues()) {
      if (squeezed(choice).equals(word)) {
        return reading(choice, 1);
      }
    }
    return bySynonym(word, field)
        .flatMap(choice -> reading(choice, 0.95))
        .or(() -> within(raw, field))
        .or(() -> byLeadingPhrase(raw, field));
  }

  private static Optional<String> bySynonym(String word, Field field) {
    for (State state : STATES) {
      if (state.words().contains(word)) {
        Optional<String> own = single(field, state.words());
        return own.isPresent() || state.fallback() == null
            ? own
            : stateOf(state.fallback()).flatMap(other -> single(field, other.words()));
      }
    }
    return Optional.empty();
  }

  /** "Sold out until further notice" begins with a state that the field has no own value for. */
  private static Optional<Reading> byLeadingPhrase(String raw, Field field) {
    String padded = Folding.alphanumeric(raw) + " ";
    if (raw.length() > LONGEST_CHOICE || LATER.matcher(padded).find()) {
      return Optional.empty();
    }
    return STATES.stream()
        .flatMap(state -> state.phrases().stream())
        .filter(phrase -> phrase.contains(" ") && padded.startsWith(phrase + " "))
        .findFirst()
        .filter(phrase -> !isDenied(padded.substring(phrase.length())))
        .flatMap(phrase -> bySynonym(squeezed(phrase), field))
        .flatMap(choice -> reading(choice, 0.8));
  }

  private static boolean isDenied(String padded) {
    return Negation.in(padded) || DENIED.matcher(padded).find();
  }

  /** Whether the words are those of a state, whatever they say of other things: "not available". */
  static boolean isState(String raw) {
    String word = squeezed(raw);
    return STATES.stream().anyMatch(state -> state.words().contains(word));
  }

  private static Optional<State> stateOf(String word) {
    return STATES.stream().filter(state -> state.words().contains(squeezed(word))).findFirst();
  }

  private static Optional<String> single(Field field, Set<String> words) {
    List<String> choices =
        field.enumValues().stream().filter(choice -> words.contains(squeezed(choice))).toList();
    return choices.size() == 1 ? Optional.of(choices.get(0)) : Optional.empty();
  }

  /** A choice inside a short text: "In stock (12 pieces)"; none where two are named. */
  private static Optional<Reading> within(String raw, Field field) {
    if (raw.length() > LONGEST_CHOICE) {
      return Optional.empty();
    }
    String padded = " " + Folding.alphanumeric(raw) + " ";
    if (isDenied(padded) || LATER.matcher(padded).find()) {
      return Optional.empty();
    }
    String first = null;
    int firstAt = Integer.MAX_VALUE;
    boolean tied = false;
    for (String choice : field.enumValues()) {
      int at = placeIn(padded, choice);
      tied = at == firstAt && at < Integer.MAX_VALUE || tied && at >= firstAt;
      if (at < firstAt) {
        first = choice;
        firstAt = at;
      }
    }
    // Where two are named ("head office and works") the text must begin with the one.
    boolean several =
        field.enumValues().stream().filter(c -> placeIn(padded, c) < Integer.MAX_VALUE).count() > 1;
    boolean clear = first != null && !tied && (!several || firstAt == 0);
    return clear ? reading(first, several ? 0.7 : 0.8) : Optional.empty();
  }

  /** Where the choice or a synonym stands as whole words; {@link Integer#MAX_VALUE} where not. */
  private static int placeIn(String padded, String choice) {
    Set<String> phrases = new LinkedHashSet<>();
    phrases.add(Folding.alphanumeric(choice.replace('_', ' ')));
    STATES.stream()
        .filter(state -> own(state, choice))
        .forEach(state -> phrases.addAll(state.phrases()));
    return phrases.stream()
        .filter(phrase -> phrase.length() > 2)
        .mapToInt(phrase -> padded.indexOf(" " + phrase + " "))
        .filter(at -> at >= 0)
        .min()
        .orElse(Integer.MAX_VALUE);
  }

  /** The state's own words, or those of one that falls back on it. */
  private static boolean own(State state, String choice) {
    return state.words().contains(squeezed(choice));
  }

  private static Optional<Reading> reading(String choice, double certainty) {
    JsonNode value = JsonNodeFactory.instance.stringNode(choice);
    return Optional.of(new Reading(value, null, certainty));
  }

  /** Whether the words of the text say the choice. */
  static boolean statesChoice(String text, String choice, Field field) {
    String squeezed = squeezed(text);
    String wanted = squeezed(choice);
    if (!wanted.isEmpty() && squeezed.contains(wanted)) {
      return true;
    }
    return STATES.stream()
        .filter(state -> state.words().contains(wanted))
        .flatMap(state -> state.words().stream())
        .anyMatch(squeezed::contains);
  }

  private static String squeezed(String text) {
    return Folding.alphanumeric(text).replace(" ", "");
  }

  /** {@code InStock} of {@code https://schema.org/InStock}. */
  private static String lastSegment(String raw) {
    String text = raw.strip();
    if (!text.matches("https?://schema\\.org/\\S+")) {
      return text;
    }
    return text.substring(text.lastIndexOf('/') + 1);
  }
}
