package lode.adapters.office;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import lode.domain.document.FileNotReadable;

/**
 * Measures what the deflated streams of a PDF unpack to, before PDFBox unpacks them into memory: a few
 * kilobytes can hold gigabytes.
 */
final class PdfStreams {

  private static final byte[] STREAM = "stream".getBytes(StandardCharsets.US_ASCII);

  /** A filter inside a filter multiplies what one of them can do, and serves nothing else. */
  private static final Pattern TWICE =
      Pattern.compile("/(?:FlateDecode|Fl|LZWDecode|LZW)\\s*/(?:FlateDecode|Fl|LZWDecode|LZW)\\b");

  private PdfStreams() {}

  static void check(byte[] body, long limit, ReadingTime time) {
    if (TWICE.matcher(new String(body, StandardCharsets.ISO_8859_1)).find()) {
      throw FileNotReadable.byRule("file packs its streams twice");
    }
    long total = 0;
    byte[] sink = new byte[1 << 16];
    Inflater inflater = new Inflater();
    try {
      for (int i = 0; i + STREAM.length < body.length; i++) {
        if (body[i] == 's' && startsStream(body, i)) {
          time.check();
          int data = afterLineEnd(body, i + STREAM.length);
          inflater.reset();
          inflater.setInput(body, data, body.length - data);
          total = unpacked(inflater, sink, total, limit);
        }
      }
    } finally {
      inflater.end();
    }
  }

  private static boolean startsStream(byte[] body, int start) {
    for (int i = 0; i < STREAM.length; i++) {
      if (body[start + i] != STREAM[i]) {
        return false;
      }
    }
    byte next = body[start + STREAM.length];
    boolean isEnd = start >= 3 && body[start - 1] == 'd' && body[start - 2] == 'n';
    return !isEnd && (next == '\r' || next == '\n');
  }

  private static int afterLineEnd(byte[] body, int at) {
    int next = at;
    if (next < body.length && body[next] == '\r') {
      next++;
    }
    return next < body.length && body[next] == '\n' ? next + 1 : next;
  }

  private static long unpacked(Inflater inflater, byte[] sink, long before, long limit) {
    long total = before;
    try {
      for (int n = inflater.inflate(sink); n > 0; n = inflater.inflate(sink)) {
        total += n;
        if (total > limit) {
          throw OfficePackage.tooLarge(limit);
        }
      }
    } catch (DataFormatException otherFilter) {
      return total;
    }
    return total;
  }
}
