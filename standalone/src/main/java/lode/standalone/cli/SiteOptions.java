package lode.standalone.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** How sites are asked. */
final class SiteOptions {

  @Option(
      names = "--source-group",
      paramLabel = "NAME",
      description = "Group of all pages (default: the registrable domain).")
  private @Nullable String sourceGroup;

  @Option(
      names = "--delay",
      paramLabel = "MS",
      description = "Least time between requests to a host (default: 1000; 0 lifts it).")
  private @Nullable Integer delay;

  @Option(
      names = "--allow-network",
      paramLabel = "CIDR",
      description = "Let the crawl reach a private network, such as 127.0.0.0/8; repeatable.")
  private List<String> allowNetworks = List.of();

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

  @Option(
      names = "--language",
      paramLabel = "TAG",
      description = "Keep pages of this language (BCP 47, such as de or pt-BR); repeatable.")
  private List<String> languages = List.of();

  @Option(
      names = "--max-duration",
      paramLabel = "TIME",
      description = "End the crawl after this time, such as 30m or 2h.")
  private @Nullable String maxDuration;

  @Nullable String sourceGroup() {
    return sourceGroup;
  }

  void putTo(ObjectNode body) {
    put(body, "sourceGroup", sourceGroup);
    put(body, "minDelayMs", delay);
    put(body, "allowedNetworks", allowNetworks);
    AccessMembers.put(body, headers, basicAuth, proxy);
    put(body, "languages", languages);
    put(body, "maxDuration", maxDuration);
  }

  /** Sets what was given. */
  static void put(ObjectNode body, String name, @Nullable Object value) {
    boolean empty = value == null || value instanceof List<?> list && list.isEmpty();
    if (!empty) {
      body.set(name, LodeClient.JSON.valueToTree(value));
    }
  }
}
