package lode.standalone.bench;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** How a stub model answers one call; each method gives a changed copy. */
public final class Behaviour implements Cloneable {

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

  private int status = 200;
  private Map<String, String> headers = Map.of();
  private String errorMessage = "";
  private Delivery delivery = Delivery.STREAM;
  private UnaryOperator<String> writing = UnaryOperator.identity();
  private String finishReason = "stop";
  private Usage usage = Usage.RIGHT;
  private Duration tokenDelay = Duration.ZERO;
  private boolean thinkingApart;
  private Set<String> refusedFormats = Set.of();

  private Behaviour() {}

  /** Streams the planted answer. */
  public static Behaviour wellBehaved() {
    return new Behaviour();
  }

  /** Delivers the planted answer in this way. */
  public static Behaviour delivering(Delivery delivery) {
    return wellBehaved().with(next -> next.delivery = delivery);
  }

  /** Fails with a status and the server's words. */
  public static Behaviour failing(int status, String message, Map<String, String> headers) {
    return wellBehaved()
        .with(
            next -> {
              next.status = status;
              next.errorMessage = message;
              next.headers = Map.copyOf(headers);
            });
  }

  /** 429 with a {@code Retry-After}, in seconds or as an HTTP date. */
  public static Behaviour rateLimited(String retryAfter) {
    return failing(429, "too many requests", Map.of("Retry-After", retryAfter));
  }

  /** The planted answer, written otherwise. */
  public Behaviour writing(UnaryOperator<String> other) {
    return with(next -> next.writing = other);
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
    return with(next -> next.finishReason = reason);
  }

  /** Says something else of tokens. */
  public Behaviour counting(Usage other) {
    return with(next -> next.usage = other);
  }

  /** Pauses before each token. */
  public Behaviour trickling(Duration delay) {
    return with(next -> next.tokenDelay = delay);
  }

  /** Begins the stream with thinking that stands apart from the content. */
  public Behaviour thinkingApartFromContent() {
    return with(next -> next.thinkingApart = true);
  }

  /** Answers these types of {@code response_format} with 400. */
  public Behaviour refusing(String... formats) {
    return with(next -> next.refusedFormats = Set.of(formats));
  }

  private Behaviour with(Consumer<Behaviour> change) {
    try {
      Behaviour next = (Behaviour) clone();
      change.accept(next);
      return next;
    } catch (CloneNotSupportedException impossible) {
      throw new AssertionError(impossible);
    }
  }

  String written(String text) {
    return writing.apply(text);
  }

  /** HTTP status; another than 200 is sent with headers and error message alone. */
  int status() {
    return status;
  }

  Map<String, String> headers() {
    return headers;
  }

  String errorMessage() {
    return errorMessage;
  }

  Delivery delivery() {
    return delivery;
  }

  String finishReason() {
    return finishReason;
  }

  Usage usage() {
    return usage;
  }

  Duration tokenDelay() {
    return tokenDelay;
  }

  boolean thinkingApart() {
    return thinkingApart;
  }

  Set<String> refusedFormats() {
    return refusedFormats;
  }
}
