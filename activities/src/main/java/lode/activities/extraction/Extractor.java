package lode.activities.extraction;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import lode.domain.boilerplate.LeftOut;
import lode.domain.document.ContentHash;
import lode.domain.document.Document;
import lode.domain.document.DocumentConverter;
import lode.domain.document.DocumentId;
import lode.domain.extraction.ExtractRequest;
import lode.domain.extraction.ExtractedData;
import lode.domain.extraction.ExtractionPrompts;
import lode.domain.extraction.ExtractionStatus;
import lode.domain.extraction.ExtractionUnit;
import lode.domain.extraction.ExtractionUnit.CurrentExtraction;
import lode.domain.extraction.GroupAnswer;
import lode.domain.extraction.Item;
import lode.domain.extraction.MarkupTier;
import lode.domain.extraction.ModelUsage;
import lode.domain.extraction.NewExtraction;
import lode.domain.extraction.UnitResult;
import lode.domain.extraction.UnitStatus;
import lode.domain.job.JobError;
import lode.domain.project.ExtractionSchema;
import lode.domain.project.Field;
import lode.domain.project.FieldGroup;
import lode.domain.project.SchemaHash;
import org.jspecify.annotations.Nullable;

/** Reads one source: document, markup answers, and what is left for the model. */
final class Extractor {

  private final ExtractionSchema schema;
  private final ExtractRequest request;
  private final ExtractorSettings settings;
  private final MarkupTier markupTier;
  private final UnitReading.Opener units;

  Extractor(
      ExtractionSchema schema,
      ExtractRequest request,
      ExtractorSettings settings,
      UnitReading.Opener units) {
    this.schema = schema;
    this.units = units;
    this.request = request;
    this.settings = settings;
    this.markupTier = new MarkupTier(groups());
  }

  /** Names all that takes part in an answer: another fingerprint makes an extraction stale. */
  static String fingerprint(ExtractorSettings settings) {
    String tiers = DocumentConverter.VERSION + " " + MarkupTier.VERSION;
    return settings.hasModel()
        ? tiers + " " + ExtractionPrompts.VERSION + " " + settings.model()
        : tiers;
  }

  /** Looks up what reading a unit needs; nothing of it fails because of the page. */
  UnitReading open(ExtractionUnit unit) {
    return units.open(unit);
  }

  /** The source as the markup tier reads it. */
  Reading read(UnitReading opened) {
    ExtractionUnit unit = opened.unit();
    DocumentConverter.Converted converted = opened.document().get();
    LeftOut leftOut = opened.leftOut().apply(converted.document());
    Document document = leftOut.blanked(converted.document());
    DocumentId id = DocumentId.of(unit.bodyHash(), converted.version());
    ContentHash contentHash = ContentHash.ofMainContent(document);
    List<FieldGroup> stale =
        groups().stream().filter(group -> isStale(unit, group, contentHash)).toList();
    Map<String, GroupAnswer> markup =
        stale.isEmpty()
            ? Map.of()
            : markupTier.answer(document, id, unit.source().url()).stream()
                .collect(Collectors.toMap(GroupAnswer::fieldGroup, Function.identity()));
    return new Reading(unit, converted, leftOut, document, id, contentHash, stale, markup);
  }

  private List<FieldGroup> groups() {
    return schema.fieldGroups().stream()
        .filter(
            group ->
                request.fieldGroups().isEmpty() || request.fieldGroups().contains(group.name()))
        .toList();
  }

  private boolean isStale(ExtractionUnit unit, FieldGroup group, ContentHash contentHash) {
    CurrentExtraction current = unit.current().get(group.name());
    return request.force()
        || current == null
        || !current.answers(SchemaHash.groupHash(group), fingerprint(settings), contentHash);
  }

  /** What a model is still to answer: groups with the fields that markup left open. */
  List<FieldGroup> openGroups(Reading reading) {
    List<FieldGroup> open = new ArrayList<>();
    if (!settings.hasModel() || reading.document.content().isBlank()) {
      return open;
    }
    for (FieldGroup group : reading.stale) {
      List<Item> items = reading.markupItems(group);
      List<Field> left =
          group.fields().stream().filter(field -> isOpen(group, field, items)).toList();
      if (!left.isEmpty()) {
        open.add(
            new FieldGroup(
                group.name(),
                group.description(),
                group.entityList(),
                group.identity(),
                group.maxItems(),
                group.hint(),
                left));
      }
    }
    return open;
  }

  /** The identity fields of an entity list are always asked for: they tie values to entities. */
  private static boolean isOpen(FieldGroup group, Field field, List<Item> items) {
    boolean answered =
        !items.isEmpty()
            && items.stream().allMatch(item -> item.fields().containsKey(field.name()));
    boolean everythingAnswered =
        !items.isEmpty()
            && items.stream().allMatch(item -> item.fields().size() == group.fields().size());
    return !answered
        || group.entityList()
            && !everythingAnswered
            && group.effectiveIdentity().contains(field.name());
  }

  /** The result of a source without a model. */
  UnitResult markupResult(Reading reading) {
    if (reading.stale.isEmpty()) {
      return result(reading, UnitStatus.UNCHANGED, List.of(), null, null, ModelUsage.NONE);
    }
    if (!openGroups(reading).isEmpty()) {
      return result(reading, UnitStatus.MODEL, List.of(), null, null, ModelUsage.NONE);
    }
    return result(
        reading,
        UnitStatus.EXTRACTED,
        markupExtractions(reading, ExtractionStatus.OK),
        null,
        null,
        ModelUsage.NONE);
  }

  /** What the markup tier found, as extractions with this status where it found something. */
  List<NewExtraction> markupExtractions(Reading reading, ExtractionStatus status) {
    return reading.stale.stream()
        .map(
            group ->
                extraction(
                    group, new GroupAnswer(group.name(), reading.markupItems(group)), status))
        .toList();
  }

  static NewExtraction extraction(FieldGroup group, GroupAnswer answer, ExtractionStatus status) {
    boolean silent = answer.isEmpty() && status == ExtractionStatus.OK;
    return new NewExtraction(
        group, silent ? ExtractionStatus.EMPTY : status, ExtractedData.of(group, answer), answer);
  }

  /** A source that could not be read. */
  UnitResult failed(ExtractionUnit unit, JobError error) {
    return new UnitResult(
        unit,
        UnitStatus.FAILED,
        null,
        null,
        LeftOut.NOTHING,
        DocumentConverter.version(unit.body(), unit.contentType()),
        fingerprint(settings),
        List.of(),
        error.message(),
        error,
        ModelUsage.NONE);
  }

  UnitResult result(
      Reading reading,
      UnitStatus status,
      List<NewExtraction> extractions,
      @Nullable String reason,
      @Nullable JobError error,
      ModelUsage usage) {
    return new UnitResult(
        reading.unit,
        status,
        reading.converted.document(),
        reading.contentHash,
        reading.leftOut,
        reading.converted.version(),
        fingerprint(settings),
        extractions,
        reason,
        error,
        usage);
  }

  /**
   * A source as the tiers read it.
   *
   * @param converted the whole document
   * @param document the same with blanks in place of what is left out
   */
  record Reading(
      ExtractionUnit unit,
      DocumentConverter.Converted converted,
      LeftOut leftOut,
      Document document,
      DocumentId documentId,
      ContentHash contentHash,
      List<FieldGroup> stale,
      Map<String, GroupAnswer> markup) {

    List<Item> markupItems(FieldGroup group) {
      GroupAnswer answer = markup.get(group.name());
      return answer == null ? List.of() : answer.items();
    }
  }
}
