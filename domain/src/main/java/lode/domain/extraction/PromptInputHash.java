package lode.domain.extraction;

import java.nio.charset.StandardCharsets;
import lode.domain.document.ContentHash;

/** SHA-256 of what goes into a prompt, as 64 hexadecimal digits: equal input, equal completion. */
final class PromptInputHash {

  private PromptInputHash() {}

  /** Hash of the parts in their order; the bounds between parts count. */
  static String of(String... parts) {
    StringBuilder text = new StringBuilder();
    for (String part : parts) {
      text.append(part.getBytes(StandardCharsets.UTF_8).length).append(':').append(part);
    }
    return ContentHash.of(text.toString()).hex();
  }
}
