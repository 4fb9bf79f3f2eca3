package lode.standalone.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An OpenAI-compatible server on loopback that answers from planted facts and misbehaves on demand:
 * {@code /v1/chat/completions} streaming and not, {@code /v1/models}, {@code /v1/embeddings}.
 */
public final class ModelStub implements AutoCloseable {

  /** Name of the model that it says it is. */
  public static final String MODEL = "stub-model";

  /** Length of its embeddings. */
  public static final int DIMENSIONS = 64;

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int MOST_CALLS_KEPT = 500;
  private static final int CHARACTERS_A_TOKEN = 4;
  private static final Duration PULSE = Duration.ofMillis(20);

  private final HttpServer server;
  private final ExecutorService threads;
  private final PlantedAnswers planted;
  private final Queue<Behaviour> script = new ConcurrentLinkedQueue<>();
  private volatile Behaviour usual = Behaviour.wellBehaved();
  private final Deque<Call> calls = new ArrayDeque<>();
  private final AtomicInteger callCount = new AtomicInteger();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger mostInFlight = new AtomicInteger();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final CountDownLatch clientLeft = new CountDownLatch(1);

  static {
    // Without it each answer on a kept connection waits 40 ms for the client's delayed ACK, which a
    // benchmark would take for the model. The JDK reads it when its server class is loaded.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  /**
   * A call as it was received.
   *
   * @param responseFormat type of the {@code response_format}; "none" without
   * @param maxTokens value of {@code max_tokens} or {@code max_completion_tokens}; 0 without
   * @param authorization the header as sent; empty without
   * @param upgrade the {@code Upgrade} header as sent; empty without
   */
  public record Call(
      String path,
      String model,
      boolean stream,
      String responseFormat,
      double temperature,
      int maxTokens,
      String system,
      String user,
      String authorization,
      String upgrade,
      JsonNode body) {}

  private ModelStub(List<PlantedFact> facts) {
    this.planted = new PlantedAnswers(facts);
    this.threads =
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, "model-stub");
              thread.setDaemon(true);
              return thread;
            });
    try {
      this.server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/v1/chat/completions", exchange -> counted(exchange, this::chat));
    server.createContext("/v1/embeddings", exchange -> counted(exchange, this::embeddings));
    server.createContext("/v1/models", exchange -> counted(exchange, this::models));
    server.start();
  }

  /** Starts a stub that answers each prompt with the facts whose quotes stand in it. */
  public static ModelStub answering(List<PlantedFact> facts) {
    return new ModelStub(facts);
  }

  /** Address with the version path, such as {@code http://127.0.0.1:40123/v1}. */
  public String baseUrl() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  /** Adds behaviours for the next chat calls, one each; then the usual one is back. */
  public ModelStub next(Behaviour... behaviours) {
    script.addAll(List.of(behaviours));
    return this;
  }

  /** Sets the behaviour of all calls that have none of their own. */
  public ModelStub usually(Behaviour behaviour) {
    usual = behaviour;
    return this;
  }

  /** The last calls, oldest first; at most 500. */
  public List<Call> calls() {
    synchronized (calls) {
      return List.copyOf(calls);
    }
  }

  /** Number of calls so far, of all kinds. */
  public int callCount() {
    return callCount.get();
  }

  /** Calls that are being answered now. */
  public int inFlight() {
    return inFlight.get();
  }

  /** Most calls that were being answered at the same time. */
  public int mostInFlight() {
    return mostInFlight.get();
  }

  /** Waits until a client has closed the connection of a call that was still being answered. */
  public boolean sawClientLeave(Duration patience) throws InterruptedException {
    return clientLeft.await(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private interface Answer {
    void give(HttpExchange exchange, JsonNode request) throws IOException, InterruptedException;
  }

  private void counted(HttpExchange exchange, Answer answer) throws IOException {
    callCount.incrementAndGet();
    mostInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
    try (exchange) {
      byte[] bytes = exchange.getRequestBody().readAllBytes();
      JsonNode request = bytes.length == 0 ? JSON.objectNode() : MAPPER.readTree(bytes);
      record(exchange, request);
      answer.give(exchange, request);
    } catch (IOException left) {
      clientLeft.countDown();
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    } finally {
      inFlight.decrementAndGet();
    }
  }

  private void record(HttpExchange exchange, JsonNode request) {
    int maxTokens =
        request.path("max_tokens").asInt(request.path("max_completion_tokens").asInt(0));
    Call call =
        new Call(
            exchange.getRequestURI().getPath(),
            request.path("model").asString(""),
            request.path("stream").asBoolean(false),
            request.path("response_format").path("type").asString("none"),
            request.path("temperature").asDouble(0),
            maxTokens,
            message(request, "system"),
            message(request, "user"),
            header(exchange, "Authorization"),
            header(exchange, "Upgrade"),
            request);
    synchronized (calls) {
      if (calls.size() == MOST_CALLS_KEPT) {
        calls.removeFirst();
      }
      calls.addLast(call);
    }
  }

  private static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  private static String message(JsonNode request, String role) {
    StringBuilder text = new StringBuilder();
    for (JsonNode message : request.path("messages")) {
      if (message.path("role").asString("").equals(role)) {
        text.append(message.path("content").asString(""));
      }
    }
    return text.toString();
  }

  private void chat(HttpExchange exchange, JsonNode request)
      throws IOException, InterruptedException {
    Behaviour scripted = script.poll();
    Behaviour behaviour = scripted == null ? usual : scripted;
    String format = request.path("response_format").path("type").asString("none");
    if (behaviour.refusedFormats().contains(format)) {
      send(exchange, 400, error("This server does not support response_format " + format));
      return;
    }
    if (behaviour.status() != 200) {
      behaviour.headers().forEach(exchange.getResponseHeaders()::add);
      send(exchange, behaviour.status(), error(behaviour.errorMessage()));
      return;
    }
    switch (behaviour.delivery()) {
      case RESET -> exchange.close();
      case HANG_BEFORE_FIRST_BYTE -> closing.await();
      case COMMENTS_WITHOUT_TOKENS -> hang(exchange, null);
      case GARBAGE -> send(exchange, 200, "<html><body>This is no API</body></html>", "text/html");
      default -> reply(exchange, request, behaviour);
    }
  }

  private void reply(HttpExchange exchange, JsonNode request, Behaviour behaviour)
      throws IOException, InterruptedException {
    JsonNode schema = request.path("response_format").path("json_schema").path("schema");
    String text = behaviour.written(planted.to(message(request, "user"), schema));
    boolean stream = request.path("stream").asBoolean(false);
    if (!stream || behaviour.delivery() == Behaviour.Delivery.IN_ONE_PIECE) {
      send(exchange, 200, whole(request, text, behaviour).toString());
      return;
    }
    exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    event(out, chunk(JSON.objectNode().put("role", "assistant").put("content", ""), null));
    stream(exchange, out, text, behaviour);
    if (behaviour.delivery() == Behaviour.Delivery.BREAK_OFF) {
      out.close();
      return;
    }
    event(out, chunk(JSON.objectNode(), behaviour.finishReason()));
    JsonNode usage = usage(request, text, behaviour);
    if (usage != null && request.path("stream_options").path("include_usage").asBoolean(false)) {
      ObjectNode last = chunk(JSON.objectNode(), null);
      last.set("choices", JSON.arrayNode());
      last.set("usage", usage);
      event(out, last);
    }
    out.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
    out.close();
  }

  private void stream(HttpExchange exchange, OutputStream out, String text, Behaviour behaviour)
      throws IOException, InterruptedException {
    if (behaviour.thinkingApart()) {
      event(out, chunk(JSON.objectNode().put("reasoning_content", "Let me see"), null));
    }
    List<String> tokens = tokens(text);
    for (int i = 0; i < tokens.size(); i++) {
      if (behaviour.delivery() == Behaviour.Delivery.HANG_BETWEEN_TOKENS && i == 2) {
        hang(exchange, out);
      }
      if (behaviour.delivery() == Behaviour.Delivery.BREAK_OFF && i == 2) {
        return;
      }
      if (behaviour.delivery() == Behaviour.Delivery.ERROR_EVENT && i == 2) {
        event(out, error("the engine died"));
      }
      pause(behaviour.tokenDelay());
      event(out, chunk(JSON.objectNode().put("content", tokens.get(i)), null));
    }
  }

  /** Sends nothing but comments, which are no tokens, until the client leaves or the stub closes. */
  private void hang(HttpExchange exchange, @Nullable OutputStream begun)
      throws IOException, InterruptedException {
    OutputStream out = begun;
    while (!closing.await(PULSE.toMillis(), TimeUnit.MILLISECONDS)) {
      if (out == null) {
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        out = exchange.getResponseBody();
      }
      out.write(": still here\n\n".getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
  }

  private void pause(Duration delay) throws InterruptedException {
    if (!delay.isZero() && closing.await(delay.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new InterruptedException("the stub closes");
    }
  }

  private static List<String> tokens(String text) {
    List<String> tokens = new ArrayList<>();
    for (int i = 0; i < text.length(); i += CHARACTERS_A_TOKEN) {
      tokens.add(text.substring(i, Math.min(i + CHARACTERS_A_TOKEN, text.length())));
    }
    return tokens;
  }

  private static void event(OutputStream out, JsonNode data) throws IOException {
    out.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static void event(OutputStream out, String data) throws IOException {
    event(out, MAPPER.readTree(data));
  }

  private static ObjectNode chunk(ObjectNode delta, @Nullable String finishReason) {
    ObjectNode choice = JSON.objectNode().put("index", 0).put("finish_reason", finishReason);
    choice.set("delta", delta);
    ObjectNode chunk = head("chat.completion.chunk");
    chunk.putArray("choices").add(choice);
    return chunk;
  }

  private static ObjectNode whole(JsonNode request, String text, Behaviour behaviour) {
    ObjectNode choice =
        JSON.objectNode().put("index", 0).put("finish_reason", behaviour.finishReason());
    choice.set("message", JSON.objectNode().put("role", "assistant").put("content", text));
    ObjectNode whole = head("chat.completion");
    whole.putArray("choices").add(choice);
    JsonNode usage = usage(request, text, behaviour);
    if (usage != null) {
      whole.set("usage", usage);
    }
    return whole;
  }

  private static ObjectNode head(String object) {
    return JSON.objectNode()
        .put("id", "chatcmpl-stub")
        .put("object", object)
        .put("created", 0)
        .put("model", MODEL);
  }

  private static @Nullable JsonNode usage(JsonNode request, String text, Behaviour behaviour) {
    int prompt = (message(request, "system") + message(request, "user")).length();
    return switch (behaviour.usage()) {
      case RIGHT ->
          usage(prompt / CHARACTERS_A_TOKEN, Math.max(1, text.length() / CHARACTERS_A_TOKEN));
      case WRONG -> usage(-1, 0);
      case NONE -> null;
    };
  }

  private static ObjectNode usage(int prompt, int completion) {
    return JSON.objectNode()
        .put("prompt_tokens", prompt)
        .put("completion_tokens", completion)
        .put("total_tokens", prompt + completion);
  }

  private void models(HttpExchange exchange, JsonNode request) throws IOException {
    ObjectNode list = JSON.objectNode().put("object", "list");
    list.putArray("data").add(JSON.objectNode().put("id", MODEL).put("object", "model"));
    send(exchange, 200, list.toString());
  }

  private void embeddings(HttpExchange exchange, JsonNode request) throws IOException {
    ArrayNode data = JSON.arrayNode();
    JsonNode input = request.path("input");
    List<String> texts = new ArrayList<>();
    if (input.isArray()) {
      input.forEach(text -> texts.add(text.asString("")));
    } else {
      texts.add(input.asString(""));
    }
    for (int i = 0; i < texts.size(); i++) {
      ObjectNode entry = JSON.objectNode().put("object", "embedding").put("index", i);
      ArrayNode numbers = entry.putArray("embedding");
      for (float number : vector(texts.get(i))) {
        numbers.add(number);
      }
      data.add(entry);
    }
    ObjectNode answer = JSON.objectNode().put("object", "list").put("model", MODEL);
    answer.set("data", data);
    answer.set("usage", JSON.objectNode().put("prompt_tokens", 1).put("total_tokens", 1));
    send(exchange, 200, answer.toString());
  }

  /** Words counted into buckets: texts that share words are near. */
  private static float[] vector(String text) {
    float[] vector = new float[DIMENSIONS];
    for (String word : text.toLowerCase(Locale.ROOT).split("\\W+")) {
      vector[Math.floorMod(word.hashCode(), DIMENSIONS)]++;
    }
    return vector;
  }

  private static String error(String message) {
    ObjectNode error = JSON.objectNode();
    error.set("error", JSON.objectNode().put("message", message).put("type", "stub"));
    return error.toString();
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    send(exchange, status, body, "application/json");
  }

  private static void send(HttpExchange exchange, int status, String body, String type)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
