package lode.standalone.pages;

import lode.domain.document.Document;
import lode.domain.document.PlainText;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A document as one line of JSON: every member is there, null where the page does not say it. */
final class DocumentLine {

  private DocumentLine() {}

  static ObjectNode of(PageFile page, Document document) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("id", page.id());
    line.put("url", page.url());
    line.put("title", document.title());
    line.putNull("author");
    line.putNull("published");
    line.putNull("modified");
    line.put("language", document.language());
    line.putNull("siteName");
    line.put("description", document.description());
    line.putNull("canonical");
    line.putNull("pageType");
    line.put("text", PlainText.of(document));
    line.put("markdown", document.content());
    line.set("structuredData", StructuredItems.of(document.structuredData()));
    ArrayNode leftOut = line.putArray("leftOut");
    document.leftOut().forEach(leftOut::add);
    return line;
  }
}
