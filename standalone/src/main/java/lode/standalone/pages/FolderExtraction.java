package lode.standalone.pages;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import lode.activities.extraction.LoosePages;
import lode.domain.extraction.ExtractionStatus;
import lode.domain.extraction.Item;
import lode.domain.extraction.ModelUsage;
import lode.domain.extraction.NewExtraction;
import lode.domain.extraction.UnitResult;
import lode.domain.extraction.UnitStatus;
import lode.domain.url.RegistrableDomain;
import lode.domain.url.WebUrl;
import lode.standalone.pages.PageLines.Outcome;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Extracts from pages of a folder; counts what the model was asked for. */
public final class FolderExtraction {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final LoosePages pages;
  private final LongAdder calls = new LongAdder();
  private final LongAdder tokens = new LongAdder();

  /** Extracts by these rules. */
  public FolderExtraction(LoosePages pages) {
    this.pages = pages;
  }

  /** Calls of the model that were answered, so far. */
  public long modelCalls() {
    return calls.sum();
  }

  /** Tokens of those calls, prompts and replies, so far. */
  public long modelTokens() {
    return tokens.sum();
  }

  PageLines lines(PageFile page, byte[] body) {
    String url = page.url() == null ? "" : page.url();
    UnitResult result = pages.extract(sourceGroup(page), url, body, FolderReading.HTML);
    count(result.usage());
    StringBuilder lines = new StringBuilder();
    for (NewExtraction extraction : result.extractions()) {
      lines.append(line(page, extraction, result)).append('\n');
    }
    boolean isPartial = result.status() == UnitStatus.PARTIAL || !leftOut(result).isEmpty();
    return PageLines.of(lines, isPartial ? Outcome.PARTIAL : Outcome.DONE);
  }

  private static List<String> leftOut(UnitResult result) {
    return result.document() == null ? List.of() : result.document().leftOut();
  }

  /** As a crawl would group it: by its registrable domain. */
  private static String sourceGroup(PageFile page) {
    return Optional.ofNullable(page.url())
        .flatMap(WebUrl::parse)
        .map(url -> RegistrableDomain.of(url.host()).value())
        .orElse(page.id());
  }

  private void count(ModelUsage usage) {
    calls.add(usage.calls());
    tokens.add(usage.promptTokens() + usage.replyTokens());
  }

  /** As the API tells an extraction, with the file's id in place of the source's. */
  private static ObjectNode line(PageFile page, NewExtraction extraction, UnitResult result) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("id", page.id());
    line.put("sourceUrl", page.url());
    line.put("fieldGroup", extraction.group().name());
    line.set("status", JSON.valueToTree(extraction.status()));
    line.set("data", extraction.data());
    List<Item> items = extraction.answer().items();
    if (extraction.data().isArray()) {
      line.set("items", JSON.valueToTree(items));
    } else {
      Object fields = items.isEmpty() ? Map.of() : items.get(0).fields();
      line.set("fields", JSON.valueToTree(fields));
    }
    line.put("confidence", extraction.confidence());
    if (extraction.status() == ExtractionStatus.PARTIAL) {
      line.put("reason", result.reason());
    }
    if (!leftOut(result).isEmpty()) {
      line.set("leftOut", JSON.valueToTree(leftOut(result)));
    }
    return line;
  }
}
