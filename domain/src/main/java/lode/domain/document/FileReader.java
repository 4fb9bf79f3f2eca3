package lode.domain.document;

/** Reads the text of PDF and Office files. */
public interface FileReader {

  /**
   * The text of one file.
   *
   * @param type one of PDF, DOCX and XLSX
   * @throws FileNotReadable when there is no text to be had, and why
   */
  FileText read(FileType type, byte[] body);
}
