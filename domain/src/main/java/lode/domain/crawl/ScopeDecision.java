package lode.domain.crawl;

/**
 * Whether a URL belongs to a crawl.
 *
 * @param rule what decided, in words: {@code excludePaths: /events/}
 */
public record ScopeDecision(boolean inScope, String rule) {

  static ScopeDecision in(String rule) {
    return new ScopeDecision(true, rule);
  }

  static ScopeDecision out(String rule) {
    return new ScopeDecision(false, rule);
  }
}
