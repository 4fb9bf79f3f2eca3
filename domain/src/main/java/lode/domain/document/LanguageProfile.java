package lode.domain.document;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Small words of a language, with how much each speaks for it, and the letters that it writes.
 *
 * @param weights by lower-case word
 * @param letters beyond a to z
 */
record LanguageProfile(String tag, Map<String, Double> weights, Set<Integer> letters) {

  private static final String RESOURCE = "/lode/languages/function-words.txt";

  /** Share of a word in texts whose language does not have it. */
  private static final double FOREIGN = 0.0004;

  /** Share of the most frequent word; the others follow by Zipf's law. */
  private static final double FIRST = 0.05;

  private static final double ZIPF = 0.75;

  static List<LanguageProfile> read() {
    List<LanguageProfile> profiles = new ArrayList<>();
    try (InputStream in = LanguageProfile.class.getResourceAsStream(RESOURCE);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(
                    Objects.requireNonNull(in, RESOURCE), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("#")) {
          profiles.add(profile(line));
        }
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return List.copyOf(profiles);
  }

  private static LanguageProfile profile(String line) {
    int colon = line.indexOf(':');
    String[] parts = line.substring(colon + 1).split("\\|", 2);
    Map<String, Double> weights = new HashMap<>();
    for (String word : parts[0].strip().split(" ")) {
      double share = FIRST / Math.pow(weights.size() + 1.0, ZIPF);
      weights.putIfAbsent(word, Math.log(share / FOREIGN));
    }
    Set<Integer> letters = new HashSet<>();
    if (parts.length > 1) {
      parts[1].strip().codePoints().forEach(letters::add);
    }
    return new LanguageProfile(line.substring(0, colon), weights, letters);
  }
}
