package lode.domain.document;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A kind of file, other than HTML, that is read as a document. */
public enum FileType {
  /** Portable Document Format (ISO 32000). */
  PDF("pdf"),
  /** Office Open XML text document (ECMA-376). */
  DOCX("docx"),
  /** Office Open XML workbook (ECMA-376). */
  XLSX("xlsx"),
  /** Plain text; a form feed begins a page. */
  TEXT("txt"),
  /** Markdown (RFC 7763). */
  MARKDOWN("md");

  /** Bytes at the start in which a PDF has its mark; some have other bytes before it. */
  private static final int PDF_MARK_WITHIN = 1_024;

  private static final String WORD =
      "application/vnd.openxmlformats-officedocument.wordprocessingml";
  private static final String SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml";

  private static final Map<String, FileType> BY_MEDIA_TYPE =
      Map.of(
          "application/pdf",
          PDF,
          "application/x-pdf",
          PDF,
          WORD + ".document",
          DOCX,
          "application/vnd.ms-word.document.macroenabled.12",
          DOCX,
          SHEET + ".sheet",
          XLSX,
          "application/vnd.ms-excel.sheet.macroenabled.12",
          XLSX,
          "text/plain",
          TEXT,
          "text/markdown",
          MARKDOWN,
          "text/x-markdown",
          MARKDOWN);

  /** Types that servers give to files they do not know, or to the new formats of an old program. */
  private static final Set<String> UNSPECIFIC =
      Set.of(
          "",
          "application/octet-stream",
          "binary/octet-stream",
          "application/binary",
          "application/download",
          "application/x-download",
          "application/force-download",
          "application/zip",
          "application/x-zip-compressed",
          "application/msword",
          "application/vnd.ms-excel");

  private final String extension;

  FileType(String extension) {
    this.extension = extension;
  }

  /** Usual end of a file name, without the dot. */
  public String extension() {
    return extension;
  }

  /**
   * The type by the Content-Type header; by the first bytes where the header says nothing or where a
   * PDF is called a text. Empty for HTML and for all that is not read.
   *
   * @param contentType value of the Content-Type header, or null
   */
  public static Optional<FileType> of(@Nullable String contentType, byte[] body) {
    String media =
        contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (UNSPECIFIC.contains(media)) {
      return ofBytes(body);
    }
    FileType named = BY_MEDIA_TYPE.get(media);
    boolean isText = named == TEXT || named == MARKDOWN;
    return isText && startsPdf(body) ? Optional.of(PDF) : Optional.ofNullable(named);
  }

  private static Optional<FileType> ofBytes(byte[] body) {
    if (startsPdf(body)) {
      return Optional.of(PDF);
    }
    if (at(body, 0, "PK\u0003\u0004") && holds(body, "[Content_Types].xml", body.length)) {
      if (holds(body, "word/", body.length)) {
        return Optional.of(DOCX);
      }
      return holds(body, "xl/", body.length) ? Optional.of(XLSX) : Optional.empty();
    }
    return Optional.empty();
  }

  private static boolean startsPdf(byte[] body) {
    return holds(body, "%PDF-", PDF_MARK_WITHIN);
  }

  /** Names in a zip archive stand in it as they are. */
  private static boolean holds(byte[] body, String wanted, int within) {
    int last = Math.min(within, body.length) - wanted.length();
    for (int i = 0; i <= last; i++) {
      if (body[i] == wanted.charAt(0) && at(body, i, wanted)) {
        return true;
      }
    }
    return false;
  }

  private static boolean at(byte[] body, int start, String wanted) {
    byte[] bytes = wanted.getBytes(StandardCharsets.ISO_8859_1);
    if (start + bytes.length > body.length) {
      return false;
    }
    for (int i = 0; i < bytes.length; i++) {
      if (body[start + i] != bytes[i]) {
        return false;
      }
    }
    return true;
  }
}
