package lode.activities.extraction;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import lode.domain.boilerplate.LeftOut;
import lode.domain.document.ContentHash;
import lode.domain.document.DocumentConverter;
import lode.domain.document.Source;
import lode.domain.document.SourceId;
import lode.domain.document.SourceStatus;
import lode.domain.extraction.ExtractRequest;
import lode.domain.extraction.ExtractionStatus;
import lode.domain.extraction.ExtractionUnit;
import lode.domain.extraction.LanguageModel;
import lode.domain.extraction.ModelCallFailed;
import lode.domain.extraction.UnitResult;
import lode.domain.extraction.UnitStatus;
import lode.domain.job.JobError;
import lode.domain.project.ExtractionSchema;
import lode.domain.project.ProjectId;

/**
 * Extracts from pages that belong to no project: by the same tiers, prompts and checks as a job, but
 * nothing is stored: the next run pays for its replies again. Used by many threads at once.
 */
public final class LoosePages {

  private static final ProjectId NO_PROJECT = new ProjectId(new UUID(0, 0));

  private static final ExtractRequest EVERYTHING =
      new ExtractRequest(List.of(), List.of(), List.of(), true, null);

  private final ExtractionSchema schema;
  private final ExtractorSettings settings;
  private final DocumentConverter converter;
  private final LanguageModel model;

  /**
   * Pages read with one schema.
   *
   * @param model asked when the settings name one; decides itself whether a call is tried again
   */
  public LoosePages(
      ExtractionSchema schema,
      ExtractorSettings settings,
      DocumentConverter converter,
      LanguageModel model) {
    this.schema = schema;
    this.settings = settings;
    this.converter = converter;
    this.model = model;
  }

  /**
   * The extractions of one page, one for each field group.
   *
   * @param sourceGroup what the page is about, as prompts tell it
   * @param url where it is from; empty when that is not known
   * @throws lode.domain.document.FileNotReadable when the body is a file that gives no text
   */
  public UnitResult extract(String sourceGroup, String url, byte[] body, String contentType) {
    Extractor extractor = new Extractor(schema, EVERYTHING, settings, this::open);
    ExtractionUnit unit = unit(sourceGroup, url, body, contentType);
    if (!settings.hasModel()) {
      return extractor.markupResult(extractor.read(open(unit)));
    }
    DirectPurchase purchase = new DirectPurchase(model);
    try {
      return new ModelUnit(extractor, schema, settings, purchase).extract(unit);
    } catch (ModelCallFailed failed) {
      return withoutModel(extractor, unit, failed, purchase);
    }
  }

  private UnitResult withoutModel(
      Extractor extractor, ExtractionUnit unit, ModelCallFailed failed, Replies purchase) {
    Extractor.Reading reading = extractor.read(open(unit));
    return extractor.result(
        reading,
        UnitStatus.PARTIAL,
        extractor.markupExtractions(reading, ExtractionStatus.PARTIAL),
        "the model did not answer: " + failed.getMessage(),
        JobError.of(failed, "model"),
        purchase.usage());
  }

  /** Nothing is known of other pages of the host. */
  private UnitReading open(ExtractionUnit unit) {
    return new UnitReading(
        unit,
        () -> converter.convert(unit.body(), unit.contentType()),
        document -> LeftOut.NOTHING);
  }

  private static ExtractionUnit unit(
      String sourceGroup, String url, byte[] body, String contentType) {
    Source source =
        new Source(
            new SourceId(new UUID(0, 0)),
            NO_PROJECT,
            url,
            sourceGroup,
            "",
            SourceStatus.PENDING,
            null,
            null,
            null,
            200,
            1,
            null,
            null,
            Map.of(),
            Instant.EPOCH,
            Instant.EPOCH,
            Instant.EPOCH);
    return new ExtractionUnit(
        0, source, ContentHash.of(body), body, contentType, UnitStatus.PLANNED, Map.of());
  }
}
