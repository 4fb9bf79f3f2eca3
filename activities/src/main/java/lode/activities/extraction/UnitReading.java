package lode.activities.extraction;

import java.util.function.Function;
import java.util.function.Supplier;
import lode.domain.boilerplate.LeftOut;
import lode.domain.document.Document;
import lode.domain.document.DocumentConverter.Converted;
import lode.domain.extraction.ExtractionUnit;

/**
 * A unit that is ready to be read without any store.
 *
 * @param document gives its document; fails when the body cannot be read
 * @param leftOut what of the document its host repeats elsewhere
 */
record UnitReading(
    ExtractionUnit unit, Supplier<Converted> document, Function<Document, LeftOut> leftOut) {

  /** Gets ready what reading a unit needs; nothing of it fails because of the page. */
  interface Opener {
    UnitReading open(ExtractionUnit unit);
  }
}
