package lode.domain.document;

import java.util.List;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jspecify.annotations.Nullable;

/**
 * Turns a page body into a document. A pure function of the body and its content type; links stay
 * as the page has them.
 */
public final class HtmlConverter {

  /** Part of a document's identity: changes whenever the same body gives another document. */
  public static final int VERSION = 5;

  private static final int MAX_OUTSIDE = 500;

  private HtmlConverter() {}

  /**
   * Converts a body; never fails, whatever the bytes are. Time and memory grow with the size of the
   * page and end at the bounds of {@link DecodedPage#MAX_BYTES} and {@link ParsedPage#MAX_TAGS}: what
   * is beyond them is named by {@link Document#leftOut()}.
   *
   * @param contentType value of the Content-Type header, or null
   */
  public static Document convert(byte[] body, @Nullable String contentType) {
    return convert(body, contentType, ContentModel.bundled());
  }

  /** The same, with another model of what main content is: to measure one while it is trained. */
  public static Document convert(byte[] body, @Nullable String contentType, ContentModel model) {
    DecodedPage decoded = DecodedPage.decode(body, contentType);
    PageBound bound = PageBound.of(body, decoded);
    return convert(HtmlTree.parse(bound.html(), ""), model).document().withLeftOut(bound.leftOut());
  }

  /**
   * A document with what it was made of.
   *
   * @param inside labelled values of the main content
   * @param beside those outside of it; the document may have fewer
   */
  record Conversion(
      org.jsoup.nodes.Document page,
      Document document,
      MarkdownRenderer content,
      MarkdownRenderer outside,
      List<LabelledFinder.Found> inside,
      List<LabelledFinder.Found> beside) {}

  static Conversion convert(org.jsoup.nodes.Document page) {
    return convert(page, ContentModel.bundled());
  }

  private static Conversion convert(org.jsoup.nodes.Document page, ContentModel model) {
    PageElements elements = PageElements.of(page);
    PageHead head = PageHead.of(elements);
    MainContent main = MainContent.of(elements, model);
    StructuredLeaves leaves = leaves(elements, head, main);
    PageMetadata metadata = MetadataReader.read(elements, leaves, head).withPageType(main.type());
    Rendered rendered = render(page.body(), main);
    DocumentText text = new DocumentText(rendered.content().writer());
    text.addLeaves(leaves);
    LabelledPairs pairs = LabelledPairs.of(page.body());
    List<LabelledFinder.Found> inside = LabelledFinder.find(rendered.content(), pairs);
    List<LabelledFinder.Found> beside = LabelledFinder.find(rendered.outside(), pairs);
    text.addLabelled(inside, true, Integer.MAX_VALUE);
    text.addLabelled(beside, false, MAX_OUTSIDE);
    return new Conversion(
        page,
        text.document(head, metadata, comments(main)),
        rendered.content(),
        rendered.outside(),
        inside,
        beside);
  }

  /** Main content, and the parts outside of it that are not about moving around. */
  private record Rendered(MarkdownRenderer content, MarkdownRenderer outside) {}

  private static Rendered render(Element body, MainContent main) {
    MarkdownRenderer content = new MarkdownRenderer(main::isLeftOut);
    content.render(body);
    MarkdownRenderer outside = new MarkdownRenderer(HtmlConverter::saysNothing);
    main.leftOut().forEach(outside::render);
    return new Rendered(content, outside);
  }

  private static @Nullable String comments(MainContent main) {
    if (main.comments().isEmpty()) {
      return null;
    }
    MarkdownRenderer comments = new MarkdownRenderer(HtmlConverter::saysNothing);
    main.comments().forEach(comments::render);
    return comments.writer().written();
  }

  /** What nobody sees, and what is there to move around or to be pressed. */
  private static boolean saysNothing(Node node) {
    return node instanceof Element element
        && (element.nameIs("nav") || element.nameIs("button") || HtmlTree.isHidden(element));
  }

  private static StructuredLeaves leaves(PageElements page, PageHead head, MainContent main) {
    StructuredLeaves leaves = new StructuredLeaves();
    JsonLdReader.read(page, leaves);
    InlineItemReader.read(page, leaves);
    MetaTagReader.read(page, leaves);
    EmbeddedStateReader.read(page, head, leaves);
    if (main.mayBeProduct()) {
      OfferReader.read(page, leaves);
    }
    return leaves;
  }
}
