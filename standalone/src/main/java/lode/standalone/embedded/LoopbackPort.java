package lode.standalone.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/** Ports on 127.0.0.1. */
final class LoopbackPort {
  static final String HOST = "127.0.0.1";

  private LoopbackPort() {}

  static InetAddress address() {
    return new InetSocketAddress(HOST, 0).getAddress();
  }

  /** A port that nobody listens on at this moment; whoever takes it must still expect to lose the race. */
  static int free() {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(HOST, 0));
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("No free port on " + HOST, e);
    }
  }

  /** The port noted in the file if it is free, else a free one, noted there: addresses stay the same over restarts. */
  static int remembered(Path note) {
    int last = read(note);
    int port = last > 0 && isFree(last) ? last : free();
    if (port != last) {
      try {
        AtomicFile.write(note, Integer.toString(port));
      } catch (IOException e) {
        throw new UncheckedIOException("The port cannot be noted in " + note, e);
      }
    }
    return port;
  }

  static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      // As servers do: a port whose connections linger in TIME_WAIT is free.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(HOST, port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static int read(Path note) {
    try {
      int port = Integer.parseInt(Files.readString(note).strip());
      return port > 0 && port < 65536 ? port : 0;
    } catch (IOException | NumberFormatException e) {
      return 0;
    }
  }
}
