package lode.domain.document;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a file says, before it is written as a document.
 *
 * @param title as the file's properties have it, or null
 * @param language BCP-47 tag, or null
 * @param created when the file says it was made, or null
 * @param modified when the file says it was last changed, or null
 */
public record FileText(
    @Nullable String title,
    @Nullable String author,
    @Nullable String language,
    @Nullable Instant created,
    @Nullable Instant modified,
    List<FileBlock> blocks) {

  public FileText {
    blocks = List.copyOf(blocks);
  }

  /** A text that says nothing of itself. */
  static FileText of(List<FileBlock> blocks) {
    return new FileText(null, null, null, null, null, blocks);
  }
}
