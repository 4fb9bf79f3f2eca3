package lode.adapters.postgres;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

/** Repository of {@code api_keys}. */
interface KeyRows extends Repository<KeyRow, UUID> {

  Optional<KeyRow> findByKeyHashAndRevokedAtIsNull(byte[] keyHash);

  Optional<KeyRow> findById(UUID id);

  void deleteById(UUID id);
}
