package lode.domain.document;

import java.util.List;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * Turns a page body into a document. A pure function of the body and its content type; links stay
 * as the page has them.
 */
public final class HtmlConverter {

  /** Part of a document's identity: changes whenever the same body gives another document. */
  public static final int VERSION = 3;

  /** Main content with less text than this is no main content: the whole body is taken. */
  private static final int LITTLE = 80;

  private static final int MAX_OUTSIDE = 500;

  private HtmlConverter() {}

  /**
   * Converts a body; never fails, whatever the bytes are.
   *
   * @param contentType value of the Content-Type header, or null
   */
  public static Document convert(byte[] body, @Nullable String contentType) {
    DecodedPage decoded = DecodedPage.decode(body, contentType);
    org.jsoup.nodes.Document page = HtmlTree.parse(decoded.text(), "");
    PageElements elements = PageElements.of(page);
    PageHead head = PageHead.of(elements);
    StructuredLeaves leaves = leaves(elements, head);
    PageMetadata metadata = MetadataReader.read(elements, leaves, head);
    MainContent main = MainContent.of(page);
    Rendered rendered = render(page.body(), main);
    DocumentText text = new DocumentText(rendered.content().writer());
    text.addLeaves(leaves);
    List<Element> everything = List.of(page.body());
    text.addLabelled(LabelledFinder.find(rendered.content(), everything), true, Integer.MAX_VALUE);
    text.addLabelled(LabelledFinder.find(rendered.outside(), everything), false, MAX_OUTSIDE);
    return text.document(head, metadata);
  }

  /** Main content, and the parts outside of it that are not about moving around. */
  private record Rendered(MarkdownRenderer content, MarkdownRenderer outside) {}

  private static Rendered render(Element body, MainContent main) {
    MarkdownRenderer content = new MarkdownRenderer(main::isLeftOut);
    content.render(main.root());
    if (content.writer().length() < LITTLE && main.root() != body) {
      content = new MarkdownRenderer(main::isLeftOut);
      content.render(body);
    }
    if (content.writer().length() < LITTLE) {
      content = new MarkdownRenderer(element -> false);
      content.render(body);
    }
    MarkdownRenderer written = content;
    MarkdownRenderer outside =
        new MarkdownRenderer(element -> written.hasWritten(element) || element.nameIs("nav"));
    outside.render(body);
    if (!written.hasWritten(body)) {
      main.leftOutBelow(main.root()).forEach(outside::render);
    } else {
      main.leftOutBelow(body).forEach(outside::render);
    }
    return new Rendered(content, outside);
  }

  private static StructuredLeaves leaves(PageElements page, PageHead head) {
    StructuredLeaves leaves = new StructuredLeaves();
    JsonLdReader.read(page, leaves);
    InlineItemReader.read(page, leaves);
    MetaTagReader.read(page, leaves);
    EmbeddedStateReader.read(page, head, leaves);
    OfferReader.read(page, leaves);
    return leaves;
  }
}
