package lode.adapters.postgres;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import lode.domain.document.ContentHash;
import lode.domain.operations.ApiKey;
import lode.domain.operations.ApiKeys;
import lode.domain.operations.KeyId;
import lode.domain.operations.Role;
import lode.domain.project.ProjectId;
import org.jspecify.annotations.Nullable;

/** {@link ApiKeys} in Postgres, through Spring Data JDBC; secrets as SHA-256 only. */
public final class PostgresApiKeys implements ApiKeys {

  private final KeyRows rows;

  PostgresApiKeys(KeyRows rows) {
    this.rows = rows;
  }

  @Override
  public Optional<ApiKey> authenticate(String secret) {
    byte[] hash = hash(secret);
    return rows.findInForce(hash)
        .filter(row -> MessageDigest.isEqual(row.keyHash(), hash))
        .map(PostgresApiKeys::key);
  }

  @Override
  public void put(ApiKey key, String secret) {
    rows.put(key.id().value(), key.name(), hash(secret), key.role().label(), projects(key));
  }

  /** As an array's text form; null for all projects. */
  private static @Nullable String projects(ApiKey key) {
    List<ProjectId> projects = key.projectIds();
    return projects == null
        ? null
        : projects.stream().map(ProjectId::toString).collect(Collectors.joining(",", "{", "}"));
  }

  private static byte[] hash(String secret) {
    return Rows.bytes(ContentHash.of(secret.getBytes(StandardCharsets.UTF_8)));
  }

  private static ApiKey key(KeyRow row) {
    List<UUID> projects = row.projects();
    return new ApiKey(
        new KeyId(row.id()),
        row.name(),
        Role.of(row.role()),
        projects == null ? null : projects.stream().map(ProjectId::new).toList());
  }
}
