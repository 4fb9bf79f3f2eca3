package lode.standalone.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/**
 * What lets a crawl in. Each value may be {@code @FILE}, whose text it then is: what stands on the
 * command line, every user of the machine can see.
 */
final class AccessOptions {

  @Option(
      names = "--header",
      paramLabel = "'NAME: VALUE'",
      description = "Header for the sites of the starts, or @FILE with one a line; repeatable.")
  private List<String> headers = List.of();

  @Option(
      names = "--basic-auth",
      paramLabel = "USER:PASSWORD",
      description = "Credentials for the sites of the starts, or @FILE.")
  private @Nullable String basicAuth;

  @Option(
      names = "--proxy",
      paramLabel = "URL",
      description = "http://[user:password@]host:port, or @FILE.")
  private @Nullable String proxy;

  /** Puts the members of a crawl's body that they stand for. */
  void putInto(ObjectNode body) {
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
    body.withObject("/headers")
        .put(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
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
