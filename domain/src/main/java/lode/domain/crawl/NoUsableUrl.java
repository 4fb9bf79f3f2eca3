package lode.domain.crawl;

import java.util.List;

/** No entry of a list of URLs can be fetched. */
public final class NoUsableUrl extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient List<ListedUrl> lines;

  /** With what was made of each entry. */
  public NoUsableUrl(List<ListedUrl> lines) {
    super(
        lines.isEmpty()
            ? "The list of URLs is empty."
            : "None of the " + lines.size() + " lines is a URL that can be fetched; see lines.");
    this.lines = List.copyOf(lines);
  }

  /** What was made of each entry. */
  public List<ListedUrl> lines() {
    return lines;
  }
}
