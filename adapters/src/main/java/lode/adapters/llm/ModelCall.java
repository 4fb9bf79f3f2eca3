package lode.adapters.llm;

import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import dev.langchain4j.http.client.sse.ServerSentEventParsingHandle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import lode.domain.extraction.ModelCallFailed;
import lode.domain.extraction.ModelHung;
import lode.domain.extraction.ModelHung.Phase;
import lode.domain.extraction.ModelUnavailable;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The HTTP side of one model call, as LangChain4j asks for it. All of it runs in the calling thread:
 * an interrupt of that thread, a limit and an exception of the listener each end the exchange and
 * close the connection.
 */
final class ModelCall implements dev.langchain4j.http.client.HttpClient {

  private static final int MOST_ERROR_BYTES = 64 * 1024;
  private static final Set<String> HEADERS_OF_THE_CLIENT =
      Set.of("host", "content-length", "connection", "expect", "upgrade");

  private final HttpClient http;
  private final CallLimits limits;
  private final Secret secret;
  private final Clock clock;
  private final IntConsumer progress;

  private final long start = System.nanoTime();
  private long lastToken = start;
  private int tokens;
  private long bytes;
  private boolean ended;
  private boolean inOnePiece;
  private boolean refusedForItsFormat;
  private @Nullable RuntimeException failure;

  ModelCall(HttpClient http, CallLimits limits, Secret secret, Clock clock, IntConsumer progress) {
    this.http = http;
    this.limits = limits;
    this.secret = secret;
    this.clock = clock;
    this.progress = progress;
    this.inOnePiece = !limits.streaming();
  }

  /** Why the call failed; kept here since LangChain4j wraps or swallows what passes through it. */
  @Nullable RuntimeException failure() {
    return failure;
  }

  /** Whether the server refused the way in which the reply's shape was asked for. */
  boolean refusedForItsFormat() {
    return refusedForItsFormat;
  }

  @Override
  public SuccessfulHttpResponse execute(HttpRequest request) {
    return guarded(
        request,
        (exchange, head) ->
            SuccessfulHttpResponse.builder()
                .statusCode(head.statusCode())
                .headers(head.headers().map())
                .body(new String(body(exchange, limits.maxBytes()), StandardCharsets.UTF_8))
                .build());
  }

  @Override
  public void execute(
      HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
    guarded(
        request,
        (exchange, head) -> {
          listener.onOpen(
              SuccessfulHttpResponse.builder()
                  .statusCode(head.statusCode())
                  .headers(head.headers().map())
                  .build());
          stream(exchange, listener);
          listener.onClose();
          return null;
        });
  }

  private interface Reading<T extends @Nullable Object> {
    T read(HttpExchange exchange, HttpResponse.ResponseInfo head)
        throws IOException, InterruptedException, HttpExchange.TimedOut;
  }

  private <T extends @Nullable Object> T guarded(HttpRequest request, Reading<T> reading) {
    try (HttpExchange exchange = new HttpExchange(http, jdkRequest(request))) {
      HttpResponse.ResponseInfo head = exchange.head(deadline());
      if (head.statusCode() / 100 != 2) {
        throw refusal(exchange, head);
      }
      return reading.read(exchange, head);
    } catch (HttpExchange.TimedOut timedOut) {
      throw kept(hung());
    } catch (IOException broken) {
      throw kept(new ModelUnavailable("no answer of the model's server: " + words(broken)));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw kept(new ModelUnavailable("the call was interrupted"));
    } catch (RuntimeException fromListener) {
      throw kept(fromListener);
    }
  }

  private RuntimeException kept(RuntimeException reason) {
    failure = reason;
    return reason;
  }

  /** An exception's own words may hold the address with its credentials; its kind does not. */
  private static String words(IOException broken) {
    return broken.getClass().getSimpleName();
  }

