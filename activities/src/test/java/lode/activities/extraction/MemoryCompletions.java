package lode.activities.extraction;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import lode.domain.extraction.CompletionKey;
import lode.domain.extraction.Completions;
import lode.domain.extraction.ModelReply;
import lode.domain.extraction.StoredCompletion;
import lode.domain.job.JobId;
import lode.domain.project.ProjectId;

/** Completions in memory; leases never run out. */
final class MemoryCompletions implements Completions {

  final Map<CompletionKey, ModelReply> stored = new HashMap<>();
  final Map<CompletionKey, String> leases = new HashMap<>();

  /** Whether another worker holds every lease. */
  boolean held;

  @Override
  public Optional<StoredCompletion> find(CompletionKey key) {
    return Optional.ofNullable(stored.get(key)).map(reply -> new StoredCompletion(key, reply));
  }

  @Override
  public boolean lease(CompletionKey key, String owner, Duration duration) {
    return !held && leases.merge(key, owner, (old, next) -> old).equals(owner);
  }

  @Override
  public void store(CompletionKey key, ModelReply reply, JobId job, ProjectId project) {
    stored.putIfAbsent(key, reply);
    leases.remove(key);
  }

  @Override
  public void release(CompletionKey key, String owner) {
    leases.remove(key, owner);
  }
}
