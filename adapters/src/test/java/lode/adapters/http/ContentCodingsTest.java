package lode.adapters.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ContentCodingsTest {

  private static final int LIMIT = 100_000;

  /** "grüße aus dem brotli", made by another implementation. */
  private static final byte[] BROTLI =
      Base64.getDecoder().decode("iwqAZ3LDvMOfZSBhdXMgZGVtIGJyb3RsaQM=");

  /** 64 MiB of zeros in 110 bytes. */
  private static final byte[] BROTLI_BOMB =
      Base64.getDecoder()
          .decode(
              "y///P/gnAOKxQCD3/o///3/wTwDEYRGA7v0f////4J8AiMMCAN37P/7//8E/ARCHBQC693/8//+DfwIgDgsA"
                  + "dO//+P//B/8EQBwWAOje//H//w/+CYA4LADQvf/L//8//BMAcVgAoHv/Bw==");

  private interface Packing {
    OutputStream around(OutputStream out) throws IOException;
  }

  private static byte[] packed(byte[] plain, Packing packing) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = packing.around(bytes)) {
      out.write(plain);
    }
    return bytes.toByteArray();
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    return packed(plain, GZIPOutputStream::new);
  }

  private static byte[] zlib(byte[] plain) throws IOException {
    return packed(plain, DeflaterOutputStream::new);
  }

  private static byte[] deflate(byte[] plain) throws IOException {
    return packed(plain, out -> new DeflaterOutputStream(out, new Deflater(9, true)));
  }

  private static byte[] decoded(byte[] packed, String header) throws IOException {
    return ContentCodings.decoded(new ByteArrayInputStream(packed), header, LIMIT, false);
  }

  @Test
  void readsEachCoding() throws IOException {
    byte[] plain = "Grüße ".repeat(2_000).getBytes(UTF_8);

    assertThat(decoded(plain, "")).isEqualTo(plain);
    assertThat(decoded(plain, "identity")).isEqualTo(plain);
    assertThat(decoded(gzip(plain), "gzip")).isEqualTo(plain);
    assertThat(decoded(gzip(plain), "X-GZip")).isEqualTo(plain);
    assertThat(decoded(zlib(plain), "deflate")).isEqualTo(plain);
    assertThat(decoded(deflate(plain), "deflate")).isEqualTo(plain);
    assertThat(decoded(BROTLI, "br")).isEqualTo("grüße aus dem brotli".getBytes(UTF_8));
  }

  @Test
  void readsSeveralCodingsInARow() throws IOException {
    byte[] plain = "Grüße ".repeat(2_000).getBytes(UTF_8);

    assertThat(decoded(gzip(zlib(plain)), "deflate, gzip")).isEqualTo(plain);
    assertThat(decoded(zlib(gzip(gzip(plain))), "gzip,gzip, deflate")).isEqualTo(plain);
    assertThat(decoded(gzip(BROTLI), "br, gzip")).isEqualTo("grüße aus dem brotli".getBytes(UTF_8));
    assertThatThrownBy(() -> decoded(plain, "gzip, gzip, gzip, gzip, gzip"))
        .isInstanceOf(CodingUnknown.class)
        .hasMessageContaining("more than 4");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "br", "br, gzip"})
  void readsAnEmptyBodyAsEmpty(String header) throws IOException {
    assertThat(decoded(new byte[0], header)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"compress", "zstd", "utf-8", "'gzip, sdch'"})
  void namesACodingThatItDoesNotRead(String header) {
    assertThatThrownBy(() -> decoded(new byte[10], header))
        .isInstanceOf(CodingUnknown.class)
        .hasMessageContaining("is not read (gzip, deflate, br)");
  }

  @Test
  void refusesBombsOfAnyCoding() throws IOException {
    byte[] zeros = new byte[50_000_000];
    byte[] twice = gzip(gzip(zeros));

    assertThatThrownBy(() -> decoded(gzip(zeros), "gzip")).isInstanceOf(BodyTooLong.class);
    assertThatThrownBy(() -> decoded(zlib(zeros), "deflate")).isInstanceOf(BodyTooLong.class);
    assertThatThrownBy(() -> decoded(deflate(zeros), "deflate")).isInstanceOf(BodyTooLong.class);
    assertThatThrownBy(() -> decoded(BROTLI_BOMB, "br")).isInstanceOf(BodyTooLong.class);
    assertThatThrownBy(() -> decoded(twice, "gzip, gzip")).isInstanceOf(BodyTooLong.class);
    assertThatThrownBy(() -> decoded(gzip(BROTLI_BOMB), "br, gzip"))
        .isInstanceOf(BodyTooLong.class);
  }

  @Test
  void refusesABombInsideOfWhichLittleIs() throws IOException {
    byte[] outer = gzip(gzip("small".getBytes(UTF_8)));
    byte[] padded = gzip(concatenated(gzip("small".getBytes(UTF_8)), new byte[50_000_000]));

    assertThat(decoded(outer, "gzip, gzip")).isEqualTo("small".getBytes(UTF_8));
    // What lies behind the inner body is not unpacked to its end.
    assertThat(decoded(padded, "gzip, gzip")).isEqualTo("small".getBytes(UTF_8));
  }

  private static byte[] concatenated(byte[] a, byte[] b) {
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  @Test
  void readsExactlyAsMuchAsIsAllowed() throws IOException {
    assertThat(decoded(gzip(new byte[LIMIT]), "gzip")).hasSize(LIMIT);
    assertThatThrownBy(() -> decoded(gzip(new byte[LIMIT + 1]), "gzip"))
        .isInstanceOf(BodyTooLong.class);
  }

  @Test
  void cutsWhereThatWillDo() throws IOException {
    byte[] plain = new byte[LIMIT * 3];
    for (byte[] body : new byte[][] {plain, gzip(plain)}) {
      String header = body == plain ? "" : "gzip";
      InputStream in = new ByteArrayInputStream(body);
      assertThat(ContentCodings.decoded(in, header, LIMIT, true)).hasSize(LIMIT);
    }
    assertThat(ContentCodings.decoded(new ByteArrayInputStream(BROTLI_BOMB), "br", LIMIT, true))
        .hasSize(LIMIT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "br"})
  void aBodyThatIsNoneOfItsCodingIsAFault(String header) {
    byte[] plain = "<p>this is plain text and nothing else, all of it".getBytes(UTF_8);

    assertThatThrownBy(() -> decoded(plain, header)).isInstanceOf(IOException.class);
  }

  @Test
  void aBodyThatBreaksOffIsAFault() throws IOException {
    byte[] random = new byte[10_000];
    new java.util.Random(1).nextBytes(random);
    byte[] whole = gzip(random);

    assertThatThrownBy(() -> decoded(Arrays.copyOf(whole, 5_000), "gzip"))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> decoded(Arrays.copyOf(BROTLI, 12), "br"))
        .isInstanceOf(IOException.class);
  }
}
