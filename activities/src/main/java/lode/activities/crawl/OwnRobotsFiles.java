package lode.activities.crawl;

import java.util.Optional;
import lode.domain.crawl.CrawlAccess;
import lode.domain.crawl.RobotsFiles;
import lode.domain.job.JobId;

/** Files that a crawl was shown for its credentials are not for other crawls: it keeps its own. */
final class OwnRobotsFiles implements RobotsFiles {

  private final RobotsFiles shared;
  private final CrawlAccess access;
  private final JobId crawl;

  OwnRobotsFiles(RobotsFiles shared, CrawlAccess access, JobId crawl) {
    this.shared = shared;
    this.access = access;
    this.crawl = crawl;
  }

  @Override
  public Optional<RobotsAnswer> find(String hostKey) {
    return shared.find(key(hostKey));
  }

  @Override
  public void keep(String hostKey, RobotsAnswer answer) {
    shared.keep(key(hostKey), answer);
  }

  private String key(String hostKey) {
    return access.isKnownTo(hostKey) ? hostKey + "#" + crawl : hostKey;
  }
}
