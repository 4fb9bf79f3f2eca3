package lode.activities;

import java.nio.charset.StandardCharsets;
import java.util.List;
import lode.domain.document.DocumentConverter;
import lode.domain.document.FileBlock;
import lode.domain.document.FileNotReadable;
import lode.domain.document.FileText;

/** Files whose bytes are their text; one that says so is damaged or a scan. */
public final class PlainFiles {

  private PlainFiles() {}

  public static DocumentConverter converter() {
    return new DocumentConverter((type, body) -> text(new String(body, StandardCharsets.US_ASCII)));
  }

  private static FileText text(String bytes) {
    if (bytes.contains("damaged")) {
      throw FileNotReadable.damaged(bytes, new IllegalStateException());
    }
    if (bytes.contains("scan")) {
      throw FileNotReadable.byRule("no text: a scan");
    }
    return new FileText(null, null, null, null, null, List.of(new FileBlock.Paragraph(bytes)));
  }
}
