package lode.domain.crawl;

import java.util.ArrayList;
import java.util.List;
import lode.domain.project.SchemaObject;
import lode.domain.project.SchemaProblem;
import tools.jackson.databind.JsonNode;

/** Reads changes of running crawls, as strictly as {@link CrawlRequestReader} reads requests. */
public final class CrawlChangeReader {

  private static final List<String> MEMBERS =
      List.of("addSeeds", "addExcludePaths", "maxPages", "minDelayMs", "liftPatterns");

  private final List<SchemaProblem> problems = new ArrayList<>();
  private final SchemaObject members;
  private final JsonNode node;

  private CrawlChangeReader(JsonNode node) {
    this.node = node;
    this.members = new SchemaObject(node, "", MEMBERS, problems);
  }

  /**
   * The change that a body makes.
   *
   * @param ignoreQueryParameters how the crawl makes URLs canonical
   * @throws CrawlInvalid with every problem
   */
  public static CrawlChange read(JsonNode body, boolean ignoreQueryParameters) {
    return new CrawlChangeReader(body).change(ignoreQueryParameters);
  }

  private CrawlChange change(boolean ignoreQueryParameters) {
    CrawlChange change =
        new CrawlChange(
            seeds(ignoreQueryParameters),
            members.texts(
                "addExcludePaths", CrawlRequestReader.MAX_ENTRIES, CrawlRequestReader.ENTRY_LENGTH),
            members.whole("maxPages", 1, CrawlRequestReader.MAX_PAGES),
            members.whole("minDelayMs", 0, CrawlRequestReader.MAX_DELAY_MS),
            ChoiceReader.patterns(members));
    checkPatterns(change.addExcludePaths());
    if (problems.isEmpty() && MEMBERS.stream().noneMatch(members::has)) {
      problems.add(
          new SchemaProblem("", "changes nothing; use one of " + String.join(", ", MEMBERS)));
    }
    if (!problems.isEmpty()) {
      throw new CrawlInvalid(problems);
    }
    return change;
  }

  private List<Seed> seeds(boolean ignoreQueryParameters) {
    if (!members.has("addSeeds")) {
      return List.of();
    }
    JsonNode list = node.get("addSeeds");
    if (!list.isArray() || list.isEmpty() || list.size() > CrawlRequestReader.MAX_SEEDS) {
      members.problem(
          "addSeeds", "must be a list of 1 to " + CrawlRequestReader.MAX_SEEDS + " URLs");
      return List.of();
    }
    SeedReader reader = new SeedReader(null, ignoreQueryParameters, problems);
    for (int i = 0; i < list.size(); i++) {
      reader.read(list.get(i), "/addSeeds/" + i);
    }
    return reader.seeds();
  }

  private void checkPatterns(List<String> patterns) {
    for (int i = 0; i < patterns.size(); i++) {
      try {
        CrawlScope.of(List.of(), false, List.of(), List.of(), List.of(patterns.get(i)));
      } catch (InvalidScope invalid) {
        members.problem("addExcludePaths", i, String.valueOf(invalid.getMessage()));
      }
    }
  }
}
