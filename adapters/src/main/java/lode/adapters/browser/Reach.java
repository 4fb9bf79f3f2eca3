package lode.adapters.browser;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import lode.adapters.http.FetchSettings;
import lode.domain.url.AddressGuard;
import lode.domain.url.Cidr;

/**
 * What the scripts of one page may connect to: the same addresses and ports that the crawl's own
 * fetches may.
 */
final class Reach {

  private final AddressGuard guard;
  private final List<Cidr> opened;
  private final Set<Integer> ports;

  private Reach(List<Cidr> opened, Set<Integer> ports) {
    this.guard = new AddressGuard(opened);
    this.opened = opened;
    this.ports = ports;
  }

  static Reach of(FetchSettings settings, List<Cidr> ofCrawl) {
    return new Reach(
        Stream.concat(settings.allowedNetworks().stream(), ofCrawl.stream()).toList(),
        settings.allowedPorts());
  }

  /**
   * The address to connect to, so that nobody resolves the name again.
   *
   * @throws NotReachable when one of the host's addresses is refused, or the port
   * @throws UnknownHostException when the host has no address
   */
  InetAddress resolve(String host, int port) throws UnknownHostException, NotReachable {
    InetAddress[] addresses = InetAddress.getAllByName(host);
    for (InetAddress address : addresses) {
      Optional<String> reason = guard.refusal(address);
      if (reason.isPresent()) {
        throw new NotReachable(reason.get());
      }
      if (!ports.contains(port)
          && opened.stream().noneMatch(network -> network.contains(address.getAddress()))) {
        throw new NotReachable("port " + port + " is not allowed");
      }
    }
    return addresses[0];
  }

  /** The guard says no. */
  static final class NotReachable extends Exception {

    private static final long serialVersionUID = 1;

    NotReachable(String reason) {
      super(reason);
    }
  }
}
