package lode.standalone.pages;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import lode.domain.document.DecodedPage;
import org.jspecify.annotations.Nullable;

/**
 * The encoding that all pages of a folder were saved in, whatever they say of themselves; a byte order
 * mark says it better.
 *
 * @param charset null when each page tells its own
 */
public record SavedEncoding(@Nullable Charset charset) {

  private static final byte[] UTF_8_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  /** Each page tells its own. */
  public static final SavedEncoding OF_EACH_PAGE = new SavedEncoding(null);

  /** The body as UTF-8 with its mark, which no meta tag inside outweighs. */
  byte[] marked(byte[] body) {
    if (charset == null || DecodedPage.hasByteOrderMark(body)) {
      return body;
    }
    byte[] text =
        charset.equals(StandardCharsets.UTF_8)
            ? body
            : new String(body, charset).getBytes(StandardCharsets.UTF_8);
    byte[] marked = new byte[UTF_8_MARK.length + text.length];
    System.arraycopy(UTF_8_MARK, 0, marked, 0, UTF_8_MARK.length);
    System.arraycopy(text, 0, marked, UTF_8_MARK.length, text.length);
    return marked;
  }
}
