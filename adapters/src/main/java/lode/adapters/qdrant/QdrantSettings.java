package lode.adapters.qdrant;

import java.net.URI;
import lode.adapters.llm.Secret;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Qdrant's gRPC port is.
 *
 * @param url {@code http://host:6334}, or {@code https://} for TLS
 */
@ConfigurationProperties("lode.qdrant")
public record QdrantSettings(
    @DefaultValue("http://127.0.0.1:6334") URI url, @DefaultValue("") Secret apiKey) {

  public QdrantSettings {
    boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!web || url.getHost() == null) {
      throw new IllegalArgumentException("LODE_QDRANT_URL must look like http://host:6334");
    }
  }

  boolean tls() {
    return "https".equals(url.getScheme());
  }

  int port() {
    return url.getPort() < 0 ? 6334 : url.getPort();
  }
}
