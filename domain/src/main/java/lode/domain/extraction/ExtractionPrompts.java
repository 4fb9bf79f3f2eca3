package lode.domain.extraction;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lode.domain.project.Field;
import lode.domain.project.FieldGroup;
import lode.domain.project.FieldType;
import org.jspecify.annotations.Nullable;

/**
 * The prompts of the model tier. Their texts are resources with a version; the version is part of
 * every completion's key, so a change of the texts needs a new one.
 *
 * <p>All that depends on the page stands in the user prompt: the system prompt is the same for all
 * pages of a schema, which servers with a prefix cache read once.
 */
public final class ExtractionPrompts {

  /** Version of the prompt texts. */
  public static final String VERSION = "extract-v1";

  /** Name of the reply's schema in requests. */
  public static final String SCHEMA_NAME = "lode_extraction";

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\w+)}}");
  private static final Pattern LINE_BREAKS = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029\\s]+");

  /** Longest title, address or name of a page; a page may make them as long as it likes. */
  private static final int LONGEST_OF_PAGE = 300;

  /** Longest description or hint of a schema. */
  private static final int LONGEST_OF_SCHEMA = 2000;

  private static final double FIRST_TEMPERATURE = 0.1;
  private static final double TEMPERATURE_STEP = 0.05;
  private static final double HIGHEST_TEMPERATURE = 1.0;

  private static final String SYSTEM = resource("system.txt");
  private static final String USER = resource("user.txt");

  private ExtractionPrompts() {}

  /**
   * The request that asks a page about field groups.
   *
   * @param model name of the model; null means the configured one
   * @param sourceLabel what a source group is called, {@code ExtractionSchema.effectiveSourceLabel}
   * @param groups what to ask: just the fields that are left to answer
   * @param attempt from 1; a later attempt is asked a little warmer, so that it does not repeat a
   *     reply that could not be read
   */
  public static ModelRequest request(
      @Nullable String model,
      String sourceLabel,
      List<FieldGroup> groups,
      PromptPage page,
      int attempt,
      int maxOutputTokens) {
    if (groups.isEmpty() || groups.stream().anyMatch(group -> group.fields().isEmpty())) {
      throw new IllegalArgumentException("a prompt needs groups with fields");
    }
    return new ModelRequest(
        model,
        system(groups),
        user(sourceLabel, groups, page),
        ReplySchema.of(groups),
        SCHEMA_NAME,
        temperature(attempt),
        maxOutputTokens);
  }

  /** Temperature of an attempt, counted from 1. */
  static double temperature(int attempt) {
    double warm = FIRST_TEMPERATURE + TEMPERATURE_STEP * (Math.max(1, attempt) - 1);
    return Math.round(Math.min(warm, HIGHEST_TEMPERATURE) * 100) / 100.0;
  }

  private static String system(List<FieldGroup> groups) {
    String described =
        groups.stream().map(ExtractionPrompts::describe).collect(Collectors.joining("\n\n"));
    return filled(SYSTEM, Map.of("groups", described));
  }

  private static String user(String sourceLabel, List<FieldGroup> groups, PromptPage page) {
    String title = page.title() == null ? "" : oneLine(page.title(), LONGEST_OF_PAGE);
    String url = oneLine(page.url(), LONGEST_OF_PAGE);
    String fence = fence(title + "\n" + url + "\n" + page.text());
    return filled(
        USER,
        Map.of(
            "label",
            oneLine(sourceLabel, LONGEST_OF_PAGE),
            "sourceGroup",
            oneLine(page.sourceGroup(), LONGEST_OF_PAGE),
            "title",
            title,
            "url",
            url,
            "text",
            page.text(),
            "fenceOpen",
            "<<<<< BEGIN " + fence,
            "fenceClose",
            ">>>>> END " + fence,
            "groupNames",
            groups.stream().map(FieldGroup::name).collect(Collectors.joining(", "))));
  }

  /** A word that the text does not contain, always the same for the same text. */
  static String fence(String text) {
    String folded = text.toUpperCase(Locale.ROOT);
    String hash = PromptInputHash.of(text);
    while (true) {
      String fence = "PAGE-" + hash.substring(0, 16).toUpperCase(Locale.ROOT);
      if (!folded.contains(fence)) {
        return fence;
      }
      hash = PromptInputHash.of(hash);
    }
  }

  private static String describe(FieldGroup group) {
    StringBuilder text = new StringBuilder("## ").append(group.name());
    if (group.entityList()) {
      text.append(" (list, at most ").append(group.effectiveMaxItems()).append(" items)");
    }
    if (group.description() != null) {
      text.append("\n").append(oneLine(group.description(), LONGEST_OF_SCHEMA));
    }
    if (group.hint() != null) {
      text.append("\nHint: ").append(oneLine(group.hint(), LONGEST_OF_SCHEMA));
    }
    if (group.entityList()) {
      text.append("\nOne item for each different ").append(String.join(" + ", asked(group)));
    }
    group.fields().forEach(field -> text.append("\n- ").append(describe(field)));
    return text.toString();
  }

  /** The identity fields that the prompt asks for; the first field when it asks for none of them. */
  private static List<String> asked(FieldGroup group) {
    List<String> asked =
        group.effectiveIdentity().stream().filter(name -> group.field(name).isPresent()).toList();
    return asked.isEmpty() ? List.of(group.fields().get(0).name()) : asked;
  }

  private static String describe(Field field) {
    StringBuilder text = new StringBuilder(field.name()).append(" (").append(field.type().label());
    if (field.type() == FieldType.ENUM) {
      text.append(": ").append(String.join(" | ", field.enumValues()));
    }
    if (field.unit() != null) {
      text.append(", usually in ").append(field.unit());
    }
    if (field.required()) {
      text.append(", important");
    }
    text.append(")");
    if (field.description() != null) {
      text.append(": ").append(oneLine(field.description(), LONGEST_OF_SCHEMA));
    }
    if (field.pattern() != null) {
      text.append(" [matches ").append(field.pattern()).append("]");
    }
    return text.toString();
  }

  private static String oneLine(String text, int limit) {
    String line = LINE_BREAKS.matcher(text).replaceAll(" ").strip();
    if (line.length() <= limit) {
      return line;
    }
    int end = Character.isHighSurrogate(line.charAt(limit - 1)) ? limit - 1 : limit;
    return line.substring(0, end).strip();
  }

  /** Fills all placeholders in one pass, so that a filled-in text cannot bring placeholders. */
  private static String filled(String template, Map<String, String> values) {
    return PLACEHOLDER
        .matcher(template)
        .replaceAll(found -> Matcher.quoteReplacement(values.get(found.group(1))));
  }

  private static String resource(String name) {
    String path = "/lode/prompts/" + VERSION + "/" + name;
    try (InputStream in = ExtractionPrompts.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("missing resource " + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
