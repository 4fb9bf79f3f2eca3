package lode.adapters.http;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.brotli.dec.BrotliInputStream;

/**
 * Content codings (RFC 9110, 8.4): gzip, deflate with and without its zlib frame, brotli, and several
 * of them one upon the other. What each of them gives is counted, so that no bomb unfolds inside.
 */
final class ContentCodings {

  /** What {@code Accept-Encoding} says. */
  static final String ACCEPTED = "gzip, deflate, br";

  /** A server that packs a body more often than this means no good. */
  private static final int MOST_LAYERS = 4;

  /** Decoders of brotli take up to 16 MiB each, whatever becomes of the body. */
  private static final Semaphore BROTLI = new Semaphore(4);

  private ContentCodings() {}

  /**
   * The bytes of a body without its codings, from a stream that is read as far as needed.
   *
   * @param header value of {@code Content-Encoding}, several joined by commas; empty without
   * @param maxBytes longest body after each coding
   * @param cut whether a longer body is cut there; else it is refused
   */
  static byte[] decoded(InputStream raw, String header, int maxBytes, boolean cut)
      throws IOException {
    List<String> codings = codings(header);
    boolean brotli = codings.contains("br");
    if (codings.isEmpty()) {
      return read(raw, maxBytes, cut);
    }
    if (!brotli) {
      return unpacked(new Bounded(raw, maxBytes), codings, maxBytes, cut);
    }
    // The site's pace must not hold a decoder: the packed body is read first.
    byte[] packed = read(raw, maxBytes, false);
    BROTLI.acquireUninterruptibly();
    try {
      return unpacked(new ByteArrayInputStream(packed), codings, maxBytes, cut);
    } finally {
      BROTLI.release();
    }
  }

  /** In the order in which they are taken off. */
  private static List<String> codings(String header) throws IOException {
    List<String> codings = new ArrayList<>();
    for (String part : header.toLowerCase(Locale.ROOT).split(",")) {
      String coding = part.strip();
      switch (coding) {
        case "", "identity", "none" -> {
          // Nothing was done to the body.
        }
        case "gzip", "x-gzip" -> codings.add("gzip");
        case "deflate", "br" -> codings.add(coding);
        default -> {
          String shown = coding.length() > 40 ? coding.substring(0, 40) : coding;
          throw new CodingUnknown("content encoding " + shown + " is not read (" + ACCEPTED + ")");
        }
      }
    }
    if (codings.size() > MOST_LAYERS) {
      throw new CodingUnknown("more than " + MOST_LAYERS + " content encodings");
    }
    Collections.reverse(codings);
    return codings;
  }

  private static byte[] unpacked(InputStream raw, List<String> codings, int maxBytes, boolean cut)
      throws IOException {
    List<Inflater> inflaters = new ArrayList<>();
    try {
      InputStream in = raw;
      for (String coding : codings) {
        in = new Bounded(layer(in, coding, inflaters), maxBytes);
      }
      return read(in, maxBytes, cut);
    } finally {
      // They hold memory outside of the heap.
      inflaters.forEach(Inflater::end);
    }
  }

  private static InputStream layer(InputStream in, String coding, List<Inflater> inflaters)
      throws IOException {
    PushbackInputStream peeked = new PushbackInputStream(in, 2);
    int first = peeked.read();
    int second = peeked.read();
    if (second >= 0) {
      peeked.unread(second);
    }
    if (first < 0) {
      // An empty body is empty, whatever it is said to be packed with.
      return InputStream.nullInputStream();
    }
    peeked.unread(first);
    return switch (coding) {
      case "gzip" -> new Gunzip(peeked, inflaters);
      case "br" -> new BrotliInputStream(peeked);
      default -> {
        Inflater inflater = new Inflater(!isZlib(first, second));
        inflaters.add(inflater);
        yield new InflaterInputStream(peeked, inflater);
      }
    };
  }

  /** RFC 1950, 2.2: method 8 and a check; else servers mean a deflate stream alone (RFC 1951). */
  private static boolean isZlib(int first, int second) {
    return (first & 0x0f) == 8 && second >= 0 && ((first << 8 | second) % 31) == 0;
  }

  private static byte[] read(InputStream in, int maxBytes, boolean cut) throws IOException {
    try {
      byte[] body = in.readNBytes(maxBytes);
      if (!cut && body.length == maxBytes && in.read() >= 0) {
        throw new BodyTooLong(maxBytes);
      }
      return body;
    } catch (UncheckedIOException | IllegalStateException | IndexOutOfBoundsException broken) {
      throw new IOException("the body is not what its content encoding says", broken);
    }
  }

  /** Gives its inflater away to be ended: closing would close, and first drain, the connection. */
  private static final class Gunzip extends GZIPInputStream {

    Gunzip(InputStream in, List<Inflater> inflaters) throws IOException {
      super(in);
      inflaters.add(inf);
    }
  }

  /** Gives at most a byte more than may be kept: what lies behind is never unpacked. */
  private static final class Bounded extends FilterInputStream {

    private final int maxBytes;
    private long left;

    Bounded(InputStream in, int maxBytes) {
      super(in);
      this.maxBytes = maxBytes;
      this.left = maxBytes + 1L;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (left <= 0) {
        throw new BodyTooLong(maxBytes);
      }
      int read = super.read(buffer, offset, (int) Math.min(left, length));
      left -= Math.max(0, read);
      return read;
    }
  }
}
