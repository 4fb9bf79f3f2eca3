package lode.domain.document;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A page body as text, in the encoding that the WHATWG Encoding and HTML standards would choose:
 * byte order mark, then the header, then a meta tag in the first 1,024 bytes; without any of them
 * UTF-8 if the body is valid UTF-8, else what its bytes look like, else windows-1252. One thing is
 * otherwise: a header that the body proves wrong gives way to a meta tag that fits.
 *
 * @param text decoded body without byte order mark; bytes that are not valid become U+FFFD
 * @param charset the encoding that was used
 */
public record DecodedPage(String text, Charset charset) {

  /** Bytes of a body that are read; the rest is ignored. */
  public static final int MAX_BYTES = 32 * 1024 * 1024;

  private static final int PRESCAN_BYTES = 1024;

  /** Where a tag is looked for that comes later than the standard allows. */
  private static final int LATE_PRESCAN_BYTES = 32 * 1024;

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
    Charset header = contentType == null ? null : find(HEADER, contentType);
    Charset meta = declaredInside(body, length, PRESCAN_BYTES);
    if (header == null && meta == null) {
      return sniff(body, length);
    }
    return declared(body, length, header == null ? meta : header, meta);
  }

  /** Whether the body begins with a byte order mark, which outweighs all else. */
  public static boolean hasByteOrderMark(byte[] body) {
    return byteOrderMark(body, body.length) != null;
  }

  /** The encoding that pages mean by this name (WHATWG Encoding Standard); empty for no name. */
  public static Optional<Charset> charsetCalled(String label) {
    return Optional.ofNullable(EncodingLabels.find(label));
  }

  /**
   * In the encoding that was declared. Where the body itself proves it wrong, and the meta tag knows
   * better, a server's default stood in the header.
   */
  private static DecodedPage declared(
      byte[] body, int length, Charset first, @Nullable Charset second) {
    if (second != null && !second.equals(first)) {
      // Any bytes are text in an encoding of single bytes; UTF-8 is not met by chance.
      boolean believed = !second.equals(StandardCharsets.UTF_8) || isAscii(body, length);
      CharBuffer text = believed ? strict(body, length, first) : null;
      CharBuffer other = text == null ? strict(body, length, second) : null;
      if (other != null) {
        return new DecodedPage(other.toString(), second);
      }
    }
    return new DecodedPage(new String(body, 0, length, first), first);
  }

  private static boolean isAscii(byte[] body, int length) {
    for (int i = 0; i < length; i++) {
      if (body[i] < 0) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable CharBuffer strict(byte[] body, int length, Charset charset) {
    try {
      return charset.newDecoder().decode(ByteBuffer.wrap(body, 0, length));
    } catch (CharacterCodingException malformed) {
      return null;
    }
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

  private static @Nullable Charset declaredInside(byte[] body, int length, int prescan) {
    String head = new String(body, 0, Math.min(length, prescan), StandardCharsets.ISO_8859_1);
    Charset declared = find(DECLARED, head);
    // The tag was read as ASCII, so the body cannot be UTF-16 whatever it says.
    boolean isUtf16 = declared != null && declared.name().startsWith("UTF-16");
    return isUtf16 ? StandardCharsets.UTF_8 : declared;
  }

  private static @Nullable Charset find(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? EncodingLabels.find(matcher.group(1)) : null;
  }

  /** UTF-8 if it is valid, else what a late meta tag says, else what the bytes look like. */
  private static DecodedPage sniff(byte[] body, int length) {
    Charset wide = EncodingGuess.withoutMark(body, length);
    CharBuffer text = wide == null ? strict(body, length, StandardCharsets.UTF_8) : null;
    if (text != null && !isJapaneseMail(body, length)) {
      return new DecodedPage(text.toString(), StandardCharsets.UTF_8);
    }
    Charset charset = wide;
    if (charset == null) {
      charset = declaredInside(body, length, LATE_PRESCAN_BYTES);
    }
    if (charset == null) {
      charset = EncodingGuess.of(body, length);
    }
    if (charset == null) {
      charset = WINDOWS_1252;
    }
    return new DecodedPage(new String(body, 0, length, charset), charset);
  }

  /** ISO-2022-JP is all ASCII; it begins its characters with an escape that nothing else has. */
  static boolean isJapaneseMail(byte[] body, int length) {
    for (int i = 0; i + 2 < length; i++) {
      if (body[i] == 0x1b && body[i + 1] == '$' && (body[i + 2] == 'B' || body[i + 2] == '@')) {
        return true;
      }
    }
    return false;
  }
}
