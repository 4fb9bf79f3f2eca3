package lode.domain.crawl;

import java.time.Instant;
import java.util.List;
import lode.domain.job.JobError;
import lode.domain.url.CanonicalUrl;
import org.jspecify.annotations.Nullable;

/** What became of one claimed entry. */
public sealed interface PageOutcome {

  /** The entry that was claimed. */
  FrontierEntry entry();

  /** URLs that it led to. */
  List<NewEntry> found();

  /** Fetched; whether it is new, changed or the same, the database says. */
  record Stored(FrontierEntry entry, StoredPage page, List<NewEntry> found)
      implements PageOutcome {}

  /** The site says that it did not change. */
  record Verified(FrontierEntry entry, Instant verifiedAt, List<NewEntry> found)
      implements PageOutcome {}

  /**
   * Not to be kept, by a rule: robots, a redirect, a status, noindex, a type.
   *
   * @param redirectedTo where a redirect leads, in scope or not; null without one
   */
  record Skipped(
      FrontierEntry entry,
      String rule,
      @Nullable Integer httpStatus,
      List<NewEntry> found,
      @Nullable CanonicalUrl redirectedTo)
      implements PageOutcome {

    /** Not to be kept, and no redirect. */
    public Skipped(
        FrontierEntry entry, String rule, @Nullable Integer httpStatus, List<NewEntry> found) {
      this(entry, rule, httpStatus, found, null);
    }
  }

  /** Could not be had. */
  record Failed(FrontierEntry entry, JobError error, @Nullable Integer httpStatus)
      implements PageOutcome {

    @Override
    public List<NewEntry> found() {
      return List.of();
    }
  }

  /** Empty until its scripts have run: a browser is to render it, at the next free place for one. */
  record NeedsBrowser(FrontierEntry entry) implements PageOutcome {

    @Override
    public List<NewEntry> found() {
      return List.of();
    }
  }

  /**
   * To be tried again, not before {@code dueAt}.
   *
   * @param wholeHost whether the host's other pages are not to be asked for before, either
   */
  record Deferred(FrontierEntry entry, Instant dueAt, JobError error, boolean wholeHost)
      implements PageOutcome {

    @Override
    public List<NewEntry> found() {
      return List.of();
    }
  }
}
