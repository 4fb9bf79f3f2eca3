package lode.standalone.rules.samples.domain.document;

import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a file. */
public final class FileInDomain {
  public boolean isThere(Path file) {
    return Files.exists(file);
  }
}
