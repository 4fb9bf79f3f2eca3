package lode.adapters.office;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;

/** PDFBox's words of a page, sorted by position, as lines with their places. */
final class PdfLines extends PDFTextStripper {

  /** A gap of this many font sizes parts two segments of a line; a space is a quarter of one. */
  private static final float WIDE_GAP = 1.2f;

  private final ReadingTime time;
  private final List<PdfLine> lines = new ArrayList<>();
  private final List<PdfLine.Segment> segments = new ArrayList<>();

  PdfLines(ReadingTime time) {
    this.time = time;
    setSortByPosition(true);
    setShouldSeparateByBeads(false);
  }

  List<PdfLine> page(PDDocument pdf, int page) throws IOException {
    lines.clear();
    segments.clear();
    setStartPage(page);
    setEndPage(page);
    writeText(pdf, Writer.nullWriter());
    endLine();
    return List.copyOf(lines);
  }

  @Override
  protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
    time.check();
    super.processOperator(operator, operands);
  }

  @Override
  protected void writeString(String text, List<TextPosition> positions) {
    if (text.isBlank() || positions.isEmpty()) {
      return;
    }
    TextPosition first = positions.get(0);
    TextPosition last = positions.get(positions.size() - 1);
    float left = first.getXDirAdj();
    float right = last.getXDirAdj() + last.getWidthDirAdj();
    float size = Math.max(first.getFontSizeInPt(), 1);
    PdfLine.Segment before = segments.isEmpty() ? null : segments.get(segments.size() - 1);
    if (before != null && left - before.right() < WIDE_GAP * Math.max(size, before.size())) {
      segments.set(
          segments.size() - 1,
          new PdfLine.Segment(
              before.text() + " " + text,
              before.left(),
              Math.max(before.right(), right),
              before.y(),
              Math.max(size, before.size())));
    } else {
      segments.add(new PdfLine.Segment(text, left, right, first.getYDirAdj(), size));
    }
  }

  @Override
  protected void writeLineSeparator() {
    endLine();
  }

  @Override
  protected void writeParagraphEnd() {
    endLine();
  }

  private void endLine() {
    if (!segments.isEmpty()) {
      lines.add(new PdfLine(segments));
      segments.clear();
    }
  }
}
