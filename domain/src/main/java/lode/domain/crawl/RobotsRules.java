package lode.domain.crawl;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import lode.domain.url.CanonicalUrl;
import lode.domain.url.WebUrl;
import org.jspecify.annotations.Nullable;

/**
 * What a robots.txt says to one crawler, after <a href="https://www.rfc-editor.org/rfc/rfc9309">RFC 9309</a>: all groups
 * that name the crawler's product token count as one, else those for {@code *}; the longest matching pattern decides,
 * allow before disallow. Read here rather than by a library because a refusal has to name its rule.
 */
public final class RobotsRules {

  /** RFC 9309, 2.5: what is read of a file; the rest is ignored. */
  public static final int MOST_BYTES = 500 * 1024;

  private static final int MOST_SITEMAPS = 1_000;
  private static final String ROBOTS_PATH = "/robots.txt";

  private final Kind kind;
  private final String source;
  private final String agentToken;
  private final String text;
  private final List<WebUrl> sitemaps;
  private final RobotsFile.@Nullable Group group;

  private RobotsRules(Kind kind, String source, String agentToken, String text) {
    this.kind = kind;
    this.source = source;
    this.agentToken = agentToken;
    this.text = text;
    RobotsFile file = new RobotsFile(text);
    this.group = file.groupFor(agentToken);
    this.sitemaps = kind == Kind.PARSED ? sitemaps(file, WebUrl.of(source)) : List.of();
  }

  /**
   * Reads a file that was fetched.
   *
   * @param robotsUrl where it was found after redirects; relative sitemap locations are resolved against it
   * @param agentToken the crawler's product token, such as {@code LodeBot}, compared without case
   */
  public static RobotsRules parse(WebUrl robotsUrl, byte[] body, String agentToken) {
    return new RobotsRules(Kind.PARSED, robotsUrl.href(), agentToken, decoded(body));
  }

  /** Everything may be fetched, for the reason given: {@code robots.txt 404: allow all}. */
  public static RobotsRules allowAll(String reason) {
    return new RobotsRules(Kind.ALLOW_ALL, reason, "", "");
  }

  /** Nothing may be fetched, for the reason given: {@code robots.txt 503: deny all}. */
  public static RobotsRules denyAll(String reason) {
    return new RobotsRules(Kind.DENY_ALL, reason, "", "");
  }

  /**
   * What an answer without a file means (RFC 9309, 2.3.1): 400 to 499 is "there are no rules"; everything else,
   * and 429 with it, is "not now", and nothing may be fetched until the file is read.
   */
  public static RobotsRules forStatus(int status) {
    boolean noRules = status >= 400 && status < 500 && status != 429;
    return noRules
        ? allowAll("robots.txt " + status + ": allow all")
        : denyAll("robots.txt " + status + ": deny all");
  }

  /** Reads back what {@link #toText()} wrote. */
  public static RobotsRules fromText(String stored) {
    String[] parts = stored.split("\n", 4);
    if (parts.length != 4) {
      throw new IllegalArgumentException("not stored robots rules");
    }
    return new RobotsRules(Kind.valueOf(parts[0]), parts[1], parts[2], parts[3]);
  }

  /** Everything that is needed to have the same rules again, the file's own text at the end. */
  public String toText() {
    return String.join("\n", kind.name(), source.replace('\n', ' '), agentToken, text);
  }

  /** Whether a page may be fetched, and the rule that decided. */
  public RobotsDecision decide(CanonicalUrl url) {
    return switch (kind) {
      case ALLOW_ALL -> new RobotsDecision(true, source);
      case DENY_ALL -> new RobotsDecision(false, source);
      case PARSED -> decide(url.pathAndQuery());
    };
  }

  /** The least time between two requests that the site asks for; the longest, where it says several. */
  public Optional<Duration> crawlDelay() {
    return group == null ? Optional.empty() : Optional.ofNullable(group.delay);
  }

  /** The sitemaps that the file names, in its order, each once; at most 1,000. */
  public List<WebUrl> sitemaps() {
    return sitemaps;
  }

  private RobotsDecision decide(String pathAndQuery) {
    if (pathAndQuery.equals(ROBOTS_PATH)) {
      return new RobotsDecision(true, "robots.txt itself is always allowed");
    }
    if (group == null) {
      return new RobotsDecision(true, "robots.txt has no group for " + agentToken);
    }
    String path = RobotsPath.ofUrl(pathAndQuery);
    RobotsRule deciding = null;
    for (RobotsRule rule : group.rules) {
      if (isStronger(rule, deciding) && rule.matches(path)) {
        deciding = rule;
      }
    }
    return deciding == null
        ? new RobotsDecision(true, "no rule of robots.txt matches")
        : new RobotsDecision(deciding.allow(), deciding.line());
  }

  private static boolean isStronger(RobotsRule rule, @Nullable RobotsRule than) {
    return than == null
        || rule.length() > than.length()
        || (rule.length() == than.length() && rule.allow() && !than.allow());
  }

  /** UTF-8 without byte order mark; of a file that is too long, the whole lines that fit. */
  private static String decoded(byte[] body) {
    int end = body.length;
    if (end > MOST_BYTES) {
      end = MOST_BYTES;
      while (end > 0 && body[end - 1] != '\n' && body[end - 1] != '\r') {
        end--;
      }
    }
    String text = new String(Arrays.copyOf(body, end), StandardCharsets.UTF_8);
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  private static List<WebUrl> sitemaps(RobotsFile file, WebUrl robotsUrl) {
    return file.sitemaps().stream()
        .limit(MOST_SITEMAPS)
        .flatMap(location -> WebUrl.parse(location, robotsUrl).stream())
        .filter(WebUrl::isHttp)
        .distinct()
        .toList();
  }

  private enum Kind {
    PARSED,
    ALLOW_ALL,
    DENY_ALL
  }
}
