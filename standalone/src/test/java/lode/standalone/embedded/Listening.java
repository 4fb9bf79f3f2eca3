package lode.standalone.embedded;

import java.io.IOException;
import java.net.NetworkInterface;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** On which addresses of this machine a port answers. */
final class Listening {
  private Listening() {}

  static List<String> addressesOf(int port) throws IOException {
    List<String> answering = new ArrayList<>();
    for (var device : NetworkInterface.networkInterfaces().toList()) {
      for (var address : device.inetAddresses().toList()) {
        try (Socket socket = new Socket()) {
          socket.connect(new java.net.InetSocketAddress(address, port), 500);
          answering.add(address.getHostAddress());
        } catch (IOException refused) {
          // Not there, as it should be for all but one.
        }
      }
    }
    return answering;
  }
}
