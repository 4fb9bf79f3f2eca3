package lode.domain.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lode.domain.boilerplate.KeptText;
import lode.domain.boilerplate.KeptText.KeptChunk;
import lode.domain.boilerplate.LeftOut;
import lode.domain.document.CharInterval;
import lode.domain.document.Chunk;
import lode.domain.document.ChunkLimits;
import lode.domain.document.Document;
import lode.domain.document.DocumentId;
import lode.domain.document.Source;
import lode.domain.extraction.Extraction;
import lode.domain.extraction.FieldValue;
import lode.domain.extraction.Item;
import lode.domain.job.NamedUuid;

/** What of a source can be found: the chunks of its document and its extractions in words. */
public final class PassageTexts {

  /** Longest text of an extraction's passage; fields beyond it are found through their chunk. */
  private static final int LONGEST = 2_000;

  /** Chunks of one page that can be found: what a page of a million words has beyond is not. */
  static final int MOST_CHUNKS = 2_000;

  private PassageTexts() {}

  /** The passages of a source, without what is left out; the same content always gives the same ids. */
  public static List<Passage> of(
      Source source,
      DocumentId documentId,
      Document document,
      LeftOut leftOut,
      List<Extraction> extractions) {
    List<Passage> passages = new ArrayList<>();
    List<KeptChunk> chunks = KeptText.of(document, leftOut).chunks(ChunkLimits.forMiniLm());
    for (KeptChunk kept : chunks.subList(0, Math.min(chunks.size(), MOST_CHUNKS))) {
      if (!kept.text().isBlank()) {
        passages.add(chunk(source, documentId, kept.chunk(), kept.text()));
      }
    }
    for (Extraction extraction : extractions) {
      List<Item> items = extraction.answer().items();
      for (int i = 0; i < items.size(); i++) {
        if (!items.get(i).fields().isEmpty()) {
          passages.add(extraction(source, extraction, items.get(i), i));
        }
      }
    }
    return passages;
  }

  private static Passage chunk(Source source, DocumentId documentId, Chunk chunk, String text) {
    return new Passage(
        NamedUuid.of(source.id().value(), "chunk/" + chunk.ordinal()),
        source.projectId(),
        source.id(),
        documentId,
        null,
        source.sourceGroup(),
        null,
        chunk.headingPath(),
        text,
        chunk.interval());
  }

  private static Passage extraction(Source source, Extraction extraction, Item item, int ordinal) {
    String group = extraction.answer().fieldGroup();
    String fields =
        item.fields().entrySet().stream()
            .map(PassageTexts::inWords)
            .collect(Collectors.joining("; "));
    String text = source.sourceGroup() + ", " + inWords(group) + ": " + fields;
    return new Passage(
        NamedUuid.of(source.id().value(), "extraction/" + group + "/" + ordinal),
        source.projectId(),
        source.id(),
        extraction.documentId(),
        extraction.id(),
        source.sourceGroup(),
        group,
        inWords(group),
        text.length() > LONGEST ? text.substring(0, LONGEST) : text,
        interval(item));
  }

  private static String inWords(Map.Entry<String, FieldValue> field) {
    FieldValue value = field.getValue();
    String unit = value.unit() == null ? "" : " " + value.unit();
    String shown =
        value.value().isString() || value.value().isNumber()
            ? value.value().asString() + unit
            : value.raw();
    return inWords(field.getKey()) + " " + shown;
  }

  private static String inWords(String name) {
    return name.replace('_', ' ');
  }

  /** Where the evidence stands: from the first quote to the last one. */
  private static CharInterval interval(Item item) {
    int start = Integer.MAX_VALUE;
    int end = 0;
    for (FieldValue value : item.fields().values()) {
      if (value.charStart() >= 0) {
        start = Math.min(start, value.charStart());
        end = Math.max(end, value.charEnd());
      }
    }
    return end == 0 ? new CharInterval(0, 0) : new CharInterval(start, end);
  }
}
