package lode.adapters.office;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import lode.domain.document.FileBlock;
import lode.domain.document.FileNotReadable;
import lode.domain.document.FileText;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.pdmodel.font.FontMappers;
import org.jspecify.annotations.Nullable;

/** Reads PDF files page by page: lines as they stand on the page, put together by {@link PdfLayout}. */
final class PdfReader {

  /** Beyond this, what PDFBox unpacks goes to a scratch file. */
  private static final long IN_MEMORY_BYTES = 16L << 20;

  /** Titles that programs write when nobody does. */
  private static final Pattern NO_TITLE =
      Pattern.compile(
          "(?i)(untitled|unbenannt|title|document|dokument|presentation|slide)[ _-]*\\d*"
              + "|.*\\.(docx?|dotx?|xlsx?|pptx?|odt|indd|qxp|qxd|pdf|tex|dvi|rtf|pmd|fm|cdr|ai)");

  private static final Pattern PROGRAM = Pattern.compile("^Microsoft (Word|PowerPoint|Excel) - ");

  static {
    FontMappers.set(new BundledFonts());
  }

  private PdfReader() {}

  static FileText read(byte[] body, FileSettings settings, ReadingTime time) {
    PdfStreams.check(body, settings.maxUnpackedBytes(), time);
    MemoryUsageSetting memory =
        MemoryUsageSetting.setupMixed(IN_MEMORY_BYTES, 2 * settings.maxUnpackedBytes());
    try (PDDocument pdf =
        Loader.loadPDF(new RandomAccessReadBuffer(body), "", memory.streamCache)) {
      return text(pdf, settings, time);
    } catch (InvalidPasswordException needed) {
      throw FileNotReadable.byRule("encrypted: the file opens with a password only");
    } catch (FileNotReadable known) {
      throw known;
    } catch (IOException | RuntimeException broken) {
      time.check();
      throw FileNotReadable.damaged("the PDF cannot be read: " + broken.getMessage(), broken);
    }
  }

  private static FileText text(PDDocument pdf, FileSettings settings, ReadingTime time)
      throws IOException {
    int count = pdf.getNumberOfPages();
    if (count > settings.maxPages()) {
      throw FileNotReadable.byRule(
          "file has more than "
              + settings.maxPages()
              + " pages (LODE_FILES_MAX_PAGES sets the limit)");
    }
    PdfLines lines = new PdfLines(time);
    List<List<PdfLine>> pages = new ArrayList<>();
    for (int page = 1; page <= count; page++) {
      time.check();
      pages.add(lines.page(pdf, page));
    }
    if (pages.stream().flatMap(List::stream).noneMatch(PdfLine::saysSomething)) {
      throw FileNotReadable.byRule("no text: a scan");
    }
    PDDocumentInformation info = pdf.getDocumentInformation();
    return new FileText(
        title(info.getTitle()),
        textOrNull(info.getAuthor()),
        textOrNull(pdf.getDocumentCatalog().getLanguage()),
        instant(info.getCreationDate()),
        instant(info.getModificationDate()),
        blocks(pages, time));
  }

  private static List<FileBlock> blocks(List<List<PdfLine>> pages, ReadingTime time) {
    PdfFonts fonts = PdfFonts.of(pages);
    List<FileBlock> blocks = new ArrayList<>();
    for (int i = 0; i < pages.size(); i++) {
      time.check();
      blocks.add(new FileBlock.Start(i + 1, null));
      blocks.addAll(new PdfLayout(fonts).blocks(pages.get(i)));
    }
    return blocks;
  }

  private static @Nullable String title(@Nullable String raw) {
    String title = raw == null ? "" : PROGRAM.matcher(raw.strip()).replaceFirst("").strip();
    boolean says = title.chars().anyMatch(Character::isLetter) && title.length() > 2;
    return says && !NO_TITLE.matcher(title.toLowerCase(Locale.ROOT)).matches() ? title : null;
  }

  private static @Nullable String textOrNull(@Nullable String raw) {
    return raw == null || raw.isBlank() ? null : raw.strip();
  }

  private static @Nullable Instant instant(@Nullable Calendar time) {
    return time == null ? null : time.toInstant();
  }
}
