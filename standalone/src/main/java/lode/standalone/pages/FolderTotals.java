package lode.standalone.pages;

/**
 * How the pages of a folder went.
 *
 * @param partial pages of which something is missing, which their lines say
 * @param failed pages that could not be read
 */
public record FolderTotals(int pages, int partial, int failed) {

  FolderTotals plus(PageLines.Outcome outcome) {
    return new FolderTotals(
        pages + 1,
        partial + (outcome == PageLines.Outcome.PARTIAL ? 1 : 0),
        failed + (outcome == PageLines.Outcome.FAILED ? 1 : 0));
  }
}
