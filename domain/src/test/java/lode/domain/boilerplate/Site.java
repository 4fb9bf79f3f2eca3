package lode.domain.boilerplate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import lode.domain.document.Document;
import lode.domain.document.LabelledValue;
import lode.domain.document.SourceId;
import org.jspecify.annotations.Nullable;

/** Pages of one host in memory, counted and decided on as the store does. */
final class Site {

  private final Map<String, Document> pages = new TreeMap<>();
  private BoilerplateSet set = BoilerplateSet.NONE;

  static Document document(String markdown, LabelledValue... labelled) {
    return new Document(
        markdown, markdown.length(), null, null, null, List.of(), List.of(labelled));
  }

  static SourceId id(String url) {
    return new SourceId(
        UUID.nameUUIDFromBytes(url.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }

  Site page(String path, String markdown) {
    pages.put("https://a.example" + path, document(markdown));
    return this;
  }

  Site without(String path) {
    pages.remove("https://a.example" + path);
    return this;
  }

  Map<String, Document> pages() {
    return pages;
  }

  BoilerplateSet set() {
    return set;
  }

  /** Decides; gives what came back to pages. */
  List<Released> decide(BoilerplateRule rule) {
    BoilerplateSet before = set;
    List<RepeatedBlock> blocks = new ArrayList<>();
    for (BlockCounts.Count count : BoilerplateChoice.choose(rule, counts(), before)) {
      RepeatedBlock.Key key = count.key();
      blocks.add(new RepeatedBlock(key.print(), key.section(), count.pages(), keeper(key, before)));
    }
    set = new BoilerplateSet(before.version() + 1, rule.minCharacters(), blocks);
    return before.releasedBy(set);
  }

  private SourceId keeper(RepeatedBlock.Key key, BoilerplateSet before) {
    for (RepeatedBlock block : before.blocks()) {
      if (block.key().equals(key)
          && urlsWith(key).stream().map(Site::id).toList().contains(block.keeper())) {
        return block.keeper();
      }
    }
    return id(
        urlsWith(key).stream()
            .min(java.util.Comparator.comparing(url -> SitePlace.of(url).rank()))
            .orElseThrow());
  }

  private List<String> urlsWith(RepeatedBlock.Key key) {
    return pages.entrySet().stream()
        .filter(page -> prints(page.getValue()).contains(key.print()))
        .map(Map.Entry::getKey)
        .filter(
            url -> key.section().isEmpty() || SitePlace.of(url).sections().contains(key.section()))
        .toList();
  }

  private static Set<Long> prints(Document document) {
    return new HashSet<>(PageBlocks.prints(PageBlocks.of(document)));
  }

  private BlockCounts counts() {
    Map<RepeatedBlock.Key, Integer> counts = new HashMap<>();
    Map<String, Integer> sections = new HashMap<>();
    pages.forEach(
        (url, document) -> {
          List<String> places = new ArrayList<>(SitePlace.of(url).sections());
          places.forEach(section -> sections.merge(section, 1, Integer::sum));
          places.add("");
          for (long print : prints(document)) {
            places.forEach(
                place -> counts.merge(new RepeatedBlock.Key(print, place), 1, Integer::sum));
          }
        });
    List<BlockCounts.Count> all =
        counts.entrySet().stream()
            .map(entry -> new BlockCounts.Count(entry.getKey(), entry.getValue()))
            .toList();
    return new BlockCounts(pages.size(), counts.size(), sections, all);
  }

  LeftOut leftOut(String path) {
    String url = "https://a.example" + path;
    return set.leftOut(pages.get(url), SitePlace.of(url), id(url));
  }

  /** What is read of a page; null for a page that is not there. */
  @Nullable String read(String path) {
    Document document = pages.get("https://a.example" + path);
    return document == null ? null : KeptText.of(document, leftOut(path)).text();
  }
}
