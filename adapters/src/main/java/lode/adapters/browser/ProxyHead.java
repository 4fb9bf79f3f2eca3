package lode.adapters.browser;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The lines before a message's body (RFC 9112), as bytes that are characters of ISO 8859-1. */
record ProxyHead(String startLine, List<String> fields) {

  private static final int MOST_BYTES = 64 * 1024;

  /** Fields between two neighbours (RFC 9110, 7.6.1); what is passed on gets its own. */
  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection", "proxy-connection", "keep-alive", "proxy-authorization", "te", "upgrade");

  /** Reads up to the empty line; empty when the other side closed before the first byte. */
  static Optional<ProxyHead> read(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    List<String> lines = new ArrayList<>();
    for (int count = 0; count < MOST_BYTES; count++) {
      int next = in.read();
      if (next < 0) {
        if (count == 0) {
          return Optional.empty();
        }
        throw new IOException("the head of a message broke off");
      }
      if (next != '\n') {
        line.append((char) next);
        continue;
      }
      String whole = withoutReturn(line);
      line.setLength(0);
      if (whole.isEmpty() && !lines.isEmpty()) {
        return Optional.of(new ProxyHead(lines.get(0), lines.subList(1, lines.size())));
      }
      if (!whole.isEmpty()) {
        lines.add(whole);
      }
    }
    throw new IOException("the head of a message is longer than " + MOST_BYTES + " bytes");
  }

  private static String withoutReturn(StringBuilder line) {
    int length = line.length();
    boolean ends = length > 0 && line.charAt(length - 1) == '\r';
    return line.substring(0, ends ? length - 1 : length);
  }

  /** The first value of a field. */
  Optional<String> field(String name) {
    return fields.stream()
        .filter(field -> nameOf(field).equals(name))
        .map(field -> field.substring(field.indexOf(':') + 1).strip())
        .findFirst();
  }

  /** The same for the next neighbour, on a connection for this message alone. */
  byte[] passedOn(String newStartLine) {
    StringBuilder head = new StringBuilder(newStartLine).append("\r\n");
    fields.stream()
        .filter(field -> !HOP_BY_HOP.contains(nameOf(field)))
        .forEach(field -> head.append(field).append("\r\n"));
    head.append("Connection: close\r\n\r\n");
    return head.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String nameOf(String field) {
    int colon = field.indexOf(':');
    return colon < 0 ? "" : field.substring(0, colon).strip().toLowerCase(Locale.ROOT);
  }
}
