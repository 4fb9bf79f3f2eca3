package lode.domain.crawl;

import java.util.List;

/** One allow or disallow line of a robots.txt. */
final class RobotsRule {

  private final boolean allow;
  private final String line;
  private final String pattern;
  private final List<String> literals;
  private final boolean anchored;

  RobotsRule(boolean allow, String path) {
    this.allow = allow;
    this.line = (allow ? "Allow: " : "Disallow: ") + path;
    this.pattern = RobotsPath.ofPattern(path);
    this.anchored = pattern.endsWith("$");
    String body = anchored ? pattern.substring(0, pattern.length() - 1) : pattern;
    this.literals = List.of(body.split("\\*+", -1));
  }

  boolean allow() {
    return allow;
  }

  /** As it stands in the file, for people to read. */
  String line() {
    return line;
  }

  /** The octets of the pattern: of all rules that match, the longest decides. */
  int length() {
    return pattern.length();
  }

  /** Whether a normalised path and query matches: {@code *} any run of characters, a final {@code $} the end. */
  boolean matches(String path) {
    if (!path.startsWith(literals.get(0))) {
      return false;
    }
    int last = literals.size() - 1;
    int position = literals.get(0).length();
    for (int i = 1; i < (anchored ? last : last + 1); i++) {
      // The earliest place is always as good as any later one, so there is no backtracking.
      int found = path.indexOf(literals.get(i), position);
      if (found < 0) {
        return false;
      }
      position = found + literals.get(i).length();
    }
    if (!anchored) {
      return true;
    }
    String tail = literals.get(last);
    return last == 0
        ? path.length() == position
        : path.length() - tail.length() >= position && path.endsWith(tail);
  }
}
