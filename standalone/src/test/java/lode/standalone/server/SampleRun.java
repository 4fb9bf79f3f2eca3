package lode.standalone.server;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import lode.standalone.sample.SampleGold;
import lode.standalone.sample.SampleSite;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Pipelines over the sample site. */
final class SampleRun {

  private SampleRun() {}

  /** A pipeline over the three manufacturers, with a report that compares them. */
  static ObjectNode pipeline(SampleSite site, SampleGold gold) {
    ObjectNode body = RunningLode.JSON.createObjectNode();
    ArrayNode seeds = body.putArray("seeds");
    for (SampleGold.Seed seed : gold.sourceGroups()) {
      seeds.addObject().put("url", site.baseUri() + seed.path()).put("sourceGroup", seed.name());
    }
    body.put("maxPages", 300).put("maxDepth", 4).put("minDelayMs", 0);
    body.putArray("allowedNetworks").add("127.0.0.0/8");
    body.putObject("report").put("type", "comparison");
    return body;
  }

  /** Paths of the gold pages with one of these fates. */
  static Set<String> paths(SampleGold gold, SampleGold.Status... fates) {
    List<SampleGold.Status> wanted = List.of(fates);
    return gold.pages().stream()
        .filter(page -> wanted.contains(page.status()))
        .map(SampleGold.Page::path)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Paths of URLs on the site. */
  static Set<String> paths(SampleSite site, List<JsonNode> items) {
    return items.stream()
        .map(item -> item.path("url").asString().substring(site.baseUri().toString().length()))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
