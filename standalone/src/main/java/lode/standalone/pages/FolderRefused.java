package lode.standalone.pages;

/** A folder of pages, or what it says about them, cannot be read; the message says why. */
public final class FolderRefused extends RuntimeException {

  private static final long serialVersionUID = 1;

  FolderRefused(String message) {
    super(message);
  }
}
