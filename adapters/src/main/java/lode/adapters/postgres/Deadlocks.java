package lode.adapters.postgres;

import java.util.function.Supplier;
import org.springframework.dao.PessimisticLockingFailureException;

/**
 * Transactions that may be the loser of a deadlock, which Postgres rolls back whole: a URL can be
 * claimed and decided between the moment a statement sees it and the moment it gets its lock, so that
 * no order of locks rules that out.
 */
final class Deadlocks {

  private static final int TRIES = 5;

  private Deadlocks() {}

  /** Runs a whole transaction, again when it lost; the last loss is thrown. */
  static <T> T retried(Supplier<T> transaction) {
    for (int lost = 1; lost < TRIES; lost++) {
      try {
        return transaction.get();
      } catch (PessimisticLockingFailureException loser) {
        // The winner has gone on: what it held is free now or soon.
        continue;
      }
    }
    return transaction.get();
  }
}
