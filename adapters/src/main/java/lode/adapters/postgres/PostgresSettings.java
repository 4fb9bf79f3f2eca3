package lode.adapters.postgres;

import java.time.Duration;
import org.postgresql.Driver;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Postgres is.
 *
 * @param url JDBC URL
 * @param poolSize connections of one process, 2 to 200
 * @param connectionTimeout until a caller that waits for a connection is told that there is none
 */
@ConfigurationProperties("lode.postgres")
public record PostgresSettings(
    @DefaultValue("jdbc:postgresql://127.0.0.1:5432/lode") String url,
    @DefaultValue("lode") String user,
    @DefaultValue("") String password,
    @DefaultValue("10") int poolSize,
    @DefaultValue("5s") Duration connectionTimeout) {

  private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(250);

  public PostgresSettings {
    if (Driver.parseURL(url, null) == null) {
      throw new IllegalArgumentException(
          "LODE_POSTGRES_URL must be a JDBC URL such as jdbc:postgresql://host:5432/lode");
    }
    if (poolSize < 2 || poolSize > 200) {
      throw new IllegalArgumentException("LODE_POSTGRES_POOL_SIZE must be from 2 to 200");
    }
    if (connectionTimeout.compareTo(SHORTEST_TIMEOUT) < 0) {
      throw new IllegalArgumentException("LODE_POSTGRES_CONNECTION_TIMEOUT must be at least 250ms");
    }
  }

  @Override
  public String toString() {
    String address = url.replaceFirst("[?].*", "");
    return "PostgresSettings[url=" + address + ", user=" + user + ", poolSize=" + poolSize + "]";
  }
}
