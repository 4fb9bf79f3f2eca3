package lode.standalone.bench;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * How a stub model answers one call.
 *
 * @param status HTTP status; another than 200 is sent with headers and error message alone
 * @param writing what becomes of the right reply's text
 * @param tokenDelay pause before each token
 * @param thinkingApart whether the stream begins with tokens of {@code reasoning_content}
 * @param refusedFormats types of {@code response_format} that are answered with 400
 */
public record Behaviour(
    int status,
    Map<String, String> headers,
    String errorMessage,
    Delivery delivery,
    UnaryOperator<String> writing,
    String finishReason,
    Usage usage,
    Duration tokenDelay,
    boolean thinkingApart,
    Set<String> refusedFormats) {

  /** How the answer goes over the wire. */
  public enum Delivery {
    STREAM,
    /** Plain JSON, though a stream was asked for. */
    IN_ONE_PIECE,
    /** Nothing at all. */
    HANG_BEFORE_FIRST_BYTE,
    /** Headers, then comments as proxies send them, a token never. */
    COMMENTS_WITHOUT_TOKENS,
    /** Two tokens, then comments. */
    HANG_BETWEEN_TOKENS,
    /** Two tokens, then the end of the stream without a finish reason. */
    BREAK_OFF,
    /** Two tokens, then an error as an event. */
    ERROR_EVENT,
    /** The connection closes without an answer. */
    RESET,
    /** A page of HTML with status 200. */
    GARBAGE
  }

  /** What the answer says of tokens. */
  public enum Usage {
    RIGHT,
    WRONG,
    NONE
  }

  public Behaviour {
    headers = Map.copyOf(headers);
    refusedFormats = Set.copyOf(refusedFormats);
  }

  /** Streams the planted answer. */
  public static Behaviour wellBehaved() {
    return delivering(Delivery.STREAM);
  }

  /** Delivers the planted answer in this way. */
  public static Behaviour delivering(Delivery delivery) {
    return new Behaviour(
        200,
        Map.of(),
        "",
        delivery,
        UnaryOperator.identity(),
        "stop",
        Usage.RIGHT,
        Duration.ZERO,
        false,
        Set.of());
  }

  /** Fails with a status and the server's words. */
  public static Behaviour failing(int status, String message, Map<String, String> headers) {
    Behaviour well = wellBehaved();
    return new Behaviour(
        status,
        headers,
        message,
        well.delivery,
        well.writing,
        well.finishReason,
        well.usage,
        well.tokenDelay,
        false,
        Set.of());
  }

  /** 429 with a {@code Retry-After}, in seconds or as an HTTP date. */
  public static Behaviour rateLimited(String retryAfter) {
    return failing(429, "too many requests", Map.of("Retry-After", retryAfter));
  }

  /** The planted answer, written otherwise. */
  public Behaviour writing(UnaryOperator<String> other) {
    return new Behaviour(
        status,
        headers,
        errorMessage,
        delivery,
        other,
        finishReason,
        usage,
        tokenDelay,
        thinkingApart,
        refusedFormats);
  }

  /** The planted answer in a code fence. */
  public Behaviour fenced() {
    return writing(text -> "```json\n" + text + "\n```");
  }

  /** The planted answer behind think text. */
  public Behaviour thinking() {
    return writing(text -> "<think>Let me see {what} is asked.</think>\n" + text);
  }

  /** Stops after this share of the planted answer, with finish reason {@code length}. */
  public Behaviour truncatedTo(double share) {
    return writing(text -> text.substring(0, (int) (text.length() * share))).finishing("length");
  }

  /** Gives another finish reason. */
  public Behaviour finishing(String reason) {
    return new Behaviour(
        status,
        headers,
        errorMessage,
        delivery,
        writing,
        reason,
        usage,
        tokenDelay,
        thinkingApart,
        refusedFormats);
  }

  /** Says something else of tokens. */
  public Behaviour counting(Usage other) {
    return new Behaviour(
        status,
        headers,
        errorMessage,
        delivery,
        writing,
        finishReason,
        other,
        tokenDelay,
        thinkingApart,
        refusedFormats);
  }

  /** Pauses before each token. */
  public Behaviour trickling(Duration delay) {
    return new Behaviour(
        status,
        headers,
        errorMessage,
        delivery,
        writing,
        finishReason,
        usage,
        delay,
        thinkingApart,
        refusedFormats);
  }

  /** Begins the stream with thinking that stands apart from the content. */
  public Behaviour thinkingApartFromContent() {
    return new Behaviour(
        status,
        headers,
        errorMessage,
        delivery,
        writing,
        finishReason,
        usage,
        tokenDelay,
        true,
        refusedFormats);
  }

  /** Answers these types of {@code response_format} with 400. */
  public Behaviour refusing(String... formats) {
    return new Behaviour(
        status,
        headers,
        errorMessage,
        delivery,
        writing,
        finishReason,
        usage,
        tokenDelay,
        thinkingApart,
        Set.of(formats));
  }

  String written(String text) {
    return writing.apply(text);
  }
}
