package lode.domain.extraction;

import java.time.Duration;
import java.util.Optional;
import lode.domain.job.JobId;
import lode.domain.project.ProjectId;

/** The replies that were paid for, so that none is paid for twice. */
public interface Completions {

  /** The kept reply of that key. */
  Optional<StoredCompletion> find(CompletionKey key);

  /**
   * Takes the right to buy this completion; false while another owner holds it. An owner may take it
   * again, which extends it. A lease that has run out is free.
   *
   * @param owner who will buy, such as an activity's id
   */
  boolean lease(CompletionKey key, String owner, Duration duration);

  /** Keeps a reply and ends its lease; a reply that is already kept under the key stays. */
  void store(CompletionKey key, ModelReply reply, JobId job, ProjectId project);

  /** Gives a lease back unused; nothing happens when another owner holds it. */
  void release(CompletionKey key, String owner);
}
