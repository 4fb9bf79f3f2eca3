package lode.domain.operations;

import java.util.Optional;

/** The keys of the API. */
public interface ApiKeys {

  /** The key with this secret, unless revoked. Compares hashes, not texts. */
  Optional<ApiKey> authenticate(String secret);

  /** Puts a key in force under its id; another secret under the same id replaces the earlier one. */
  void put(ApiKey key, String secret);
}
