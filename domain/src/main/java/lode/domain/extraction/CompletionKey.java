package lode.domain.extraction;

/**
 * What makes two completions the same purchase.
 *
 * @param model name of the model that is asked
 * @param schemaHash hash of the reply's JSON Schema, 64 hexadecimal digits
 * @param inputHash hash of system and user prompt and of the limit of the reply
 * @param attempt 1 for the first; another attempt is another purchase
 */
public record CompletionKey(
    String model, String promptVersion, String schemaHash, String inputHash, int attempt) {

  public CompletionKey {
    if (attempt < 1) {
      throw new IllegalArgumentException("attempts count from 1");
    }
  }

  /**
   * The key of a request.
   *
   * @param configuredModel the model that is asked when the request names none
   */
  public static CompletionKey of(
      ModelRequest request, String configuredModel, String promptVersion, int attempt) {
    String model = request.model() == null ? configuredModel : request.model();
    return new CompletionKey(
        model,
        promptVersion,
        PromptInputHash.of(request.schemaName(), request.jsonSchema().toString()),
        PromptInputHash.of(
            request.system(), request.user(), Integer.toString(request.maxOutputTokens())),
        attempt);
  }
}
