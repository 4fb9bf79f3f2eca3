package lode.adapters.llm;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import lode.domain.extraction.ModelCallFailed;
import lode.domain.extraction.ModelRateLimited;
import lode.domain.extraction.ModelRefused;
import lode.domain.extraction.ModelUnavailable;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what a server says instead of a reply: status, {@code Retry-After} and its words. */
final class ServerAnswers {

  static final JsonMapper MAPPER = JsonMapper.builder().build();

  private static final int LONGEST_MESSAGE = 300;
  private static final Duration LONGEST_WAIT = Duration.ofDays(1);
  private static final Pattern TOO_LONG =
      Pattern.compile(
          "context[ _](length|window|size)|maximum context|prompt is too long|too many tokens");
  private static final Pattern ABOUT_FORMAT =
      Pattern.compile(
          "response_format|response format|json_schema|json_object|json schema|guided|grammar"
              + "|structured output");

  private ServerAnswers() {}

  /** The failure that an HTTP status with this body means. */
  static ModelCallFailed failure(
      int status, String body, Optional<Duration> retryAfter, Secret secret) {
    if (status == 429) {
      return new ModelRateLimited(retryAfter);
    }
    String message = message(body, secret);
    if (status == 408 || status == 425 || status >= 500) {
      return new ModelUnavailable(
          "the model's server failed (" + status + "): " + message, retryAfter);
    }
    return new ModelRefused(status, message, isAboutLength(body));
  }

  /** Whether a refusal is about the length of the prompt. */
  static boolean isAboutLength(String body) {
    return TOO_LONG.matcher(body.toLowerCase(Locale.ROOT)).find();
  }

  /** Whether a refusal is about the way the reply's shape was asked for. */
  static boolean isAboutFormat(int status, String body) {
    // Servers that compile the schema to a grammar answer 500 when they cannot.
    return (status == 400 || status == 422 || status == 500 || status == 501)
        && !isAboutLength(body)
        && ABOUT_FORMAT.matcher(body.toLowerCase(Locale.ROOT)).find();
  }

  /** {@code Retry-After} in seconds or as an HTTP date (RFC 9110), never negative. */
  static Optional<Duration> retryAfter(Function<String, Optional<String>> headers, Clock clock) {
    Optional<Duration> millis =
        headers.apply("retry-after-ms").flatMap(ServerAnswers::number).map(Duration::ofMillis);
    return millis
        .or(() -> headers.apply("retry-after").flatMap(value -> wait(value.strip(), clock)))
        .map(wait -> wait.isNegative() ? Duration.ZERO : wait)
        .map(wait -> wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
  }

  private static Optional<Duration> wait(String value, Clock clock) {
    Optional<Duration> seconds = number(value).map(Duration::ofSeconds);
    return seconds.isPresent()
        ? seconds
        : date(value).map(at -> Duration.between(clock.instant(), at));
  }

  private static Optional<Long> number(String value) {
    return value.matches("\\d{1,15}") ? Optional.of(Long.valueOf(value)) : Optional.empty();
  }

  private static Optional<Instant> date(String value) {
    try {
      return Optional.of(
          ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException notADate) {
      return Optional.empty();
    }
  }

  /** The server's words: bounded, on one line, without secrets. */
  static String message(String body, Secret secret) {
    JsonNode json = json(body);
    String words = json == null ? body : words(json).orElse(body);
    String line = secret.removedFrom(words).replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    if (line.isEmpty()) {
      return "no message";
    }
    return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "...";
  }

  private static Optional<String> words(JsonNode json) {
    JsonNode error = json.path("error");
    for (JsonNode words :
        new JsonNode[] {error.path("message"), error, json.path("message"), json.path("detail")}) {
      if (words.isString()) {
        return Optional.of(words.asString());
      }
    }
    return Optional.empty();
  }

  static @Nullable JsonNode json(String text) {
    try {
      JsonNode json = MAPPER.readTree(text);
      return json.isObject() ? json : null;
    } catch (JacksonException notJson) {
      return null;
    }
  }
}
