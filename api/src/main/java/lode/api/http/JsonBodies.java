package lode.api.http;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/** How bodies are read: nothing unknown, nothing twice, nothing coerced, and mistakes with their place. */
public final class JsonBodies {

  private static final JsonMapper MAPPER = strict(JsonMapper.builder()).build();

  private JsonBodies() {}

  /** Makes a mapper strict. */
  public static JsonMapper.Builder strict(JsonMapper.Builder builder) {
    return builder
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .withCoercionConfig(
            LogicalType.Textual,
            coercion ->
                coercion
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail));
  }

  /** Reads a part of a body; mistakes are 422 with pointers below the given one. */
  public static <T> T read(JsonNode node, String pointer, Class<T> type) {
    try {
      return MAPPER.treeToValue(node, type);
    } catch (JacksonException e) {
      throw new Refused(Problem.invalid(List.of(mistake(pointer, e))));
    }
  }

  static Problem problem(JacksonException e) {
    if (e instanceof StreamConstraintsException) {
      return Problem.of(
          HttpStatus.CONTENT_TOO_LARGE, "body-too-large", String.valueOf(e.getOriginalMessage()));
    }
    if (e instanceof StreamReadException || e.getPath().isEmpty() && !isMismatch(e)) {
      String place =
          e.getLocation() == null
              ? ""
              : " at line "
                  + e.getLocation().getLineNr()
                  + ", column "
                  + e.getLocation().getColumnNr();
      String what = String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
      return Problem.of(
          HttpStatus.BAD_REQUEST, "malformed-json", "The body is no JSON" + place + ": " + what);
    }
    return Problem.invalid(List.of(mistake("", e)));
  }

  private static boolean isMismatch(JacksonException e) {
    return e instanceof MismatchedInputException || e instanceof ValueInstantiationException;
  }

  private static Problem.Mistake mistake(String above, JacksonException e) {
    String pointer = above + pointer(e);
    if (e instanceof UnrecognizedPropertyException unknown) {
      String known =
          unknown.getKnownPropertyIds().stream()
              .map(String::valueOf)
              .sorted()
              .collect(Collectors.joining(", "));
      return new Problem.Mistake(pointer, "unknown field; use one of " + known);
    }
    if (e instanceof ValueInstantiationException refused && refused.getType().isEnumType()) {
      return new Problem.Mistake(
          pointer, "must be one of " + words(refused.getType().getRawClass()));
    }
    if (e instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
      return new Problem.Mistake(pointer, "must be " + words(mismatch.getTargetType()));
    }
    return new Problem.Mistake(pointer, "cannot be read");
  }

  private static String words(Class<?> type) {
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(constant -> MAPPER.valueToTree(constant).asString())
          .collect(Collectors.joining(", "));
    }
    if (type == String.class || type == char[].class) {
      return "text";
    }
    if (type == Boolean.class || type == boolean.class) {
      return "true or false";
    }
    if (Iterable.class.isAssignableFrom(type)) {
      return "a list";
    }
    if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
      return "a whole number in range";
    }
    return type.getSimpleName().endsWith("Id") || type == java.util.UUID.class
        ? "a UUID"
        : "an object";
  }

  private static String pointer(JacksonException e) {
    return e.getPath().stream()
        .map(
            step ->
                step.getPropertyName() == null
                    ? "/" + step.getIndex()
                    : "/" + step.getPropertyName().replace("~", "~0").replace("/", "~1"))
        .collect(Collectors.joining());
  }
}