  private java.net.http.HttpRequest jdkRequest(HttpRequest request) {
    java.net.http.HttpRequest.Builder builder =
        java.net.http.HttpRequest.newBuilder(URI.create(request.url()));
    request
        .headers()
        .forEach(
            (name, values) -> {
              if (!HEADERS_OF_THE_CLIENT.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> builder.header(name, value));
              }
            });
    String body = request.body();
    return builder
        .method(
            request.method().name(),
            body == null
                ? java.net.http.HttpRequest.BodyPublishers.noBody()
                : java.net.http.HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private ModelCallFailed refusal(HttpExchange exchange, HttpResponse.ResponseInfo head)
      throws InterruptedException {
    String body;
    try {
      body = new String(body(exchange, MOST_ERROR_BYTES), StandardCharsets.UTF_8);
    } catch (IOException | HttpExchange.TimedOut | ModelUnavailable unread) {
      // The status says enough; its explanation is a gift.
      body = "";
    }
    int status = head.statusCode();
    refusedForItsFormat = ServerAnswers.isAboutFormat(status, body);
    return ServerAnswers.failure(
        status, body, ServerAnswers.retryAfter(head.headers()::firstValue, clock), secret);
  }

  private byte[] body(HttpExchange exchange, int limit)
      throws IOException, InterruptedException, HttpExchange.TimedOut {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (byte[] piece = piece(exchange, limit); piece != null; piece = piece(exchange, limit)) {
      body.writeBytes(piece);
    }
    return body.toByteArray();
  }

  private byte @Nullable [] piece(HttpExchange exchange, int limit)
      throws IOException, InterruptedException, HttpExchange.TimedOut {
    byte[] piece = exchange.piece(deadline());
    bytes += piece == null ? 0 : piece.length;
    if (bytes > limit) {
      throw new ModelUnavailable("the answer of the model's server exceeds " + limit + " bytes");
    }
    return piece;
  }

  private void stream(HttpExchange exchange, ServerSentEventListener listener)
      throws IOException, InterruptedException, HttpExchange.TimedOut {
    byte[] first = firstBytes(exchange);
    if (opensJson(first)) {
      whole(first, exchange, listener);
      return;
    }
    EventStream events = new EventStream();
    byte[] piece = first;
    while (piece != null) {
      if (!dispatched(events.feed(piece), listener)) {
        return;
      }
      piece = nextPiece(exchange);
    }
    dispatched(events.end(), listener);
    if (!ended) {
      throw new ModelUnavailable("the model's server broke off its answer");
    }
  }

  /** Behind the finish reason come the counts of tokens; a reply is not lost for lack of them. */
  private byte @Nullable [] nextPiece(HttpExchange exchange)
      throws IOException, InterruptedException, HttpExchange.TimedOut {
    try {
      return piece(exchange, limits.maxBytes());
    } catch (IOException | HttpExchange.TimedOut withoutCounts) {
      if (ended) {
        return null;
      }
      throw withoutCounts;
    }
  }

  /** All up to the first character that is not blank: by it a stream and a plain answer differ. */
  private byte[] firstBytes(HttpExchange exchange)
      throws IOException, InterruptedException, HttpExchange.TimedOut {
    ByteArrayOutputStream first = new ByteArrayOutputStream();
    byte[] piece = piece(exchange, limits.maxBytes());
    while (piece != null) {
      first.writeBytes(piece);
      if (!first.toString(StandardCharsets.ISO_8859_1).isBlank()) {
        break;
      }
      piece = piece(exchange, limits.maxBytes());
    }
    return first.toByteArray();
  }

  private static boolean opensJson(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8).stripLeading().startsWith("{");
  }

  /** A server that does not stream: its whole answer becomes one event. */
  private void whole(byte[] first, HttpExchange exchange, ServerSentEventListener listener)
      throws IOException, InterruptedException, HttpExchange.TimedOut {
    inOnePiece = true;
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(first);
    all.writeBytes(body(exchange, limits.maxBytes()));
    JsonNode json = ServerAnswers.json(all.toString(StandardCharsets.UTF_8));
    if (json == null) {
      throw new ModelUnavailable("the model's server gave an answer that is no JSON");
    }
    if (json.path("choices").path(0) instanceof ObjectNode choice && choice.has("message")) {
      choice.set("delta", choice.get("message"));
      choice.remove("message");
    }
    event(json, listener);
  }

  /** Passes events on; false when one of them says that all is done. */
  private boolean dispatched(List<String> events, ServerSentEventListener listener) {
    for (String data : events) {
      if (data.strip().equals("[DONE]")) {
        ended = true;
        return false;
      }
      JsonNode json = ServerAnswers.json(data);
      if (json == null) {
        throw new ModelUnavailable("the model's server sent an event that is no JSON");
      }
      event(json, listener);
    }
    return true;
  }

  private void event(JsonNode json, ServerSentEventListener listener) {
    if (json.hasNonNull("error")) {
      throw failureInside(json);
    }
    if (json instanceof ObjectNode object && !plausible(json.path("usage"))) {
      object.remove("usage");
    }
    listener.onEvent(
        new ServerSentEvent(null, json.toString()), new ServerSentEventContext(Handle.INSTANCE));
    JsonNode choice = json.path("choices").path(0);
    if (holdsToken(choice.path("delta"))) {
      tokenSeen();
    }
    ended |= choice.path("finish_reason").isString();
  }

  private ModelCallFailed failureInside(JsonNode json) {
    JsonNode code = json.path("error").path("code");
    int status = code.isInt() && code.asInt() >= 400 && code.asInt() < 600 ? code.asInt() : 500;
    return ServerAnswers.failure(status, json.toString(), Optional.empty(), secret);
  }

  private static boolean plausible(JsonNode usage) {
    return usage.path("prompt_tokens").isInt()
        && usage.path("completion_tokens").isInt()
        && usage.path("prompt_tokens").asInt() > 0
        && usage.path("completion_tokens").asInt() >= 0;
  }

  private static boolean holdsToken(JsonNode delta) {
    for (String name : List.of("content", "reasoning_content", "reasoning")) {
      if (delta.path(name).isString() && !delta.path(name).asString().isEmpty()) {
        return true;
      }
    }
    return delta.path("tool_calls").size() > 0;
  }

  private void tokenSeen() {
    tokens++;
    lastToken = System.nanoTime();
    progress.accept(tokens);
  }

  private long deadline() {
    long total = start + limits.total().toNanos();
    if (inOnePiece) {
      return total;
    }
    long next =
        tokens == 0 ? start + limits.firstToken().toNanos() : lastToken + limits.gap().toNanos();
    return next - total < 0 ? next : total;
  }

  private ModelHung hung() {
    if (System.nanoTime() - start >= limits.total().toNanos() || inOnePiece) {
      return new ModelHung(Phase.TOTAL, limits.total());
    }
    return tokens == 0
        ? new ModelHung(Phase.FIRST_TOKEN, limits.firstToken())
        : new ModelHung(Phase.BETWEEN_TOKENS, limits.gap());
  }

  /** LangChain4j's way to cancel; nothing here uses it, since an exception ends the call. */
  private enum Handle implements ServerSentEventParsingHandle {
    INSTANCE;

    @Override
    public void cancel() {
      throw new UnsupportedOperationException("throw from the progress to end a call");
    }

    @Override
    public boolean isCancelled() {
      return false;
    }
  }
}
