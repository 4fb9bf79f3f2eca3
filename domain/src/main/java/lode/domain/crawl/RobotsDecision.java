package lode.domain.crawl;

/**
 * Whether robots.txt lets a page be fetched.
 *
 * @param rule the line that decided, such as {@code Disallow: /internal/}, or why there was none
 */
public record RobotsDecision(boolean allowed, String rule) {}
