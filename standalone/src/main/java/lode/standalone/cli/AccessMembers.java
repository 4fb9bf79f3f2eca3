package lode.standalone.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The members of a crawl's body that let it in. Each option may be {@code @FILE}, whose text it then
 * is: what stands on the command line, every user of the machine can see.
 */
final class AccessMembers {

  private AccessMembers() {}

  static void put(
      ObjectNode body, List<String> headers, @Nullable String basicAuth, @Nullable String proxy) {
    for (String header : headers) {
      given("--header", header)
          .lines()
          .filter(line -> !line.isBlank())
          .forEach(line -> putHeader(body, line));
    }
    if (basicAuth != null) {
      String[] pair = given("--basic-auth", basicAuth).split(":", 2);
      if (pair.length < 2) {
        throw CommandFailed.badArguments("--basic-auth must be USER:PASSWORD or @FILE");
      }
      body.putObject("basicAuth").put("username", pair[0]).put("password", pair[1]);
    }
    if (proxy != null) {
      body.put("proxy", given("--proxy", proxy));
    }
  }

  private static void putHeader(ObjectNode body, String line) {
    int colon = line.indexOf(':');
    if (colon < 1) {
      throw CommandFailed.badArguments("--header must be 'NAME: VALUE' or @FILE");
    }
    ObjectNode headers =
        body.get("headers") instanceof ObjectNode known ? known : body.putObject("headers");
    headers.put(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
  }

  private static String given(String option, String value) {
    if (!value.startsWith("@")) {
      return value;
    }
    try {
      return Files.readString(Path.of(value.substring(1))).strip();
    } catch (IOException unreadable) {
      throw CommandFailed.badArguments(
          option + ": the file " + value.substring(1) + " cannot be read");
    }
  }
}
