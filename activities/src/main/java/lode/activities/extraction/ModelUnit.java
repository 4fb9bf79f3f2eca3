package lode.activities.extraction;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lode.domain.boilerplate.KeptText;
import lode.domain.boilerplate.KeptText.KeptChunk;
import lode.domain.document.Chunk;
import lode.domain.document.ChunkLimits;
import lode.domain.extraction.ExtractionPrompts;
import lode.domain.extraction.ExtractionStatus;
import lode.domain.extraction.ExtractionUnit;
import lode.domain.extraction.Item;
import lode.domain.extraction.ModelCallFailed;
import lode.domain.extraction.ModelReplyReader;
import lode.domain.extraction.ModelRequest;
import lode.domain.extraction.ModelTier;
import lode.domain.extraction.NewExtraction;
import lode.domain.extraction.PromptPage;
import lode.domain.extraction.ReadReply;
import lode.domain.extraction.UnitResult;
import lode.domain.extraction.UnitStatus;
import lode.domain.extraction.UnreadableReply;
import lode.domain.project.ExtractionSchema;
import lode.domain.project.FieldGroup;

/** Asks the model about the chunks of one source; a chunk that fails costs only itself. */
final class ModelUnit {

  /** Purchases for one chunk until its reply can be read. */
  private static final int READABLE_ATTEMPTS = 3;

  private final Extractor extractor;
  private final ExtractionSchema schema;
  private final ExtractorSettings settings;
  private final Replies purchase;
  private final List<String> troubles = new ArrayList<>();

  ModelUnit(
      Extractor extractor, ExtractionSchema schema, ExtractorSettings settings, Replies purchase) {
    this.extractor = extractor;
    this.schema = schema;
    this.settings = settings;
    this.purchase = purchase;
  }

  UnitResult extract(ExtractionUnit unit) {
    Extractor.Reading reading = extractor.read(extractor.open(unit));
    List<FieldGroup> open = extractor.openGroups(reading);
    ModelTier tier = new ModelTier(reading.document(), reading.documentId(), unit.source().url());
    Map<String, List<Item>> found = new LinkedHashMap<>();
    if (!open.isEmpty()) {
      ChunkLimits limits = new ChunkLimits(settings.chunkTokens(), settings.overlapTokens());
      KeptText kept = KeptText.of(reading.document(), reading.leftOut());
      for (KeptChunk chunk : kept.chunks(limits)) {
        ask(reading, open, chunk, tier, found);
      }
    }
    ExtractionStatus status = troubles.isEmpty() ? ExtractionStatus.OK : ExtractionStatus.PARTIAL;
    List<NewExtraction> extractions =
        reading.stale().stream()
            .map(
                group ->
                    Extractor.extraction(
                        group,
                        tier.merge(
                            group,
                            reading.markupItems(group),
                            found.getOrDefault(group.name(), List.of())),
                        status))
            .toList();
    return extractor.result(
        reading,
        troubles.isEmpty() ? UnitStatus.EXTRACTED : UnitStatus.PARTIAL,
        extractions,
        troubles.isEmpty() ? null : String.join("; ", troubles),
        null,
        purchase.usage());
  }

  private void ask(
      Extractor.Reading reading,
      List<FieldGroup> open,
      KeptChunk kept,
      ModelTier tier,
      Map<String, List<Item>> found) {
    Chunk chunk = kept.chunk();
    try {
      ReadReply reply = readableReply(reading, open, kept.text());
      if (reply.truncated()) {
        troubles.add("chunk " + chunk.ordinal() + ": the reply was cut, what was whole is kept");
      }
      for (FieldGroup group : open) {
        found
            .computeIfAbsent(group.name(), name -> new ArrayList<>())
            .addAll(tier.ground(group, chunk.interval(), reply));
      }
    } catch (UnreadableReply unreadable) {
      troubles.add("chunk " + chunk.ordinal() + ": " + unreadable.getMessage());
    } catch (ModelCallFailed failed) {
      if (failed.retriable()) {
        throw failed;
      }
      troubles.add("chunk " + chunk.ordinal() + ": " + failed.getMessage());
    }
  }

  /** A stored reply that cannot be read is not asked for again: the next attempt is another purchase. */
  private ReadReply readableReply(Extractor.Reading reading, List<FieldGroup> open, String text) {
    for (int attempt = 1; ; attempt++) {
      ModelRequest request =
          ExtractionPrompts.request(
              settings.model(),
              schema.effectiveSourceLabel(),
              open,
              new PromptPage(
                  reading.unit().source().sourceGroup(),
                  reading.document().title(),
                  reading.unit().source().url(),
                  text),
              attempt,
              settings.maxOutputTokens());
      try {
        return ModelReplyReader.read(purchase.reply(request, attempt), open);
      } catch (UnreadableReply unreadable) {
        if (attempt == READABLE_ATTEMPTS) {
          throw unreadable;
        }
      }
    }
  }
}
