package lode.adapters.http;

import java.net.UnknownHostException;

/** A name resolved to an address that may not be fetched. */
final class AddressRefused extends UnknownHostException {

  private static final long serialVersionUID = 1;

  AddressRefused(String reason) {
    super(reason);
  }

  static String message(String reason) {
    return "address refused: " + reason + " (LODE_CRAWL_ALLOWED_NETWORKS opens networks)";
  }
}
