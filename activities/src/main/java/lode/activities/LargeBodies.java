package lode.activities;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Reads large bodies one after the other in this process: the tree of a page takes many times as much
 * memory as its bytes.
 */
public final class LargeBodies {

  /** Bytes from which on a body is large. */
  private static final int LARGE = 1 << 20;

  private static final Semaphore ALONE = new Semaphore(1);

  private LargeBodies() {}

  /** What reading the body gives; waits for its turn if the body is large. */
  public static <T> T read(byte[] body, Supplier<T> reading) throws InterruptedException {
    if (body.length <= LARGE) {
      return reading.get();
    }
    ALONE.acquire();
    try {
      return reading.get();
    } finally {
      ALONE.release();
    }
  }
}
