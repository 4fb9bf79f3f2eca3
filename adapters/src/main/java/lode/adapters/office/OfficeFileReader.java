package lode.adapters.office;

import java.util.concurrent.Semaphore;
import lode.domain.document.FileNotReadable;
import lode.domain.document.FileReader;
import lode.domain.document.FileText;
import lode.domain.document.FileType;

/**
 * {@link FileReader} with PDFBox and POI: a few files at once, each bounded in pages, cells, unpacked
 * bytes and time. Nothing in a file is run and nothing outside of it is looked up: no macros, scripts,
 * formulas, external entities or links.
 */
public final class OfficeFileReader implements FileReader {

  private final FileSettings settings;
  private final Semaphore places;

  /** Reads within these limits. */
  public OfficeFileReader(FileSettings settings) {
    this.settings = settings;
    this.places = new Semaphore(settings.atOnce());
  }

  @Override
  public FileText read(FileType type, byte[] body) {
    try {
      places.acquire();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("waiting to read a file was interrupted", stopped);
    }
    try {
      return readNow(type, body);
    } catch (StackOverflowError deep) {
      throw FileNotReadable.damaged("is nested too deep", deep);
    } finally {
      places.release();
    }
  }

  private FileText readNow(FileType type, byte[] body) {
    ReadingTime time = new ReadingTime(settings.timeout());
    return switch (type) {
      case PDF -> PdfReader.read(body, settings, time);
      case DOCX -> OfficePackage.read(body, settings, pack -> DocxReader.read(pack, time));
      case XLSX ->
          OfficePackage.read(body, settings, pack -> XlsxReader.read(pack, settings, time));
      case TEXT, MARKDOWN -> throw new IllegalArgumentException("is read without help: " + type);
    };
  }
}
