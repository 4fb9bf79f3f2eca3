package lode.domain.extraction;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lode.domain.project.FieldGroup;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what a model returned into items of values and quotes, and repairs what can be repaired
 * without guessing: fences, prose and thinking around the JSON, JSON that is not quite JSON, an end
 * before the end, and answers of another shape than was asked for.
 */
public final class ModelReplyReader {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Pattern THOUGHT_TAG =
      Pattern.compile("(?i)<(/?)(think|thinking|thought|reasoning)>");
  private static final int MOST_CANDIDATES = 40;

  private final List<FieldGroup> groups;
  private final List<String> problems = new ArrayList<>();

  private ModelReplyReader(List<FieldGroup> groups) {
    this.groups = groups;
  }

  /**
   * Reads a reply.
   *
   * @param groups the groups as they were asked for
   * @throws UnreadableReply when there is nothing in it that could be an answer
   */
  public static ReadReply read(ModelReply reply, List<FieldGroup> groups) {
    boolean metLimit = reply.finish() == ModelReply.FinishReason.LENGTH;
    return new ModelReplyReader(groups).read(reply.text(), metLimit);
  }

  private ReadReply read(String text, boolean metLimit) {
    JsonNode strict = strict(text.strip());
    if (strict != null && strict.isContainer() && answers(strict)) {
      return shaped(new LenientJson.Result(strict, text.length(), false, false, Set.of()));
    }
    String answer = strict != null && strict.isString() ? strict.asString() : text;
    LenientJson.Result best = best(withoutThoughts(answer));
    if (best == null) {
      throw new UnreadableReply(reason(text), metLimit);
    }
    if (best.repaired()) {
      problems.add("the JSON was repaired");
    }
    ReadReply read = shaped(best);
    return new ReadReply(read.groups(), best.endedEarly(), read.problems());
  }

  private ReadReply shaped(LenientJson.Result json) {
    return new ReplyShape(groups, json, problems).read();
  }

  private static @Nullable JsonNode strict(String text) {
    try {
      return text.isEmpty() ? null : MAPPER.readTree(text);
    } catch (JacksonException notJson) {
      return null;
    }
  }

  /** One pass from tag to tag: a pattern over whole thoughts is quadratic in unclosed ones. */
  private String withoutThoughts(String text) {
    StringBuilder rest = new StringBuilder();
    boolean inside = false;
    int from = 0;
    Matcher tag = THOUGHT_TAG.matcher(text);
    while (tag.find()) {
      boolean closing = !tag.group(1).isEmpty();
      if (closing && !inside) {
        // Some servers swallow the opening tag with the prompt: all so far was thinking.
        rest.setLength(0);
      } else if (!closing && !inside) {
        rest.append(text, from, tag.start()).append(' ');
      }
      inside = !closing;
      from = tag.end();
    }
    if (!inside) {
      rest.append(text, from, text.length());
    }
    if (rest.length() != text.length()) {
      problems.add("the reply held thinking");
    }
    return rest.toString();
  }

  /** The part of the text that answers most; of equals the last, since models correct themselves. */
  private LenientJson.@Nullable Result best(String text) {
    LenientJson.Result best = null;
    int bestScore = -1;
    int from = 0;
    for (int i = 0; i < MOST_CANDIDATES; i++) {
      int start = opening(text, from);
      if (start < 0) {
        break;
      }
      LenientJson.Result candidate = LenientJson.read(text, start);
      int score = ReplyShape.likeness(candidate.root(), groups);
      if (score >= bestScore && (score > 0 || isPlainAnswer(candidate, text, start))) {
        best = candidate;
        bestScore = score;
      }
      // In prose a bracket opens nothing: look inside what it swallowed too.
      from = score > 0 ? Math.max(candidate.end(), start + 1) : start + 1;
    }
    return best;
  }

  /** An empty object or array says "nothing found", but only with nothing around it. */
  private static boolean isPlainAnswer(LenientJson.Result candidate, String text, int start) {
    boolean alone = text.substring(0, start).replace("```json", "").replace("```", "").isBlank();
    return alone && candidate.root().isEmpty();
  }

  private boolean answers(JsonNode json) {
    return json.isEmpty() || ReplyShape.likeness(json, groups) > 0;
  }

  private static int opening(String text, int from) {
    int object = text.indexOf('{', from);
    int array = text.indexOf('[', from);
    return object < 0 ? array : array < 0 ? object : Math.min(object, array);
  }

  private static String reason(String text) {
    if (text.isBlank()) {
      return "the reply is empty";
    }
    boolean thinking = THOUGHT_TAG.matcher(text).find();
    return thinking ? "the reply is thinking alone" : "the reply holds no JSON answer";
  }
}
