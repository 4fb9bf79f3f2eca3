package lode.domain.crawl;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lode.domain.project.SchemaObject;
import lode.domain.project.SchemaProblem;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the {@code statusRules} of a crawl; notes everything that is wrong. */
final class StatusRulesReader {

  private static final String POINTER = "/statusRules";

  private final JsonNode node;
  private final SchemaObject members;
  private final List<SchemaProblem> problems;
  private final Map<String, String> places = new HashMap<>();

  private StatusRulesReader(JsonNode node, List<SchemaProblem> problems) {
    this.node = node;
    this.problems = problems;
    List<String> keys = Stream.of(StatusAction.values()).map(StatusAction::label).toList();
    this.members = new SchemaObject(node, POINTER, keys, problems);
  }

  /** The rules; none when they are left out. */
  static StatusRules read(@Nullable JsonNode node, List<SchemaProblem> problems) {
    return node == null || node.isNull()
        ? StatusRules.NONE
        : new StatusRulesReader(node, problems).rules();
  }

  private StatusRules rules() {
    return new StatusRules(
        entries(StatusAction.STORE),
        entries(StatusAction.STORE_WITH_WARNING),
        entries(StatusAction.SKIP),
        entries(StatusAction.RETRY));
  }

  private List<String> entries(StatusAction action) {
    String key = action.label();
    if (!members.has(key)) {
      return List.of();
    }
    JsonNode list = node.get(key);
    if (!list.isArray()) {
      members.problem(key, "must be a list of statuses such as 404 and classes such as 4xx");
      return List.of();
    }
    List<String> entries = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      String entry = list.get(i).isValueNode() ? list.get(i).asString() : "";
      String at = members.at(key) + "/" + i;
      if (!StatusRules.isEntry(entry)) {
        problems.add(
            new SchemaProblem(
                at, "must be a status from 200 to 999 such as 404, or a class such as 4xx"));
        continue;
      }
      String before = places.putIfAbsent(entry, at);
      if (before != null) {
        problems.add(new SchemaProblem(at, entry + " already stands at " + before));
        continue;
      }
      entries.add(entry);
    }
    return entries;
  }
}
