package lode.domain.crawl;

/**
 * A pattern of URLs of which a crawl took as many as it takes; see {@link TrapGuard}.
 *
 * @param pattern as {@link TrapGuard#patternKey} writes it
 * @param taken URLs that were let in
 * @param skipped URLs that were kept out
 */
public record Trap(String pattern, long taken, long skipped) {}
