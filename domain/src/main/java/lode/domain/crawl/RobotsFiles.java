package lode.domain.crawl;

import java.util.Optional;

/** Fetched robots.txt files, shared by all workers, kept at most 24 hours (RFC 9309, 2.4). */
public interface RobotsFiles {

  /** What the host answered, if it was asked in the last 24 hours. */
  Optional<RobotsAnswer> find(String hostKey);

  /** Keeps what a host answered; a failure for half a minute only. */
  void keep(String hostKey, RobotsAnswer answer);

  /**
   * What a host answered when asked for its robots.txt.
   *
   * @param status HTTP status of the last hop; 0 when there was no answer
   * @param body the file; empty unless the status is 2xx
   */
  record RobotsAnswer(int status, byte[] body) {}
}
