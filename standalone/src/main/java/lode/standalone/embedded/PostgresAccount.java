package lode.standalone.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Under which account the database runs: Postgres refuses to run as root. */
enum PostgresAccount {
  /** As the ordinary user that we are. */
  OWN(List.of(), 0),
  /** We are root: in a user namespace of its own, where root is mapped to nobody. */
  NAMESPACE(List.of("unshare", "-U"), 0),
  /**
   * We are root and may not open user namespaces, as in most containers: as nobody, keeping only the right to pass
   * through folders such as {@code /root}.
   */
  NOBODY(
      List.of(
          "setpriv",
          "--reuid=65534",
          "--regid=65534",
          "--clear-groups",
          // Postgres asks access(2) about its files, which leaves that right out unless this bit is
          // set.
          "--securebits=+no_setuid_fixup",
          "--inh-caps=-all,+dac_override",
          "--ambient-caps=-all,+dac_override"),
      65534);

  private static final Duration PROBE = Duration.ofSeconds(5);

  private final List<String> prefix;
  private final int uid;

  PostgresAccount(List<String> prefix, int uid) {
    this.prefix = prefix;
    this.uid = uid;
  }

  /** The first account that works here. */
  static PostgresAccount choose(Path folder) throws IOException {
    Integer owner = owner(folder);
    if (owner == null || owner != 0) {
      return OWN;
    }
    for (PostgresAccount account : List.of(NAMESPACE, NOBODY)) {
      if (account.works(folder)) {
        return account;
      }
    }
    throw new EmbeddedPartFailed(
        PostgresServer.PART,
        "Postgres does not run as root, and here neither user namespaces (unshare -U) nor setpriv are to be had."
            + " Start Lode as an ordinary user, install util-linux, or set LODE_POSTGRES_URL to a database.",
        null);
  }

  boolean works(Path folder) {
    return ServerProcess.run(command("true"), folder, PROBE, Map.of()).succeeded();
  }

  List<String> command(String... words) {
    return Stream.concat(prefix.stream(), Stream.of(words)).toList();
  }

  List<String> command(List<String> words) {
    return Stream.concat(prefix.stream(), words.stream()).toList();
  }

  /** Gives a folder and all below it to the account; it may have been used under the other one before. */
  void own(Path folder) throws IOException {
    Integer owner = owner(folder);
    if (this == OWN || owner == null || owner == uid) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
      }
    }
  }

  private static @org.jspecify.annotations.Nullable Integer owner(Path folder) throws IOException {
    try {
      return (Integer) Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      return null;
    }
  }
}
