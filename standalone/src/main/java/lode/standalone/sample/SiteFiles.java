package lode.standalone.sample;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The files of the sample site on the class path, found by request path. */
final class SiteFiles {

  /** One file with its media type, without charset. */
  record SiteFile(byte[] bytes, String mediaType) {
    boolean isText() {
      return mediaType.startsWith("text/") || mediaType.endsWith("/xml");
    }
  }

  private static final String ROOT = "/lode/sample-site/";
  private static final Map<String, String> MEDIA_TYPES =
      Map.of(
          "html", "text/html",
          "css", "text/css",
          "txt", "text/plain",
          "xml", "application/xml",
          "png", "image/png",
          "zip", "application/zip");
  private static final Pattern PLAIN_PATH = Pattern.compile("/[A-Za-z0-9._~/-]*");
  private static final Pattern PAGE_PARAMETER = Pattern.compile("(?:^|&)page=([0-9]{1,3})(?:&|$)");
  private static final Pattern SITEMAP_ENTRY =
      Pattern.compile("<loc>\\{\\{base}}([^<]+)</loc><lastmod>([^<]+)</lastmod>");
  private static final LocalDate DEFAULT_DATE = LocalDate.of(2026, 3, 1);
  private static final LocalTime WRITTEN_AT = LocalTime.of(8, 0);

  private final Map<String, String> redirects;
  private final Map<String, LocalDate> dates;

  private SiteFiles(Map<String, String> redirects, Map<String, LocalDate> dates) {
    this.redirects = redirects;
    this.dates = dates;
  }

  static SiteFiles load() {
    Map<String, String> redirects =
        new JsonMapper().readValue(required("redirects.json"), new TypeReference<>() {});
    // The sitemap is the one place that knows when a page changed, so header and sitemap agree.
    Map<String, LocalDate> dates = new HashMap<>();
    String sitemap = new String(required("site/sitemap.xml"), StandardCharsets.UTF_8);
    Matcher entry = SITEMAP_ENTRY.matcher(sitemap);
    while (entry.find()) {
      dates.put(entry.group(1), LocalDate.parse(entry.group(2)));
    }
    return new SiteFiles(Map.copyOf(redirects), Map.copyOf(dates));
  }

  /** Where an old address went; null if it is none, with a missing slash of a folder supplied. */
  @Nullable String redirect(String path) {
    String moved = redirects.get(path);
    if (moved != null) {
      return moved;
    }
    boolean folder =
        !path.endsWith("/") && find(path, null) == null && find(path + "/", null) != null;
    return folder ? path + "/" : null;
  }

  /** The file of a path; of the query only {@code page} chooses, all else is ignored. */
  @Nullable SiteFile find(String path, @Nullable String query) {
    if (!PLAIN_PATH.matcher(path).matches() || path.contains("..")) {
      return null;
    }
    String name = path.endsWith("/") ? path + "index" : path;
    String extension = extension(name);
    if (extension.equals("html")) {
      name = name.substring(0, name.length() - ".html".length());
    }
    boolean page = extension.isEmpty() || extension.equals("html");
    String file = page ? name + pageSuffix(query) + ".html" : name;
    String mediaType = MEDIA_TYPES.get(page ? "html" : extension);
    byte[] bytes = mediaType == null ? null : read("site" + file);
    return bytes == null ? null : new SiteFile(bytes, mediaType);
  }

  Instant lastModified(String path) {
    LocalDate date = dates.getOrDefault(path, DEFAULT_DATE);
    return date.atTime(WRITTEN_AT).toInstant(ZoneOffset.UTC);
  }

  private static String pageSuffix(@Nullable String query) {
    Matcher page = PAGE_PARAMETER.matcher(query == null ? "" : query);
    return page.find() && !page.group(1).equals("1") ? ".page-" + page.group(1) : "";
  }

  private static String extension(String name) {
    String last = name.substring(name.lastIndexOf('/') + 1);
    int dot = last.lastIndexOf('.');
    return dot < 0 ? "" : last.substring(dot + 1);
  }

  private static byte[] required(String name) {
    return Objects.requireNonNull(read(name), name);
  }

  private static byte @Nullable [] read(String name) {
    try (InputStream in = SiteFiles.class.getResourceAsStream(ROOT + name)) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
