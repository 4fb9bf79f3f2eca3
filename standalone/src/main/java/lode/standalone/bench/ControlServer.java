package lode.standalone.bench;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.function.UnaryOperator;

/** How a process of a benchmark is talked to by the one that started it, and ends with it. */
final class ControlServer {

  private ControlServer() {}

  /**
   * Answers questions until standard input ends.
   *
   * @param portFile the port is written there when questions can be asked
   * @param answers by name of the question
   */
  static void serve(Path portFile, Map<String, UnaryOperator<String>> answers) throws IOException {
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    HttpServer server = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
    answers.forEach(
        (name, answer) ->
            server.createContext(
                "/" + name,
                exchange -> {
                  try (exchange) {
                    String body =
                        new String(
                            exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                    byte[] reply = answer.apply(body).getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, reply.length);
                    exchange.getResponseBody().write(reply);
                  }
                }));
    server.start();
    Path written = portFile.resolveSibling(portFile.getFileName() + ".new");
    Files.writeString(written, Integer.toString(server.getAddress().getPort()));
    Files.move(written, portFile, StandardCopyOption.ATOMIC_MOVE);
    while (System.in.read() >= 0) {
      // Nobody says anything; the end of the parent is the end of the stream.
    }
    System.exit(0);
  }
}
