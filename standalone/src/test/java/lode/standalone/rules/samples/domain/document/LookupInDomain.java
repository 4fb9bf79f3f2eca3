package lode.standalone.rules.samples.domain.document;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Resolves a name. */
public final class LookupInDomain {
  public InetAddress made() throws UnknownHostException {
    return InetAddress.getByName("localhost");
  }
}
