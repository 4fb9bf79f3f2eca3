package lode.adapters.postgres;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** Bytes as they are stored: zlib (RFC 1950) at its fastest level. */
final class Deflated {

  /** Each step of the deflater crosses into native code. */
  private static final int BUFFER = 16_384;

  private Deflated() {}

  static byte[] deflate(byte[] plain) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length / 3 + 64);
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try (DeflaterOutputStream stream = new DeflaterOutputStream(out, deflater, BUFFER)) {
      stream.write(plain);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    } finally {
      deflater.end();
    }
    return out.toByteArray();
  }

  static byte[] inflate(byte[] deflated) {
    try (InflaterInputStream stream =
        new InflaterInputStream(new java.io.ByteArrayInputStream(deflated))) {
      return stream.readAllBytes();
    } catch (IOException broken) {
      throw new UncheckedIOException("a stored body does not inflate", broken);
    }
  }
}
