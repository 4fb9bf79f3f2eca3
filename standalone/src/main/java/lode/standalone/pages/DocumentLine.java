package lode.standalone.pages;

import lode.domain.document.Document;
import lode.domain.document.LabelledValue;
import lode.domain.document.PageMetadata;
import lode.domain.document.PageType;
import lode.domain.document.PlainText;
import lode.domain.document.StructuredTree;
import lode.domain.extraction.value.Measure;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A document as one line of JSON: every member is there, null where the page does not say it. */
final class DocumentLine {

  private DocumentLine() {}

  static ObjectNode of(PageFile page, Document document) {
    PageMetadata metadata = document.metadata();
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("id", page.id());
    line.put("url", page.url());
    line.put("title", document.title());
    line.put("author", metadata.author());
    line.put("published", metadata.published());
    line.put("modified", metadata.modified());
    line.put("language", document.language());
    line.put("siteName", metadata.siteName());
    line.put("description", document.description());
    line.put("canonical", metadata.canonicalUrl());
    PageType type = metadata.pageType();
    line.put("pageType", type == null ? null : type.label());
    line.put("text", PlainText.of(document));
    line.put("markdown", document.content());
    line.put("comments", document.comments());
    line.set("structuredData", StructuredTree.of(document).toJson());
    ArrayNode facts = line.putArray("facts");
    document.labelledValues().forEach(value -> add(facts, value, document.language()));
    ArrayNode leftOut = line.putArray("leftOut");
    document.leftOut().forEach(leftOut::add);
    return line;
  }

  /** A labelled value; what the page shows of it stands in the markdown, or outside the main content. */
  private static void add(ArrayNode facts, LabelledValue value, @Nullable String language) {
    ObjectNode fact = facts.addObject();
    fact.put("label", value.label());
    fact.put("value", value.value());
    fact.put("about", value.subject());
    fact.put("row", value.row() < 0 ? null : value.row());
    Measure measure = Measure.of(value.label(), value.value(), language).orElse(null);
    fact.put("number", measure == null ? null : measure.number());
    fact.put("unit", measure == null ? null : measure.unit());
  }
}
