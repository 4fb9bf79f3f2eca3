package lode.standalone.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import lode.adapters.llm.ModelSettings;
import lode.adapters.llm.ModelSettings.StructuredOutput;
import lode.adapters.llm.ModelSettings.TokensParameter;
import lode.adapters.llm.OpenAiLanguageModel;
import lode.adapters.llm.Secret;
import lode.domain.extraction.ExtractionPrompts;
import lode.domain.extraction.LanguageModel;
import lode.domain.extraction.LanguageModel.Progress;
import lode.domain.extraction.ModelCallFailed;
import lode.domain.extraction.ModelHung;
import lode.domain.extraction.ModelHung.Phase;
import lode.domain.extraction.ModelNotConfigured;
import lode.domain.extraction.ModelRateLimited;
import lode.domain.extraction.ModelRefused;
import lode.domain.extraction.ModelReply;
import lode.domain.extraction.ModelReply.FinishReason;
import lode.domain.extraction.ModelReplyReader;
import lode.domain.extraction.ModelRequest;
import lode.domain.extraction.ModelUnavailable;
import lode.domain.extraction.PromptPage;
import lode.domain.extraction.ReadReply;
import lode.domain.project.Field;
import lode.domain.project.FieldGroup;
import lode.domain.project.FieldType;
import lode.standalone.bench.Behaviour;
import lode.standalone.bench.Behaviour.Delivery;
import lode.standalone.bench.Behaviour.Usage;
import lode.standalone.bench.ModelStub;
import lode.standalone.bench.PlantedFact;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class OpenAiLanguageModelTest {

  private static final String KEY = "sk-very-secret-key-0123456789";
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-01-05T12:00:00Z"), ZoneOffset.UTC);
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(300);

  private static final List<FieldGroup> GROUPS =
      List.of(
          new FieldGroup(
              "profile",
              null,
              false,
              List.of(),
              null,
              null,
              List.of(field("founded", FieldType.INTEGER), field("city", FieldType.TEXT))),
          new FieldGroup(
              "products",
              null,
              true,
              List.of("name"),
              null,
              null,
              List.of(field("name", FieldType.TEXT), field("power", FieldType.NUMBER))));

  private static final String TEXT =
      "Acme was founded in 1999. The A1 pump gives 7.5 kW. The A2 pump gives 11 kW.";

  private final ModelStub stub =
      ModelStub.answering(
          List.of(
              new PlantedFact("profile", "founded", null, JSON.numberNode(1999), "founded in 1999"),
              new PlantedFact("profile", "city", null, JSON.stringNode("Bonn"), "based in Bonn"),
              new PlantedFact("products", "name", "A1", JSON.stringNode("A1"), "The A1 pump"),
              new PlantedFact("products", "power", "A1", JSON.numberNode(7.5), "gives 7.5 kW"),
              new PlantedFact("products", "name", "A2", JSON.stringNode("A2"), "The A2 pump")));

  @AfterEach
  void closeStub() {
    stub.close();
  }

  @Test
  void repliesWithPlantedAnswersInTheShapeAsked() {
    ModelReply reply = model(patient()).complete(request(), Progress.IGNORED);

    assertThat(reply.finish()).isEqualTo(FinishReason.STOP);
    assertThat(reply.model()).isEqualTo(ModelStub.MODEL);
    assertThat(reply.tokensEstimated()).isFalse();
    assertThat(reply.promptTokens()).isPositive();
    assertPlanted(reply);
  }

  @Test
  void sendsWhatWasAskedFor() {
    model(patient()).complete(request(), Progress.IGNORED);

    ModelStub.Call call = stub.calls().get(0);
    assertThat(call.stream()).isTrue();
    assertThat(call.responseFormat()).isEqualTo("json_schema");
    assertThat(call.temperature()).isEqualTo(0.1);
    assertThat(call.maxTokens()).isEqualTo(2000);
    assertThat(call.body().has("max_tokens")).isTrue();
    assertThat(call.system()).isEqualTo(request().system());
    assertThat(call.user()).isEqualTo(request().user());
    assertThat(call.authorization()).isEqualTo("Bearer " + KEY);
    assertThat(call.upgrade()).isEmpty();
    var format = call.body().path("response_format").path("json_schema");
    assertThat(format.path("strict").asBoolean()).isTrue();
    assertThat(format.path("schema")).isEqualTo(request().jsonSchema());
  }

  @Test
  void asksWithTheOtherNameOfTheLimitWhereConfigured() {
    ModelSettings settings =
        settings(StructuredOutput.NONE, TokensParameter.MAX_COMPLETION_TOKENS, 500, true, 1 << 20);
    new OpenAiLanguageModel(settings, NOON).complete(request(), Progress.IGNORED);

    ModelStub.Call call = stub.calls().get(0);
    assertThat(call.body().path("max_completion_tokens").asInt()).isEqualTo(500);
    assertThat(call.body().has("max_tokens")).isFalse();
    assertThat(call.responseFormat()).isEqualTo("none");
  }

  @Test
  void tellsOfTokensAsTheyCome() {
    List<Integer> seen = new ArrayList<>();
    model(patient()).complete(request(), seen::add);
    assertThat(seen).hasSizeGreaterThan(10).isSorted().startsWith(1, 2, 3);
  }

  @Test
  void thinkingApartCountsAsTokensButNotAsText() {
    stub.next(Behaviour.wellBehaved(), Behaviour.wellBehaved().thinkingApartFromContent());
    List<Integer> plain = new ArrayList<>();
    List<Integer> thinking = new ArrayList<>();
    LanguageModel model = model(patient());
    model.complete(request(), plain::add);
    assertPlanted(model.complete(request(), thinking::add));
    assertThat(thinking).hasSize(plain.size() + 1);
  }

  @Test
  void whatProgressThrowsEndsTheCall() throws InterruptedException {
    stub.next(Behaviour.delivering(Delivery.HANG_BETWEEN_TOKENS));
    IllegalStateException cancelled = new IllegalStateException("cancelled");
    Throwable thrown =
        catchThrowableOfType(
            RuntimeException.class,
            () ->
                model(patient())
                    .complete(
                        request(),
                        tokens -> {
                          throw cancelled;
                        }));
    assertThat(thrown).isSameAs(cancelled);
    assertThat(stub.sawClientLeave(LONG)).isTrue();
  }

  @Test
  void readsFencedAndThinkingReplies() {
    stub.next(Behaviour.wellBehaved().fenced(), Behaviour.wellBehaved().thinking());
    LanguageModel model = model(patient());
    assertPlanted(model.complete(request(), Progress.IGNORED));
    assertPlanted(model.complete(request(), Progress.IGNORED));
  }

  @Test
  void truncatedReplySaysSo() {
    stub.next(Behaviour.wellBehaved().truncatedTo(0.8));
    ModelReply reply = model(patient()).complete(request(), Progress.IGNORED);
    assertThat(reply.finish()).isEqualTo(FinishReason.LENGTH);
    assertThat(ModelReplyReader.read(reply, GROUPS).truncated()).isTrue();
  }

  @Test
  void emptyReplyIsAReply() {
    stub.next(Behaviour.wellBehaved().writing(text -> ""));
    assertThat(model(patient()).complete(request(), Progress.IGNORED).text()).isEmpty();
  }

  @Test
  void replyThatIsNoJsonIsAReply() {
    stub.next(Behaviour.wellBehaved().writing(text -> "Sorry, no."));
    assertThat(model(patient()).complete(request(), Progress.IGNORED).text())
        .isEqualTo("Sorry, no.");
  }

  @Test
  void otherFinishReasonsAreOther() {
    stub.next(Behaviour.wellBehaved().finishing("content_filter"));
    assertThat(model(patient()).complete(request(), Progress.IGNORED).finish())
        .isEqualTo(FinishReason.OTHER);
  }

  @ParameterizedTest
  @EnumSource(
      value = Usage.class,
      names = {"WRONG", "NONE"})
  void estimatesTokensWithoutUsableCounts(Usage usage) {
    stub.next(Behaviour.wellBehaved().counting(usage));
    ModelReply reply = model(patient()).complete(request(), Progress.IGNORED);
    assertThat(reply.tokensEstimated()).isTrue();
    assertThat(reply.promptTokens())
        .isEqualTo((request().system().length() + request().user().length() + 3) / 4);
    assertThat(reply.completionTokens()).isEqualTo((reply.text().length() + 3) / 4);
  }

  @Test
  void readsServerThatDoesNotStream() {
    stub.next(Behaviour.delivering(Delivery.IN_ONE_PIECE));
    ModelReply reply = model(patient()).complete(request(), Progress.IGNORED);
    assertPlanted(reply);
    assertThat(reply.tokensEstimated()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "7 | PT7S",
        "0 | PT0S",
        "Mon, 05 Jan 2026 12:01:30 GMT | PT1M30S",
        "Mon, 05 Jan 2026 11:00:00 GMT | PT0S",
        "99999999999 | PT24H"
      })
  void retryAfterReachesTheFailure(String header, Duration expected) {
    stub.next(Behaviour.rateLimited(header));
    ModelCallFailed failure = failure(patient());
    assertThat(failure).isInstanceOf(ModelRateLimited.class);
    assertThat(failure.retriable()).isTrue();
    assertThat(failure.retryAfter()).contains(expected);
    assertThat(stub.callCount()).isEqualTo(1);
  }

  @Test
  void unreadableRetryAfterIsNone() {
    stub.next(Behaviour.rateLimited("soon"));
    assertThat(failure(patient()).retryAfter()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"500", "502", "503", "529", "408"})
  void failingServerIsUnavailable(int status) {
    stub.next(Behaviour.failing(status, "broken", Map.of("Retry-After", "3")));
    ModelCallFailed failure = failure(patient());
    assertThat(failure).isInstanceOf(ModelUnavailable.class).hasMessageContaining("broken");
    assertThat(failure.retriable()).isTrue();
    assertThat(failure.retryAfter()).isEqualTo(Optional.of(Duration.ofSeconds(3)));
  }

  @ParameterizedTest
  @CsvSource({"400", "401", "403", "404", "302"})
  void refusalIsNotRetried(int status) {
    stub.next(Behaviour.failing(status, "no such thing", Map.of()));
    ModelCallFailed failure = failure(patient());
    assertThat(failure)
        .isInstanceOfSatisfying(
            ModelRefused.class,
            refused -> {
              assertThat(refused.status()).isEqualTo(status);
              assertThat(refused.promptTooLong()).isFalse();
            });
    assertThat(failure.retriable()).isFalse();
    assertThat(stub.callCount()).isEqualTo(1);
  }

  @Test
  void tellsPromptThatIsTooLong() {
    stub.next(
        Behaviour.failing(
            400, "This model's maximum context length is 4096 tokens (response_format)", Map.of()));
    assertThat(failure(patient()))
        .isInstanceOfSatisfying(
            ModelRefused.class, refused -> assertThat(refused.promptTooLong()).isTrue());
    assertThat(stub.callCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Delivery.class,
      names = {"RESET", "BREAK_OFF", "ERROR_EVENT", "GARBAGE"})
  void brokenAnswerIsUnavailable(Delivery delivery) {
    stub.next(Behaviour.delivering(delivery));
    assertThat(failure(patient())).isInstanceOf(ModelUnavailable.class);
  }

  @Test
  void refusedConnectionIsUnavailable() {
    ModelSettings settings = patient();
    stub.close();
    assertThat(failure(settings)).isInstanceOf(ModelUnavailable.class);
  }

  @ParameterizedTest
  @EnumSource(
      value = Delivery.class,
      names = {"HANG_BEFORE_FIRST_BYTE", "COMMENTS_WITHOUT_TOKENS"})
  void hangBeforeTheFirstTokenIsSeen(Delivery delivery) {
    stub.next(Behaviour.delivering(delivery));
    assertThat(hung(patient().withTimeouts(SHORT, LONG, LONG))).isEqualTo(Phase.FIRST_TOKEN);
  }

  @Test
  void hangBetweenTokensIsSeenAndTheConnectionClosed() throws InterruptedException {
    stub.next(Behaviour.delivering(Delivery.HANG_BETWEEN_TOKENS));
    assertThat(hung(patient().withTimeouts(LONG, SHORT, LONG))).isEqualTo(Phase.BETWEEN_TOKENS);
    assertThat(stub.sawClientLeave(LONG)).isTrue();
  }

  @Test
  void trickleIsNoHang() {
    Duration gap = Duration.ofMillis(1500);
    Duration delay = Duration.ofMillis(50);
    stub.next(Behaviour.wellBehaved().trickling(delay));
    List<Integer> tokens = new ArrayList<>();
    ModelSettings settings = patient().withTimeouts(LONG, gap, LONG);
    assertPlanted(model(settings).complete(request(), tokens::add));
    // All pauses together are longer than the gap, none of them alone is.
    assertThat(delay.multipliedBy(tokens.size())).isGreaterThan(gap);
  }

  @Test
  void endlessTrickleMeetsTheTotalLimit() throws InterruptedException {
    stub.next(
        Behaviour.wellBehaved()
            .writing(text -> "x".repeat(100_000))
            .trickling(Duration.ofMillis(10)));
    assertThat(hung(patient().withTimeouts(LONG, LONG, SHORT))).isEqualTo(Phase.TOTAL);
    assertThat(stub.sawClientLeave(LONG)).isTrue();
  }

  @Test
  void closesTheConnectionThatNeverAnswers() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Integer> ending = CompletableFuture.supplyAsync(() -> lastRead(server));
      String url = "http://127.0.0.1:" + server.getLocalPort() + "/v1";
      ModelSettings settings =
          ModelSettings.of(url, ModelStub.MODEL, KEY).withTimeouts(SHORT, LONG, LONG);
      assertThat(hung(settings)).isEqualTo(Phase.FIRST_TOKEN);
      assertThat(ending.get(30, TimeUnit.SECONDS)).isEqualTo(-1);
    }
  }

  @Test
  void interruptEndsTheCall() {
    stub.next(Behaviour.delivering(Delivery.HANG_BETWEEN_TOKENS));
    Thread caller = Thread.currentThread();
    ModelCallFailed failure =
        catchThrowableOfType(
            ModelCallFailed.class,
            () -> model(patient()).complete(request(), tokens -> caller.interrupt()));
    assertThat(failure).isInstanceOf(ModelUnavailable.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void answerIsBounded() {
    stub.next(Behaviour.wellBehaved().writing(text -> "x".repeat(100_000)));
    ModelSettings settings =
        settings(StructuredOutput.AUTO, TokensParameter.MAX_TOKENS, 2000, true, 20_000);
    assertThat(failure(settings)).hasMessageContaining("exceeds 20000 bytes");
  }

  @Test
  void fallsBackToTheFormatThatTheServerAcceptsAndRemembersIt() {
    stub.usually(Behaviour.wellBehaved().refusing("json_schema"));
    LanguageModel model = model(patient());
    assertPlanted(model.complete(request(), Progress.IGNORED));
    assertPlanted(model.complete(request(), Progress.IGNORED));
    assertThat(stub.calls())
        .extracting(ModelStub.Call::responseFormat)
        .containsExactly("json_schema", "json_object", "json_object");
  }

  @Test
  void fallsBackWhereTheServerFailsOverTheFormat() {
    stub.next(Behaviour.failing(500, "cannot build a grammar from json_schema", Map.of()));
    assertPlanted(model(patient()).complete(request(), Progress.IGNORED));
    assertThat(stub.calls())
        .extracting(ModelStub.Call::responseFormat)
        .containsExactly("json_schema", "json_object");
  }

  @Test
  void fallsBackToNoFormatAtAll() {
    stub.usually(Behaviour.wellBehaved().refusing("json_schema", "json_object"));
    assertPlanted(model(patient()).complete(request(), Progress.IGNORED));
    assertThat(stub.calls())
        .extracting(ModelStub.Call::responseFormat)
        .containsExactly("json_schema", "json_object", "none");
  }

  @Test
  void doesNotFallBackFromAFormatThatIsConfigured() {
    stub.usually(Behaviour.wellBehaved().refusing("json_schema"));
    ModelSettings settings =
        settings(StructuredOutput.JSON_SCHEMA, TokensParameter.MAX_TOKENS, 2000, true, 1 << 20);
    assertThat(failure(settings)).isInstanceOf(ModelRefused.class);
    assertThat(stub.callCount()).isEqualTo(1);
  }

  @Test
  void doesNotRememberAFormatThatDidNotHelp() {
    stub.next(
        Behaviour.failing(400, "response_format is odd", Map.of()),
        Behaviour.failing(401, "who are you", Map.of()));
    LanguageModel model = model(patient());
    assertThat(
            catchThrowableOfType(
                ModelRefused.class, () -> model.complete(request(), Progress.IGNORED)))
        .hasMessageContaining("who are you");
    model.complete(request(), Progress.IGNORED);
    assertThat(stub.calls().get(2).responseFormat()).isEqualTo("json_schema");
  }

  @Test
  void withoutAModelThereIsNothingToAsk() {
    assertThat(failure(ModelSettings.of(null, null, null))).isInstanceOf(ModelNotConfigured.class);
    assertThat(failure(ModelSettings.of(stub.baseUrl(), " ", null)))
        .isInstanceOf(ModelNotConfigured.class);
  }

  @ParameterizedTest
  @CsvSource({"401", "500", "429"})
  void keyIsInNoMessage(int status) {
    stub.next(
        Behaviour.failing(status, "Incorrect key " + KEY + " or Bearer abc.def.ghi", Map.of()));
    ModelCallFailed failure = failure(patient());
    assertThat(traceOf(failure)).doesNotContain(KEY).doesNotContain("abc.def.ghi");
  }

  @Test
  void keyIsInNoTextOfTheSettings() {
    assertThat(ModelSettings.of("http://h/v1", "m", KEY).toString()).doesNotContain(KEY);
    assertThat(new Secret(KEY).toString()).doesNotContain(KEY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://user:hidden@h/v1",
        "http://h/v1?key=hidden",
        "ftp://hidden/v1",
        "http://hid den"
      })
  void addressWithSecretsIsRefusedWithoutRepeatingIt(String address) {
    assertThatThrownBy(() -> ModelSettings.of(address, "m", KEY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("hid");
  }

  @Test
  void slashAtTheEndOfTheAddressDoesNoHarm() {
    ModelSettings settings = ModelSettings.of(stub.baseUrl() + "/", ModelStub.MODEL, KEY);
    assertPlanted(model(settings).complete(request(), Progress.IGNORED));
  }

  @Test
  void longServerMessageIsBounded() {
    stub.next(Behaviour.failing(400, "words ".repeat(10_000), Map.of()));
    assertThat(failure(patient()).getMessage()).hasSizeLessThan(500);
  }

  @Test
  void callsRunBesideEachOther() {
    stub.usually(Behaviour.wellBehaved().trickling(Duration.ofMillis(5)));
    LanguageModel model = model(patient());
    List<CompletableFuture<ModelReply>> calls = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      calls.add(
          CompletableFuture.supplyAsync(
              () -> model.complete(request(), Progress.IGNORED), r -> new Thread(r).start()));
    }
    calls.forEach(call -> assertPlanted(call.join()));
    assertThat(stub.mostInFlight()).isGreaterThan(1);
  }

  private static int lastRead(ServerSocket server) {
    try (Socket socket = server.accept()) {
      InputStream in = socket.getInputStream();
      byte[] buffer = new byte[8192];
      int read = in.read(buffer);
      while (read >= 0) {
        read = in.read(buffer);
      }
      return read;
    } catch (java.net.SocketException reset) {
      return -1;
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void assertPlanted(ModelReply reply) {
    ReadReply read = ModelReplyReader.read(reply, GROUPS);
    assertThat(read.truncated()).isFalse();
    ReadReply.Item profile = read.groups().get(0).items().get(0);
    assertThat(profile.fields()).containsOnlyKeys("founded");
    assertThat(profile.fields().get("founded").quote()).isEqualTo("founded in 1999");
    List<ReadReply.Item> products = read.groups().get(1).items();
    assertThat(products).hasSize(2);
    assertThat(products.get(0).fields()).containsOnlyKeys("name", "power");
    assertThat(products.get(1).fields()).containsOnlyKeys("name");
  }

  private ModelCallFailed failure(ModelSettings settings) {
    ModelCallFailed failure =
        catchThrowableOfType(
            ModelCallFailed.class, () -> model(settings).complete(request(), Progress.IGNORED));
    assertThat(failure).isNotNull();
    return failure;
  }

  private Phase hung(ModelSettings settings) {
    ModelCallFailed failure = failure(settings);
    assertThat(failure).isInstanceOf(ModelHung.class);
    assertThat(failure.retriable()).isTrue();
    return ((ModelHung) failure).phase();
  }

  private static LanguageModel model(ModelSettings settings) {
    return new OpenAiLanguageModel(settings, NOON);
  }

  private ModelSettings patient() {
    return ModelSettings.of(stub.baseUrl(), ModelStub.MODEL, KEY).withTimeouts(LONG, LONG, LONG);
  }

  private ModelSettings settings(
      StructuredOutput output,
      TokensParameter parameter,
      int tokens,
      boolean streaming,
      int maxBytes) {
    return new ModelSettings(
        stub.baseUrl(),
        ModelStub.MODEL,
        new Secret(KEY),
        LONG,
        LONG,
        LONG,
        LONG,
        tokens,
        maxBytes,
        output,
        parameter,
        streaming);
  }

  private static ModelRequest request() {
    PromptPage page = new PromptPage("Acme", "Acme", "https://acme.example/", TEXT);
    return ExtractionPrompts.request(null, "Company", GROUPS, page, 1, 2000);
  }

  private static Field field(String name, FieldType type) {
    return new Field(name, type, null, false, List.of(), null, null, null, null);
  }

  private static String traceOf(Throwable failure) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    return trace.toString();
  }
}
