package lode.standalone.rules.samples.domain.document;

import java.net.URL;

/** Holds a URL that can open connections. */
public final class UrlInDomain {
  public int port(URL url) {
    return url.getPort();
  }
}
