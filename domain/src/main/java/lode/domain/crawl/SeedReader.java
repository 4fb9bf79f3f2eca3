package lode.domain.crawl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import lode.domain.project.SchemaObject;
import lode.domain.project.SchemaProblem;
import lode.domain.url.CanonicalUrl;
import lode.domain.url.InvalidUrl;
import lode.domain.url.UrlPolicy;
import lode.domain.url.WebUrl;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads seeds as people write them: with or without a scheme, with or without a source group. */
final class SeedReader {

  static final int GROUP_LENGTH = 200;

  private static final int URL_LENGTH = 4_000;
  private static final List<String> MEMBERS = List.of("url", "sourceGroup");

  /** {@code https://}, or a scheme such as {@code mailto:}; not {@code localhost:8080}. */
  private static final Pattern SCHEME =
      Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://.*|[A-Za-z][A-Za-z0-9+-]*:[^0-9].*");

  private final @Nullable String defaultGroup;
  private final UrlPolicy policy;
  private final List<SchemaProblem> problems;
  private final Map<CanonicalUrl, Seed> seeds = new LinkedHashMap<>();

  SeedReader(
      @Nullable String defaultGroup, boolean ignoreQueryParameters, List<SchemaProblem> problems) {
    this.defaultGroup = defaultGroup;
    this.policy = UrlPolicy.of(ignoreQueryParameters);
    this.problems = problems;
  }

  /** The seeds that were read, each URL once: the first group to name it keeps it. */
  List<Seed> seeds() {
    return new ArrayList<>(seeds.values());
  }

  void read(JsonNode entry, String pointer) {
    if (entry.isString()) {
      add(entry.stringValue(), null, pointer);
      return;
    }
    if (!entry.isObject()) {
      problem(pointer, "must be a URL, or an object with url and sourceGroup");
      return;
    }
    SchemaObject object = new SchemaObject(entry, pointer, MEMBERS, problems);
    String url = object.text("url", URL_LENGTH);
    String group = object.text("sourceGroup", GROUP_LENGTH);
    if (!object.has("url")) {
      object.problem("url", "is missing; add it");
    } else if (url != null) {
      add(url, group, object.at("url"));
    }
  }

  private void add(String text, @Nullable String group, String pointer) {
    String url = withScheme(text.strip());
    if (WebUrl.parse(url).filter(parsed -> !parsed.username().isEmpty()).isPresent()) {
      problem(pointer, "credentials in a URL are not supported; leave them out");
      return;
    }
    try {
      CanonicalUrl canonical = CanonicalUrl.require(url, policy);
      String sourceGroup = group != null ? group : defaultGroup;
      seeds.putIfAbsent(
          canonical,
          new Seed(
              canonical,
              sourceGroup != null ? sourceGroup : canonical.registrableDomain().value()));
    } catch (InvalidUrl invalid) {
      problem(pointer, String.valueOf(invalid.getMessage()));
    }
  }

  private static String withScheme(String text) {
    if (SCHEME.matcher(text).matches()) {
      return text;
    }
    return text.startsWith("//") ? "https:" + text : "https://" + text;
  }

  private void problem(String pointer, String message) {
    problems.add(new SchemaProblem(pointer, message));
  }
}
