package lode.domain.crawl;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import lode.domain.job.JobError;
import lode.domain.url.Cidr;
import lode.domain.url.WebUrl;

/** A browser that runs the scripts of a page that was fetched. */
public interface PageRenderer {

  /** Why it cannot render on this machine; empty when it can. Starts nothing. */
  Optional<String> hindrance();

  /** Pages that it renders at once. */
  int pagesAtOnce();

  /** Runs the page's scripts until it is quiet or its time is over; failures are values. */
  Rendition render(RenderRequest request) throws InterruptedException;

  /**
   * A page to render.
   *
   * @param url where it was fetched
   * @param body as it was sent: the browser does not fetch the page itself again
   * @param contentType its header
   * @param allowedNetworks networks that its scripts may reach besides public ones
   * @param maxBytes longest rendered page
   * @param mayLoad whether a script or its data may be loaded from a URL
   */
  record RenderRequest(
      WebUrl url,
      byte[] body,
      String contentType,
      List<Cidr> allowedNetworks,
      int maxBytes,
      Predicate<WebUrl> mayLoad) {}

  /** What became of a page. */
  sealed interface Rendition {}

  /**
   * The page as a reader would see it.
   *
   * @param html in UTF-8
   * @param base URL that its links are resolved against
   */
  record Rendered(byte[] html, String base) implements Rendition {}

  /** A script went to another page; nothing was asked from there. */
  record WentOn(String location) implements Rendition {}

  /** Not to be kept, by a rule of ours. */
  record Refused(String rule) implements Rendition {}

  /** The page broke the browser, or took too long. Worth another try. */
  record Broken(JobError error) implements Rendition {}

  /** No browser could be started. */
  record NoBrowser(String reason) implements Rendition {}
}
