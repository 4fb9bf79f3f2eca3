package lode.domain.document;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns any body that Lode keeps into a document: pages, PDF and Office files, texts. */
public final class DocumentConverter {

  /** Names the converters: part of the extractor's fingerprint. */
  public static final String VERSION =
      "html-" + HtmlConverter.VERSION + " file-" + FileConverter.VERSION;

  private final FileReader files;

  /** Reads PDF and Office files with this reader. */
  public DocumentConverter(FileReader files) {
    this.files = files;
  }

  /**
   * A document and the version of the converter that made it, which is part of its identity.
   *
   * @param version see {@link DocumentId#of(ContentHash, int)}
   */
  public record Converted(Document document, int version) {}

  /**
   * Converts a body.
   *
   * @param contentType value of the Content-Type header, or null
   * @throws FileNotReadable when a file gives no text; a page always gives a document
   */
  public Converted convert(byte[] body, @Nullable String contentType) {
    Optional<FileType> type = FileType.of(contentType, body);
    return type.isEmpty()
        ? new Converted(HtmlConverter.convert(body, contentType), HtmlConverter.VERSION)
        : new Converted(file(type.get(), body, contentType), FileConverter.VERSION);
  }

  /** The version of the converter that reads such a body. */
  public static int version(byte[] body, @Nullable String contentType) {
    return FileType.of(contentType, body).isEmpty() ? HtmlConverter.VERSION : FileConverter.VERSION;
  }

  private Document file(FileType type, byte[] body, @Nullable String contentType) {
    FileText text =
        switch (type) {
          case PDF, DOCX, XLSX -> files.read(type, body);
          case TEXT, MARKDOWN -> TextFileReader.read(body, contentType, type == FileType.MARKDOWN);
        };
    return FileConverter.convert(text);
  }
}
