package lode.adapters.postgres;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;

/** Repository of {@code api_keys}. */
interface KeyRows extends Repository<KeyRow, UUID> {

  /** Written out: derived queries take an array for many values. */
  @Query("select * from api_keys where key_hash = :hash and revoked_at is null")
  Optional<KeyRow> findInForce(byte[] hash);

  /** Insert or update: processes that start together put the same key. */
  @Modifying
  @Query(
      """
      insert into api_keys (id, name, key_hash, role, project_ids, created_at)
      values (:id, :name, :hash, :role, cast(:projects as uuid[]), now())
      on conflict (id) do update set name = excluded.name, key_hash = excluded.key_hash,
             role = excluded.role, project_ids = excluded.project_ids, revoked_at = null
      """)
  void put(UUID id, String name, byte[] hash, String role, @Nullable String projects);
}
