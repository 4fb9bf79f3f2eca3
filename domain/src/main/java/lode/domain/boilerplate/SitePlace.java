package lode.domain.boilerplate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lode.domain.url.WebUrl;

/**
 * Where a page stands on its site.
 *
 * @param host network authority without the scheme, with the port where it is not the usual one
 * @param sections the parts of the site that hold the page: the first segment of its path, and the
 *     first two where more follow, as in {@code en/products}
 * @param rank sorts the pages of a host: fewer path segments first, then by URL
 */
public record SitePlace(String host, List<String> sections, String rank) {

  /** Segments are cut to this length: a section's name is a key, not a text. */
  private static final int LONGEST_SEGMENT = 100;

  private static final int DEEPEST = 999;

  public SitePlace {
    sections = List.copyOf(sections);
  }

  /** The place of this absolute URL. */
  public static SitePlace of(String url) {
    WebUrl parsed = WebUrl.of(url);
    List<String> segments =
        Arrays.stream(parsed.path().split("/")).filter(part -> !part.isEmpty()).toList();
    // A query tells pages of one path apart: it counts as one step further down.
    int depth = Math.min(segments.size() + (parsed.query().isPresent() ? 1 : 0), DEEPEST);
    String port = parsed.port().isPresent() ? ":" + parsed.port().getAsInt() : "";
    return new SitePlace(
        parsed.host() + port, sections(segments), String.format("%03d %s", depth, url));
  }

  private static List<String> sections(List<String> segments) {
    List<String> sections = new ArrayList<>();
    if (!segments.isEmpty()) {
      sections.add(cut(segments.get(0)));
    }
    if (segments.size() > 2) {
      sections.add(cut(segments.get(0)) + "/" + cut(segments.get(1)));
    }
    return sections;
  }

  private static String cut(String segment) {
    return segment.length() <= LONGEST_SEGMENT ? segment : segment.substring(0, LONGEST_SEGMENT);
  }
}
