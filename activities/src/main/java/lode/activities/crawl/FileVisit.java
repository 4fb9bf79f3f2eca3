package lode.activities.crawl;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lode.domain.crawl.FetchResponse;
import lode.domain.crawl.FrontierEntry;
import lode.domain.crawl.PageOutcome;
import lode.domain.crawl.StoredPage;
import lode.domain.document.ContentHash;
import lode.domain.document.Document;
import lode.domain.document.DocumentConverter;
import lode.domain.document.FileNotReadable;
import lode.domain.document.FileType;
import lode.domain.job.JobError;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of an answer that is a file and no page: PDF, Office, text. A file has no links to
 * follow; it is changed when its text is; one without text is skipped by rule.
 */
final class FileVisit {

  private final DocumentConverter converter;
  private final Clock clock;

  FileVisit(DocumentConverter converter, Clock clock) {
    this.converter = converter;
    this.clock = clock;
  }

  /** Whether such a body is a file. */
  static boolean isFile(@Nullable String contentType, byte[] body) {
    return FileType.of(contentType, body).isPresent();
  }

  /** The outcome; a file that cannot be read costs only itself. */
  PageOutcome visit(FrontierEntry entry, FetchResponse.Answered answer, @Nullable String warning)
      throws InterruptedException {
    int status = answer.status();
    String tag = answer.robotsTag() == null ? "" : answer.robotsTag().toLowerCase(Locale.ROOT);
    if (tag.contains("noindex") || tag.contains("none")) {
      return new PageOutcome.Skipped(entry, "noindex", status, List.of());
    }
    try {
      Document document = converter.convert(answer.body(), answer.contentType()).document();
      if (document.content().isBlank()) {
        return new PageOutcome.Skipped(entry, "no text: the file is empty", status, List.of());
      }
      return new PageOutcome.Stored(entry, stored(entry, answer, document, warning), List.of());
    } catch (FileNotReadable unreadable) {
      return unreadable.isDamaged()
          ? new PageOutcome.Failed(entry, JobError.of(unreadable, "read"), status)
          : new PageOutcome.Skipped(entry, reason(unreadable), status, List.of());
    } catch (RuntimeException | StackOverflowError broken) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException("reading a file was interrupted");
      }
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
      @Nullable String warning) {
    return new StoredPage(
        answer.status(),
        answer.body(),
        answer.contentType(),
        answer.etag(),
        answer.lastModified(),
        Optional.ofNullable(document.title()).orElseGet(() -> fileName(entry)),
        document.language(),
        ContentHash.ofMainContent(document),
        warning,
        clock.instant());
  }

  /** The last part of the path; null when the path ends with a slash. */
  private static @Nullable String fileName(FrontierEntry entry) {
    String path = entry.url().path();
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.isEmpty() ? null : name;
  }
}
