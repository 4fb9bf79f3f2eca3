package lode.standalone.pages;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import lode.domain.document.DecodedPage;
import org.jspecify.annotations.Nullable;

/**
 * A saved page.
 *
 * @param id the file's name without its endings
 * @param url where the page is from, as {@code urls.json} says; null when it does not
 */
public record PageFile(String id, Path path, @Nullable String url) {

  /** Bytes of a page, unpacked; a larger file is refused, not cut. */
  public static final int MAX_BYTES = DecodedPage.MAX_BYTES;

  private static final Pattern NAME =
      Pattern.compile("(.+?)\\.html?(\\.gz)?", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /** The id of a file of this name; empty when it is no page by its name. */
  static Optional<String> idOf(String fileName) {
    Matcher matcher = NAME.matcher(fileName);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /**
   * The page's bytes. What is packed is told by its first bytes: names may be wrong.
   *
   * @throws PageRefused when the file is too large or packed in a broken way
   */
  byte[] read() throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = bounded(in);
      boolean isPacked = bytes.length > 2 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b;
      return isPacked ? unpacked(bytes) : bytes;
    }
  }

  private static byte[] unpacked(byte[] packed) throws IOException {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed), 1 << 16)) {
      return bounded(in);
    } catch (EOFException cut) {
      throw new PageRefused("the compressed file ends too early");
    } catch (ZipException broken) {
      throw new PageRefused("the compressed file is broken: " + broken.getMessage());
    }
  }

  private static byte[] bounded(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw new PageRefused("the page is larger than " + MAX_BYTES + " bytes");
    }
    return bytes;
  }
}
