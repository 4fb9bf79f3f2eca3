package lode.adapters.postgres;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

/** A row of {@code api_keys}. */
@Table("api_keys")
record KeyRow(
    @Id UUID id,
    String name,
    byte[] keyHash,
    String role,
    UUID @Nullable [] projectIds,
    Instant createdAt,
    @Nullable Instant revokedAt) {

  /** Projects that the key reaches; null means all. */
  @Nullable List<UUID> projects() {
    return projectIds == null ? null : List.of(projectIds);
  }
}
