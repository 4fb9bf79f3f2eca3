package lode.domain.crawl;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lode.domain.job.JobError;
import org.jspecify.annotations.Nullable;

/** What a site answered to one attempt. */
public sealed interface FetchResponse {

  /**
   * An answer with a body.
   *
   * @param robotsTag {@code X-Robots-Tag}, a line for each header; null without
   * @param link {@code Link} (RFC 8288), all of them joined by commas; null without
   * @param setCookies values of {@code Set-Cookie}, in order
   * @param contentLanguage {@code Content-Language}; null without
   */
  record Answered(
      int status,
      byte[] body,
      @Nullable String contentType,
      @Nullable String etag,
      @Nullable String lastModified,
      @Nullable String robotsTag,
      Optional<Duration> retryAfter,
      @Nullable String link,
      List<String> setCookies,
      @Nullable String contentLanguage)
      implements FetchResponse {

    /** An answer without links, cookies and language. */
    public Answered(
        int status,
        byte[] body,
        @Nullable String contentType,
        @Nullable String etag,
        @Nullable String lastModified,
        @Nullable String robotsTag,
        Optional<Duration> retryAfter) {
      this(
          status,
          body,
          contentType,
          etag,
          lastModified,
          robotsTag,
          retryAfter,
          null,
          List.of(),
          null);
    }
  }

  /**
   * 304: as it was.
   *
   * @param setCookies values of {@code Set-Cookie}, in order
   */
  record NotModified(List<String> setCookies) implements FetchResponse {

    /** One that sets no cookies. */
    public NotModified() {
      this(List.of());
    }
  }

  /**
   * A redirect, not followed.
   *
   * @param setCookies values of {@code Set-Cookie}, in order
   */
  record Redirected(int status, String location, List<String> setCookies) implements FetchResponse {

    /** A redirect that sets no cookies. */
    public Redirected(int status, String location) {
      this(status, location, List.of());
    }
  }

  /** Not to be fetched, by a rule of ours: address, port, size, type. */
  record Refused(String rule) implements FetchResponse {}

  /** No whole answer: connect, timeout, protocol. Worth another try. */
  record Broken(JobError error) implements FetchResponse {}
}
