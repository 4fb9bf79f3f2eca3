package lode.standalone.rules.samples.domain.document;

import org.slf4j.Logger;

/** Names a library that is not on the list. */
public final class LibraryInDomain {
  public Class<?> used() {
    return Logger.class;
  }
}
