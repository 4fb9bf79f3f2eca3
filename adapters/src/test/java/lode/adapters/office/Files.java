package lode.adapters.office;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;

/** Writes files to read. */
final class Files {

  private Files() {}

  /** What writes something. */
  interface Writing<T> {
    void to(T target) throws IOException;
  }

  /** A text at a place of a page, in points from the left and the top. */
  record Text(float left, float top, float size, String words) {}

  static Text text(float left, float top, String words) {
    return new Text(left, top, 11, words);
  }

  @SafeVarargs
  static byte[] pdf(List<Text>... pages) {
    return pdf(document -> {}, pages);
  }

  @SafeVarargs
  static byte[] pdf(Writing<PDDocument> last, List<Text>... pages) {
    try (PDDocument document = new PDDocument()) {
      PDType1Font font = new PDType1Font(Standard14Fonts.FontName.HELVETICA);
      for (List<Text> texts : pages) {
        PDPage page = new PDPage(PDRectangle.A4);
        document.addPage(page);
        try (PDPageContentStream out = new PDPageContentStream(document, page)) {
          for (Text text : texts) {
            out.beginText();
            out.setFont(font, text.size());
            out.newLineAtOffset(text.left(), PDRectangle.A4.getHeight() - text.top());
            out.showText(text.words());
            out.endText();
          }
        }
      }
      last.to(document);
      return bytes(document::save);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] bytes(Writing<ByteArrayOutputStream> writing) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      writing.to(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
