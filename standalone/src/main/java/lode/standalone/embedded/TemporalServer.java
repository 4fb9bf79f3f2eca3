package lode.standalone.embedded;

/** A Temporal server of the embedded stack. */
public sealed interface TemporalServer extends AutoCloseable
    permits TemporalDevServer, InMemoryTemporalServer {
  /** What serves Temporal's API. */
  enum Kind {
    /** Temporal's own development server, a child process with a database file and a UI. */
    DEV_SERVER,
    /** The test server of the Java SDK, in this process. */
    IN_MEMORY
  }

  /** What it is. */
  Kind kind();

  /** Address of the gRPC front end, {@code host:port}. */
  String target();

  /** Address of the web UI; empty where there is none. */
  String uiUrl();

  /** Whether workflows outlive a restart. */
  default boolean isDurable() {
    return kind() == Kind.DEV_SERVER;
  }

  /** One sentence for people: what it is and what it cannot do. */
  String description();

  @Override
  void close();
}
