package lode.adapters.postgres;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;

/** Repository of {@code api_keys}. */
interface KeyRows extends Repository<KeyRow, UUID> {

  /** Spelled out: a byte array is no value to derive a query from. */
  @Query("select * from api_keys where key_hash = :hash and revoked_at is null")
  Optional<KeyRow> findLive(byte[] hash);

  Optional<KeyRow> findById(UUID id);

  void deleteById(UUID id);
}
