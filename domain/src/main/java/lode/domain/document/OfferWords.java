package lode.domain.document;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The words by which shops name the parts of an offer, from {@code offers.txt}. */
final class OfferWords {

  /** What the names of an element's classes and its id say about it. */
  enum Hint {
    PRICE,
    NOW,
    OLD,
    ASIDE,
    POPUP,
    PART,
    CENTS,
    STOCK,
    CODE,
    CART,
    WAIT,
    OUT,
    IN
  }

  /** What a text can be. */
  enum Phrases {
    TEXT_OLD,
    TEXT_PART,
    CART,
    PRESS,
    WAIT,
    OUT,
    IN,
    CODE,
    ASIDE_HEADING,
    CURRENCY
  }

  private static final int LONGEST_CURRENCY = 6;
  private static final int MOST_WORDS = 5;

  /** Shorter phrases begin too many texts. */
  private static final int LEAST_BEGINNING = 7;

  private static final Map<String, Set<Hint>> NAMES = new HashMap<>();
  private static final Map<String, Hint> INSIDE = new HashMap<>();
  private static final Map<Phrases, Set<String>> PHRASES = new EnumMap<>(Phrases.class);

  static {
    try (InputStream in = OfferWords.class.getResourceAsStream("offers.txt");
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8))) {
      lines.lines().filter(line -> !line.startsWith("#")).forEach(OfferWords::read);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private OfferWords() {}

  private static void read(String line) {
    int bar = line.indexOf('|');
    String kind = line.substring(0, bar).strip();
    for (String raw : line.substring(bar + 1).split(";")) {
      String word = raw.strip();
      if (!kind.startsWith("class-")) {
        Phrases phrases = Phrases.valueOf(kind.replace('-', '_').toUpperCase(Locale.ROOT));
        PHRASES.computeIfAbsent(phrases, key -> new HashSet<>()).add(plain(word));
        continue;
      }
      Hint hint = Hint.valueOf(kind.substring("class-".length()).toUpperCase(Locale.ROOT));
      if (word.startsWith("~")) {
        INSIDE.put(word.substring(1), hint);
      } else {
        NAMES.computeIfAbsent(word, key -> EnumSet.noneOf(Hint.class)).add(hint);
      }
    }
  }

  /** What one class name or id says. */
  static Set<Hint> hints(String name) {
    StringBuilder squeezed = new StringBuilder(name.length());
    StringBuilder word = new StringBuilder();
    Set<Hint> found = EnumSet.noneOf(Hint.class);
    char previous = ' ';
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = c < 0x80 && Character.isLetterOrDigit(c);
      boolean hump = Character.isUpperCase(c) && Character.isLowerCase(previous);
      if (!letter || hump || Character.isDigit(previous) && Character.isLetter(c)) {
        addNamed(word.toString(), found);
        word.setLength(0);
      }
      if (letter) {
        word.append(Character.toLowerCase(c));
        squeezed.append(Character.toLowerCase(c));
      }
      previous = c;
    }
    addNamed(word.toString(), found);
    String whole = squeezed.toString();
    addNamed(whole, found);
    INSIDE.forEach(
        (part, hint) -> {
          if (whole.contains(part)) {
            found.add(hint);
          }
        });
    return found;
  }

  /** Whether a name that scripts, forms and addresses use tells that a press puts the thing in the cart. */
  static boolean putsInCart(String name) {
    StringBuilder parted = new StringBuilder(name.length() + 8);
    char previous = ' ';
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (Character.isUpperCase(c) && Character.isLowerCase(previous)) {
        parted.append(' ');
      }
      parted.append(c == '/' ? ' ' : c);
      previous = c;
    }
    return holds(Phrases.PRESS, parted.toString());
  }

  private static void addNamed(String word, Set<Hint> found) {
    Set<Hint> named = NAMES.get(word);
    if (named != null) {
      found.addAll(named);
    }
  }

  /** Whether the sign or a usual name of a currency stands in the text. */
  static boolean namesCurrency(String text) {
    Set<String> names = PHRASES.get(Phrases.CURRENCY);
    int start = -1;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : ' ';
      if (Character.getType(c) == Character.CURRENCY_SYMBOL) {
        return true;
      }
      if (Character.isLetter(c)) {
        start = start < 0 ? i : start;
        // Scripts without blanks: "990元起".
        if (c >= 0x2E80 && names.contains(String.valueOf(c))) {
          return true;
        }
      } else if (start >= 0) {
        if (i - start <= LONGEST_CURRENCY
            && names.contains(text.substring(start, i).toLowerCase(Locale.ROOT))) {
          return true;
        }
        start = -1;
      }
    }
    return false;
  }

  /** Whether the text is one of the phrases of that kind. */
  static boolean is(Phrases kind, String text) {
    return PHRASES.getOrDefault(kind, Set.of()).contains(plain(text));
  }

  /** Whether one of the phrases of that kind stands in the text as whole words. */
  static boolean holds(Phrases kind, String text) {
    String padded = " " + plain(text) + " ";
    for (String phrase : PHRASES.getOrDefault(kind, Set.of())) {
      boolean free = phrase.codePointAt(0) >= 0x2E80;
      if (padded.contains(free ? phrase : " " + phrase + " ")) {
        return true;
      }
    }
    return false;
  }

  /** Whether plain words are one of the phrases, or begin with one where that is enough. */
  static boolean says(Phrases kind, String plain, boolean atStart) {
    Set<String> phrases = PHRASES.getOrDefault(kind, Set.of());
    if (!atStart || phrases.contains(plain)) {
      return phrases.contains(plain);
    }
    if (!plain.isEmpty() && plain.charAt(0) >= 0x2E80) {
      return phrases.stream().anyMatch(plain::startsWith);
    }
    for (int end = plain.lastIndexOf(' '); end > 0; end = plain.lastIndexOf(' ', end - 1)) {
      String beginning = plain.substring(0, end);
      if (isLong(beginning) && phrases.contains(beginning)) {
        return true;
      }
    }
    return false;
  }

  /** "Buy tickets": a verb of buying and little more. */
  static boolean beginsWithVerb(String plain) {
    String[] words = plain.split(" ");
    return words.length <= MOST_WORDS && PHRASES.get(Phrases.CART).contains(words[0]);
  }

  private static boolean isLong(String phrase) {
    return phrase.indexOf(' ') > 0 && phrase.length() >= LEAST_BEGINNING;
  }

  /** The phrases of a kind, plain. */
  static Set<String> phrases(Phrases kind) {
    return PHRASES.getOrDefault(kind, Set.of());
  }

  /** Lower case, without accents and signs. */
  static String plain(String text) {
    String folded = isAscii(text) ? text : Normalizer.normalize(text, Normalizer.Form.NFKC);
    StringBuilder plain = new StringBuilder(folded.length());
    for (int i = 0; i < folded.length(); i++) {
      char c = folded.charAt(i);
      if (Character.isLetterOrDigit(c) || c == '#' || c == '/') {
        plain.append(Character.toLowerCase(c));
      } else if (plain.length() > 0 && plain.charAt(plain.length() - 1) != ' ') {
        plain.append(' ');
      }
    }
    return plain.toString().strip();
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }
}
