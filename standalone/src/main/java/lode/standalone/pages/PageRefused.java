package lode.standalone.pages;

/** A file is not read as a page; the message says why. */
final class PageRefused extends RuntimeException {

  private static final long serialVersionUID = 1;

  PageRefused(String message) {
    super(message);
  }
}
