package lode.activities.extraction;

import lode.domain.boilerplate.Boilerplates;
import lode.domain.boilerplate.SurveyedPage;
import lode.domain.document.Document;
import lode.domain.document.DocumentConverter;
import lode.domain.document.DocumentConverter.Converted;
import lode.domain.document.DocumentId;
import lode.domain.document.Documents;
import lode.domain.extraction.ExtractionUnit;
import org.jspecify.annotations.Nullable;

/**
 * Gives the documents of sources: those that are kept as they are, others converted.
 *
 * @param converter makes documents of bodies
 * @param documents the documents that are kept
 * @param boilerplates what is repeated over the pages of a host
 */
public record PageReader(
    DocumentConverter converter, Documents documents, Boilerplates boilerplates) {

  /** A unit with what the stores have of it: from here on it is read without them. */
  record Opened(ExtractionUnit unit, @Nullable Document kept) {}

  /** Looks up whether a unit's body was converted before. */
  Opened open(ExtractionUnit unit) {
    int version = DocumentConverter.version(unit.body(), unit.contentType());
    DocumentId id = DocumentId.of(unit.bodyHash(), version);
    return new Opened(unit, documents.find(id).orElse(null));
  }

  /** The document of a unit's body, which each converter version converts once. */
  Converted read(Opened opened) {
    ExtractionUnit unit = opened.unit();
    return opened.kept() == null
        ? converter.convert(unit.body(), unit.contentType())
        : new Converted(opened.kept(), DocumentConverter.version(unit.body(), unit.contentType()));
  }

  /** Keeps the document of a unit and what is counted of it. */
  void keep(ExtractionUnit unit, Converted read) {
    documents.keep(unit.bodyHash(), read.version(), read.document());
    boilerplates.keep(
        unit.source().projectId(),
        SurveyedPage.of(
            unit.source().id(),
            unit.source().url(),
            DocumentId.of(unit.bodyHash(), read.version()),
            read.document()));
  }
}
