package lode.domain.crawl;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The lines of a robots.txt, read into groups (RFC 9309, 2.2). Misspelt keys that are common are read as meant. */
final class RobotsFile {

  private static final Map<String, String> KEYS =
      Map.ofEntries(
          Map.entry("user-agent", "user-agent"),
          Map.entry("useragent", "user-agent"),
          Map.entry("user agent", "user-agent"),
          Map.entry("disallow", "disallow"),
          Map.entry("dissallow", "disallow"),
          Map.entry("disalow", "disallow"),
          Map.entry("dissalow", "disallow"),
          Map.entry("diasllow", "disallow"),
          Map.entry("allow", "allow"),
          Map.entry("crawl-delay", "crawl-delay"),
          Map.entry("crawldelay", "crawl-delay"),
          Map.entry("crawl delay", "crawl-delay"),
          Map.entry("sitemap", "sitemap"),
          Map.entry("site-map", "sitemap"));

  private static final Pattern SECONDS =
      Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,3})?)(?:[^0-9.].*)?");

  private final List<Group> groups = new ArrayList<>();
  private final Set<String> sitemaps = new LinkedHashSet<>();
  private @Nullable Group current;
  private boolean rulesSeen;

  RobotsFile(String text) {
    text.lines().forEach(this::line);
  }

  /** Sitemap locations as written; they belong to no group. */
  Set<String> sitemaps() {
    return sitemaps;
  }

  /** All groups for the agent, as one; else all for {@code *}; null if there is neither. */
  @Nullable Group groupFor(String agentToken) {
    Group own = merged(agentToken.toLowerCase(Locale.ROOT));
    return own == null ? merged("*") : own;
  }

  private @Nullable Group merged(String agent) {
    Group all = new Group();
    boolean found = false;
    for (Group group : groups) {
      if (group.agents.contains(agent)) {
        found = true;
        all.rules.addAll(group.rules);
        if (group.delay != null && (all.delay == null || group.delay.compareTo(all.delay) > 0)) {
          all.delay = group.delay;
        }
      }
    }
    return found ? all : null;
  }

  private void line(String raw) {
    int hash = raw.indexOf('#');
    String line = hash < 0 ? raw : raw.substring(0, hash);
    int colon = line.indexOf(':');
    if (colon < 0) {
      return;
    }
    String key = KEYS.getOrDefault(line.substring(0, colon).strip().toLowerCase(Locale.ROOT), "");
    String value = line.substring(colon + 1).strip();
    switch (key) {
      case "user-agent" -> agent(value);
      case "allow" -> rule(true, value);
      case "disallow" -> rule(false, value);
      case "crawl-delay" -> delay(value);
      case "sitemap" -> sitemap(value);
      default -> {
        // Unknown records must not disturb the known ones.
      }
    }
  }

  private void agent(String value) {
    if (current == null || rulesSeen) {
      current = new Group();
      groups.add(current);
      rulesSeen = false;
    }
    // "LodeBot/1.0 (x)" names LodeBot.
    current.agents.add(value.split("[/\\s]", 2)[0].toLowerCase(Locale.ROOT));
  }

  private void rule(boolean allow, String path) {
    if (current == null) {
      return;
    }
    rulesSeen = true;
    if (!path.isEmpty()) {
      current.rules.add(new RobotsRule(allow, path));
    }
  }

  private void delay(String value) {
    Matcher seconds = SECONDS.matcher(value);
    if (current != null && seconds.matches()) {
      Duration delay = Duration.ofMillis(Math.round(Double.parseDouble(seconds.group(1)) * 1000));
      if (current.delay == null || delay.compareTo(current.delay) > 0) {
        current.delay = delay;
      }
    }
  }

  private void sitemap(String value) {
    if (!value.isEmpty()) {
      sitemaps.add(value);
    }
  }

  /** Rules and delay of the agents named above them. */
  static final class Group {
    final Set<String> agents = new LinkedHashSet<>();
    final List<RobotsRule> rules = new ArrayList<>();
    @Nullable Duration delay;
  }
}
