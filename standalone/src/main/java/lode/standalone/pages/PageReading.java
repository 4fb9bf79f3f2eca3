package lode.standalone.pages;

import java.io.IOException;

/** Makes lines of a page; used by many threads at once. */
@FunctionalInterface
interface PageReading {

  /**
   * The lines of a page.
   *
   * @param body its bytes
   * @throws PageRefused when it is none that can be read
   */
  PageLines lines(PageFile page, byte[] body) throws IOException, InterruptedException;
}
