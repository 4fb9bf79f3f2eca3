package lode.domain.boilerplate;

import java.util.List;
import lode.domain.document.Document;
import lode.domain.document.DocumentId;
import lode.domain.document.SourceId;

/**
 * What is counted of a page.
 *
 * @param prints different blocks of its main content
 * @param characters code units of its main content
 */
public record SurveyedPage(
    SourceId sourceId, SitePlace place, DocumentId documentId, List<Long> prints, int characters) {

  public SurveyedPage {
    prints = List.copyOf(prints);
  }

  /** The blocks of a source's document. */
  public static SurveyedPage of(
      SourceId sourceId, String url, DocumentId documentId, Document document) {
    return new SurveyedPage(
        sourceId,
        SitePlace.of(url),
        documentId,
        PageBlocks.prints(PageBlocks.of(document)),
        document.contentLength());
  }
}
