package lode.domain.crawl;

import lode.domain.job.JobId;

/**
 * What crawls bring along to be let in, sealed. It is kept with the job that was accepted, until the
 * crawl has ended in whatever way, or the job is deleted.
 */
public interface CrawlSecrets {

  /** Whether there is a key to seal with ({@code LODE_SECRET_KEY}). */
  boolean canSeal();

  /**
   * Seals what a job is accepted with; no other job can open it.
   *
   * @throws SecretUnreadable without a key
   */
  byte[] seal(JobId job, CrawlAccess access);

  /** Hex digest of an access that tells nothing without the key: equal ones have equal digests. */
  String digest(CrawlAccess access);

  /**
   * What a crawl, or the pipeline that it belongs to, was accepted with; nothing for most.
   *
   * @throws SecretUnreadable when it is there and cannot be opened
   */
  CrawlAccess find(JobId crawl);

  /** A sealed access cannot be opened here: the key is missing or another one. */
  final class SecretUnreadable extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** With what is missing. */
    public SecretUnreadable(String message) {
      super(message);
    }
  }
}
