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
    } catch (OutOfMemoryError large) {
      // What filled the memory is what was read of this file, and out of reach by now.
      throw FileNotReadable.byRule("file needs more memory than there is");
    } catch (LinkageError notThere) {
      // PDFBox decrypts for certificates with a library that Lode has no use for.
      throw FileNotReadable.byRule("file is of a kind that is not read: " + notThere.getMessage());
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
