package lode.domain.extraction;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lode.domain.document.Document;
import lode.domain.document.DocumentId;
import lode.domain.project.FieldGroup;

/**
 * Fills field groups from what a page states in its markup: structured data (JSON-LD, microdata, RDFa,
 * OpenGraph, meta tags), tables, definition lists and "Label: value" lines, and from the offer that a
 * visitor sees on it. No model is asked.
 *
 * <p>Precision comes first. A value is taken where a property of schema.org or a label names exactly
 * one field of the group and the text reads as a value of the field's type and unit. Only statements
 * about the page's own thing count: no related products, breadcrumbs, review authors or publishers,
 * and no block below a heading about other things. A block of labelled values speaks to the kind of
 * thing whose fields it names most often. Confidence follows the evidence: 0.95 for the exact
 * property, 0.9 for a label with the field's own name, 0.8 for a synonym, less where the page hedges
 * or contradicts itself. A quote is the text of the line at its interval, on the visible page where
 * the same value stands there under its label, else in the document's appendix.
 */
public final class MarkupTier {

  /** Part of the extractor fingerprint: raised whenever the same document could answer otherwise. */
  public static final String VERSION = "markup-2";

  private final Map<FieldGroup, LabelMatcher> matchers = new LinkedHashMap<>();

  /** A tier for many pages: what can be worked out from the groups alone is worked out once. */
  public MarkupTier(List<FieldGroup> groups) {
    groups.forEach(group -> matchers.put(group, new LabelMatcher(group)));
  }

  /** Answers one page; for many pages with the same groups, keep a {@link MarkupTier}. */
  public static List<GroupAnswer> answer(
      Document document, DocumentId id, String pageUrl, List<FieldGroup> groups) {
    return new MarkupTier(groups).answer(document, id, pageUrl);
  }

  /**
   * What the page says about each group, in the groups' order; groups without an answer are left out.
   *
   * @param id identity of the document, kept with every value
   * @param pageUrl absolute URL of the page, for relative links
   */
  public List<GroupAnswer> answer(Document document, DocumentId id, String pageUrl) {
    PageFacts page = new PageFacts(document, pageUrl);
    Map<FieldGroup, LabelledReader> readers = new LinkedHashMap<>();
    matchers.forEach((group, matcher) -> readers.put(group, new LabelledReader(page, matcher)));
    BlockOwners owners = new BlockOwners(page, readers);
    List<GroupAnswer> answers = new ArrayList<>();
    for (FieldGroup group : matchers.keySet()) {
      GroupReader reader =
          new GroupReader(page, id, group, matchers.get(group), readers.get(group), owners);
      GroupAnswer answer = new GroupAnswer(group.name(), reader.items());
      if (!answer.isEmpty()) {
        answers.add(answer);
      }
    }
    return answers;
  }

  /** Confidence that a label with this score says what the field asks for. */
  static double weight(double score) {
    if (score >= 0.95) {
      return 0.9;
    }
    if (score >= 0.87) {
      return 0.85;
    }
    return score >= 0.8 ? 0.8 : 0.72;
  }
}
