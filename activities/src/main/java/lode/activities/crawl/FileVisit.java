package lode.activities.crawl;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import lode.domain.crawl.FetchResponse;
import lode.domain.crawl.FrontierEntry;
import lode.domain.crawl.LanguageTags;
import lode.domain.crawl.PageIdentity;
import lode.domain.crawl.PageLanguage;
import lode.domain.crawl.PageOutcome;
import lode.domain.crawl.StoredPage;
import lode.domain.document.ContentHash;
import lode.domain.document.ContentPrint;
import lode.domain.document.Document;
import lode.domain.document.DocumentConverter;
import lode.domain.document.FileNotReadable;
import lode.domain.document.FileType;
import lode.domain.document.RobotsDirectives;
import lode.domain.job.JobError;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of an answer that is a file and no page: PDF, Office, text. A file has no links to
 * follow; it is changed when its text is; one without text is skipped by rule.
 */
final class FileVisit {

  private static final Logger LOG = LoggerFactory.getLogger(FileVisit.class);

  private final DocumentConverter converter;
  private final Clock clock;

  private final String robotsToken;

  FileVisit(DocumentConverter converter, Clock clock, String robotsToken) {
    this.converter = converter;
    this.clock = clock;
    this.robotsToken = robotsToken;
  }

  /** Whether such a body is a file. */
  static boolean isFile(@Nullable String contentType, byte[] body) {
    return FileType.of(contentType, body).isPresent();
  }

  /** The outcome; a file that cannot be read costs only itself. */
  PageOutcome visit(
      FrontierEntry entry,
      FetchResponse.Answered answer,
      @Nullable String warning,
      LanguageTags wanted)
      throws InterruptedException {
    int status = answer.status();
    Optional<String> unindexed =
        RobotsDirectives.ofHeaders(answer.robotsTag(), robotsToken).exclusion(clock.instant());
    if (unindexed.isPresent()) {
      return new PageOutcome.Skipped(entry, unindexed.get(), status, List.of());
    }
    try {
      Document document = converter.convert(answer.body(), answer.contentType()).document();
      if (document.content().isBlank()) {
        return new PageOutcome.Skipped(entry, "no text: the file is empty", status, List.of());
      }
      Optional<PageLanguage> language =
          PageLanguage.of(document.language(), answer.contentLanguage(), document.content());
      Optional<String> refusal =
          wanted.isEmpty() ? Optional.empty() : language.flatMap(found -> found.refusal(wanted));
      if (refusal.isPresent()) {
        return new PageOutcome.Skipped(entry, refusal.get(), status, List.of());
      }
      StoredPage page = stored(entry, answer, document, warning, language);
      return new PageOutcome.Stored(entry, page, List.of());
    } catch (FileNotReadable unreadable) {
      return unreadable.isDamaged()
          ? new PageOutcome.Failed(entry, JobError.of(unreadable, "read"), status)
          : new PageOutcome.Skipped(entry, reason(unreadable), status, List.of());
    } catch (RuntimeException | StackOverflowError broken) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException("reading a file was interrupted");
      }
      LOG.warn("{} could not be read", entry.url(), broken);
      return new PageOutcome.Failed(entry, JobError.of(broken, "read"), status);
    }
  }

  private static String reason(FileNotReadable unreadable) {
    return String.valueOf(unreadable.getMessage());
  }

  private StoredPage stored(
      FrontierEntry entry,
      FetchResponse.Answered answer,
      Document document,
      @Nullable String warning,
      Optional<PageLanguage> language) {
    return new StoredPage(
        answer.status(),
        answer.body(),
        answer.contentType(),
        answer.etag(),
        answer.lastModified(),
        Optional.ofNullable(document.title()).orElseGet(() -> fileName(entry)),
        language.map(PageLanguage::tag).orElse(document.language()),
        ContentHash.ofMainContent(document),
        warning,
        clock.instant(),
        new PageIdentity(null, ContentPrint.ofText(document.title(), document.content())),
        language.map(PageLanguage::certainty).orElse(null),
        false);
  }

  /** The last part of the path; null when the path ends with a slash. */
  private static @Nullable String fileName(FrontierEntry entry) {
    String path = entry.url().path();
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.isEmpty() ? null : name;
  }
}
