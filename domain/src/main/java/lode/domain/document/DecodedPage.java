package lode.domain.document;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A page body as text, in the encoding that the WHATWG Encoding and HTML standards would choose:
 * byte order mark, then the header, then a meta tag in the first 1,024 bytes; without any of them
 * UTF-8 if the body is valid UTF-8, else windows-1252.
 *
 * @param text decoded body without byte order mark; bytes that are not valid become U+FFFD
 * @param charset the encoding that was used
 */
public record DecodedPage(String text, Charset charset) {

  /** Bytes of a body that are read; the rest is ignored. */
  public static final int MAX_BYTES = 32 * 1024 * 1024;

  private static final int PRESCAN_BYTES = 1024;
  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
  private static final Pattern DECLARED =
      Pattern.compile(
          "<(?:meta\\b[^>]{0,400}?|\\?xml\\b[^>]{0,200}?(?=encoding))(?:charset|encoding)\\s*=\\s*[\"']?\\s*([\\w.:-]{1,40})",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern HEADER =
      Pattern.compile("charset\\s*=\\s*[\"']?\\s*([\\w.:-]{1,40})", Pattern.CASE_INSENSITIVE);

  /** Decodes a body; never fails. {@code contentType} is the value of the Content-Type header. */
  public static DecodedPage decode(byte[] body, @Nullable String contentType) {
    int length = Math.min(body.length, MAX_BYTES);
    Charset marked = byteOrderMark(body, length);
    if (marked != null) {
      int skip = marked.equals(StandardCharsets.UTF_8) ? 3 : 2;
      return new DecodedPage(new String(body, skip, length - skip, marked), marked);
    }
    Charset declared = contentType == null ? null : find(HEADER, contentType);
    if (declared == null) {
      declared = declaredInside(body, length);
    }
    if (declared != null) {
      return new DecodedPage(new String(body, 0, length, declared), declared);
    }
    return sniff(body, length);
  }

  private static @Nullable Charset byteOrderMark(byte[] body, int length) {
    if (length >= 3 && body[0] == (byte) 0xEF && body[1] == (byte) 0xBB && body[2] == (byte) 0xBF) {
      return StandardCharsets.UTF_8;
    }
    if (length >= 2 && body[0] == (byte) 0xFE && body[1] == (byte) 0xFF) {
      return StandardCharsets.UTF_16BE;
    }
    if (length >= 2 && body[0] == (byte) 0xFF && body[1] == (byte) 0xFE) {
      return StandardCharsets.UTF_16LE;
    }
    return null;
  }

  private static @Nullable Charset declaredInside(byte[] body, int length) {
    String head = new String(body, 0, Math.min(length, PRESCAN_BYTES), StandardCharsets.ISO_8859_1);
    Charset declared = find(DECLARED, head);
    // The tag was read as ASCII, so the body cannot be UTF-16 whatever it says.
    boolean isUtf16 = declared != null && declared.name().startsWith("UTF-16");
    return isUtf16 ? StandardCharsets.UTF_8 : declared;
  }

  private static @Nullable Charset find(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? named(matcher.group(1)) : null;
  }

  private static @Nullable Charset named(String label) {
    String name = label.toLowerCase(Locale.ROOT);
    if (name.equals("utf8")) {
      return StandardCharsets.UTF_8;
    }
    try {
      Charset charset = Charset.forName(name);
      // The Encoding standard reads these two labels as windows-1252, as all browsers do.
      boolean isLatin =
          charset.equals(StandardCharsets.ISO_8859_1) || charset.equals(StandardCharsets.US_ASCII);
      return isLatin ? WINDOWS_1252 : charset;
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return null;
    }
  }

  private static DecodedPage sniff(byte[] body, int length) {
    try {
      CharBuffer text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body, 0, length));
      return new DecodedPage(text.toString(), StandardCharsets.UTF_8);
    } catch (CharacterCodingException e) {
      return new DecodedPage(new String(body, 0, length, WINDOWS_1252), WINDOWS_1252);
    }
  }
}
