package lode.domain.document;

import com.ibm.icu.text.CharsetDetector;
import com.ibm.icu.text.CharsetMatch;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Guesses the encoding of a body that does not say it, from the frequencies of its bytes (ICU). */
final class EncodingGuess {

  /** Text that is looked at; more makes no better guess. */
  private static final int SAMPLE = 8_192;

  /** Fewer bytes above ASCII are evidence of nothing: a few umlauts, mostly. */
  private static final int LEAST_EVIDENCE = 12;

  private static final int LEAST_CONFIDENCE = 20;

  private EncodingGuess() {}

  /** The likely encoding; null when nothing is likely. */
  static @Nullable Charset of(byte[] body, int length) {
    if (DecodedPage.isJapaneseMail(body, length)) {
      return EncodingLabels.find("iso-2022-jp");
    }
    byte[] sample = foreign(body, length);
    if (evidence(sample) < LEAST_EVIDENCE) {
      return null;
    }
    for (CharsetMatch match : new CharsetDetector().setText(sample).detectAll()) {
      // UTF-8 was tried before, and UTF-16 is told by its zeros.
      boolean isUnicode = match.getName().startsWith("UTF-");
      if (match.getConfidence() >= LEAST_CONFIDENCE && !isUnicode) {
        return EncodingLabels.find(match.getName());
      }
    }
    return null;
  }

  /** UTF-16 of a page has a zero beside each letter of its tags. */
  static @Nullable Charset withoutMark(byte[] body, int length) {
    int looked = Math.min(length, 1_024) & ~1;
    int even = 0;
    int odd = 0;
    for (int i = 0; i < looked; i += 2) {
      even += body[i] == 0 ? 1 : 0;
      odd += body[i + 1] == 0 ? 1 : 0;
    }
    int half = looked / 2;
    if (half < 4 || Math.max(even, odd) * 2 < half || Math.min(even, odd) * 20 > half) {
      return null;
    }
    return even > odd ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
  }

  /**
   * Runs of text that have bytes above ASCII: without tags, scripts and plain English, which tell
   * nothing. No encoding of the web has the bytes of angle brackets inside its characters.
   */
  private static byte[] foreign(byte[] body, int length) {
    ByteArrayOutputStream sample = new ByteArrayOutputStream(SAMPLE);
    int from = 0;
    boolean foreign = false;
    for (int i = 0; i <= length && sample.size() < SAMPLE; i++) {
      boolean ends = i == length || body[i] == '<' || body[i] == '>';
      if (!ends) {
        foreign |= body[i] < 0;
        continue;
      }
      if (foreign) {
        sample.write(body, from, Math.min(i - from, SAMPLE - sample.size()));
        sample.write('\n');
      }
      from = i + 1;
      foreign = false;
    }
    return sample.toByteArray();
  }

  private static int evidence(byte[] sample) {
    int high = 0;
    for (byte one : sample) {
      high += one < 0 ? 1 : 0;
    }
    return high;
  }
}
