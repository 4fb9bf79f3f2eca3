package lode.adapters.llm;

import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import lode.adapters.llm.ModelSettings.StructuredOutput;
import lode.adapters.llm.ModelSettings.TokensParameter;
import lode.domain.extraction.LanguageModel;
import lode.domain.extraction.ModelCallFailed;
import lode.domain.extraction.ModelNotConfigured;
import lode.domain.extraction.ModelReply;
import lode.domain.extraction.ModelRequest;
import lode.domain.extraction.ModelUnavailable;
import org.jspecify.annotations.Nullable;

/**
 * A model behind an OpenAI-compatible {@code /chat/completions}, asked through LangChain4j over an
 * own HTTP client: HTTP/1.1, {@code Retry-After} kept, limits on first token, gap and total, no
 * retries. Safe for many threads; a call runs in the thread of its caller.
 */
public final class OpenAiLanguageModel implements LanguageModel {

  private static final int CHARACTERS_A_TOKEN = 4;

  private final ModelSettings settings;
  private final OpenAiHttp http;

  /** What each model of the endpoint has been found to accept, less than was asked for. */
  private final Map<String, StructuredOutput> accepted = new ConcurrentHashMap<>();

  /**
   * @param clock what HTTP dates in {@code Retry-After} are measured against
   */
  public OpenAiLanguageModel(ModelSettings settings, Clock clock) {
    this.settings = settings;
    this.http = new OpenAiHttp(settings.connectTimeout(), settings.apiKey(), clock);
  }

  @Override
  public ModelReply complete(ModelRequest request, Progress progress) {
    String model = request.model() == null ? settings.model() : request.model();
    String baseUrl = settings.baseUrl();
    if (model == null || baseUrl == null) {
      throw new ModelNotConfigured();
    }
    boolean auto = settings.structuredOutput() == StructuredOutput.AUTO;
    StructuredOutput first =
        auto
            ? accepted.getOrDefault(model, StructuredOutput.JSON_SCHEMA)
            : settings.structuredOutput();
    for (StructuredOutput shape = first; ; shape = weaker(shape)) {
      ModelCall call = http.start(CallLimits.of(settings), progress::tokens);
      try {
        ModelReply reply = once(request, model, baseUrl, shape, call);
        if (shape != first) {
          // Kept on success only: a refusal for another reason must not weaken later calls.
          accepted.put(model, shape);
        }
        return reply;
      } catch (ModelCallFailed failed) {
        if (!auto || shape == StructuredOutput.NONE || !call.refusedForItsFormat()) {
          throw failed;
        }
      }
    }
  }

  private static StructuredOutput weaker(StructuredOutput shape) {
    return shape == StructuredOutput.JSON_SCHEMA
        ? StructuredOutput.JSON_OBJECT
        : StructuredOutput.NONE;
  }

  private ModelReply once(
      ModelRequest request, String model, String baseUrl, StructuredOutput shape, ModelCall call) {
    Outcome outcome = new Outcome();
    try {
      endpoint(baseUrl, call).chat(chatRequest(request, model, shape), outcome);
    } catch (RuntimeException passedThrough) {
      throw call.failure() == null ? passedThrough : call.failure();
    }
    if (call.failure() != null) {
      throw call.failure();
    }
    ChatResponse response = outcome.response;
    if (response == null) {
      // What LangChain4j says of an answer that it cannot read may quote it; its kind does not.
      String kind = outcome.error == null ? "none" : outcome.error.getClass().getSimpleName();
      throw new ModelUnavailable("the model's server gave an answer that cannot be read: " + kind);
    }
    return reply(request, model, response);
  }

  private OpenAiStreamingChatModel endpoint(String baseUrl, ModelCall call) {
    return OpenAiStreamingChatModel.builder()
        .httpClientBuilder(new FixedHttpClient(call))
        .baseUrl(baseUrl)
        .apiKey(settings.apiKey().value())
        .strictJsonSchema(true)
        .build();
  }

  private ChatRequest chatRequest(ModelRequest request, String model, StructuredOutput shape) {
    int tokens = Math.min(request.maxOutputTokens(), settings.maxOutputTokens());
    OpenAiChatRequestParameters.Builder parameters =
        OpenAiChatRequestParameters.builder()
            .modelName(model)
            .temperature(request.temperature())
            .responseFormat(responseFormat(request, shape));
    if (settings.maxTokensParameter() == TokensParameter.MAX_TOKENS) {
      parameters.maxOutputTokens(tokens);
    } else {
      parameters.maxCompletionTokens(tokens);
    }
    return ChatRequest.builder()
        .messages(SystemMessage.from(request.system()), UserMessage.from(request.user()))
        .parameters(parameters.build())
        .build();
  }

  private static @Nullable ResponseFormat responseFormat(
      ModelRequest request, StructuredOutput shape) {
    return switch (shape) {
      case AUTO, JSON_SCHEMA ->
          ResponseFormat.builder()
              .type(ResponseFormatType.JSON)
              .jsonSchema(
                  JsonSchema.builder()
                      .name(request.schemaName())
                      .rootElement(JsonRawSchema.from(request.jsonSchema().toString()))
                      .build())
              .build();
      case JSON_OBJECT -> ResponseFormat.JSON;
      case NONE -> null;
    };
  }

  private static ModelReply reply(ModelRequest request, String model, ChatResponse response) {
    String text = response.aiMessage().text() == null ? "" : response.aiMessage().text();
    TokenUsage usage = response.tokenUsage();
    boolean counted = usage != null && (usage.outputTokenCount() > 0 || text.isEmpty());
    int promptLength = request.system().length() + request.user().length();
    String answering = response.metadata().modelName();
    return new ModelReply(
        text,
        finish(response.finishReason()),
        counted ? usage.inputTokenCount() : estimated(promptLength),
        counted ? usage.outputTokenCount() : estimated(text.length()),
        answering == null ? model : answering,
        !counted);
  }

  private static int estimated(int characters) {
    return (characters + CHARACTERS_A_TOKEN - 1) / CHARACTERS_A_TOKEN;
  }

  private static ModelReply.FinishReason finish(@Nullable FinishReason reason) {
    if (reason == FinishReason.STOP) {
      return ModelReply.FinishReason.STOP;
    }
    return reason == FinishReason.LENGTH
        ? ModelReply.FinishReason.LENGTH
        : ModelReply.FinishReason.OTHER;
  }

  /** Takes what LangChain4j makes of the events; all calls come in the thread of the caller. */
  private static final class Outcome implements StreamingChatResponseHandler {

    private @Nullable ChatResponse response;
    private @Nullable Throwable error;

    @Override
    public void onCompleteResponse(ChatResponse complete) {
      response = complete;
    }

    @Override
    public void onError(Throwable failure) {
      error = failure;
    }
  }
}
