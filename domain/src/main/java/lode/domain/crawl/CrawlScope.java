package lode.domain.crawl;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import lode.domain.url.CanonicalUrl;
import lode.domain.url.RegistrableDomain;
import lode.domain.url.WebUrl;

/**
 * Which URLs belong to a crawl. A seed always does. Another URL does if its host is a seed's (with or without
 * {@code www.}), or an allowed one, or with {@code allowSubdomains} one under a seed's registrable domain; if it is
 * not of a kind that is never a page; if no exclude pattern is found in its path and query; and if an include pattern
 * is, where there are any.
 */
public final class CrawlScope {

  private static final Set<String> NEVER_PAGES =
      Set.of(
          "7z",
          "aac",
          "aif",
          "aiff",
          "apk",
          "asf",
          "avi",
          "avif",
          "bin",
          "bmp",
          "br",
          "bz2",
          "cab",
          "class",
          "css",
          "cur",
          "deb",
          "dmg",
          "dwg",
          "dxf",
          "eot",
          "eps",
          "exe",
          "flac",
          "flv",
          "gif",
          "gz",
          "heic",
          "heif",
          "ico",
          "iges",
          "igs",
          "img",
          "iso",
          "jar",
          "jp2",
          "jpe",
          "jpeg",
          "jpg",
          "js",
          "jxl",
          "lz",
          "m3u8",
          "m4a",
          "m4v",
          "map",
          "mid",
          "midi",
          "mjs",
          "mkv",
          "mov",
          "mp2",
          "mp3",
          "mp4",
          "mpe",
          "mpeg",
          "mpg",
          "msi",
          "oga",
          "ogg",
          "ogv",
          "opus",
          "otf",
          "pkg",
          "png",
          "psd",
          "rar",
          "rpm",
          "step",
          "stl",
          "stp",
          "svg",
          "svgz",
          "swf",
          "tar",
          "tbz2",
          "tgz",
          "tif",
          "tiff",
          "ttf",
          "wasm",
          "wav",
          "webm",
          "webmanifest",
          "webp",
          "whl",
          "wma",
          "wmv",
          "woff",
          "woff2",
          "xz",
          "z",
          "zip",
          "zst");

  private final Set<CanonicalUrl> seeds;
  private final Set<String> seedAuthorities;
  private final Set<RegistrableDomain> seedDomains;
  private final boolean allowSubdomains;
  private final Set<String> allowedHosts;
  private final List<Pattern> includePaths;
  private final List<Pattern> excludePaths;

  private CrawlScope(
      Collection<CanonicalUrl> seeds,
      boolean allowSubdomains,
      List<String> allowedHosts,
      List<String> includePaths,
      List<String> excludePaths) {
    this.seeds = Set.copyOf(seeds);
    this.seedAuthorities = new HashSet<>();
    this.seedDomains = new HashSet<>();
    for (CanonicalUrl seed : seeds) {
      seedAuthorities.add(withoutWww(authority(seed)));
      seedDomains.add(seed.registrableDomain());
    }
    this.allowSubdomains = allowSubdomains;
    this.allowedHosts = hosts(allowedHosts);
    this.includePaths = patterns("includePaths", includePaths);
    this.excludePaths = patterns("excludePaths", excludePaths);
  }

  /**
   * The scope of a crawl.
   *
   * @param allowedHosts further hosts: {@code host} on any port, or {@code host:port}
   * @param includePaths RE2 patterns, searched in path and query, escaped as in the URL and decoded
   * @param excludePaths likewise
   * @throws InvalidScope naming the entry and the position that cannot be understood
   */
  public static CrawlScope of(
      Collection<CanonicalUrl> seeds,
      boolean allowSubdomains,
      List<String> allowedHosts,
      List<String> includePaths,
      List<String> excludePaths) {
    return new CrawlScope(seeds, allowSubdomains, allowedHosts, includePaths, excludePaths);
  }

  /** Whether a URL belongs, and the rule that decided. */
  public ScopeDecision decide(CanonicalUrl url) {
    if (seeds.contains(url)) {
      return ScopeDecision.in("is a seed");
    }
    ScopeDecision host = host(url);
    if (!host.inScope()) {
      return host;
    }
    String extension = extension(url.path());
    if (NEVER_PAGES.contains(extension)) {
      return ScopeDecision.out("extension ." + extension + " is not a page");
    }
    Optional<Pattern> excluded = found(excludePaths, url);
    if (excluded.isPresent()) {
      return ScopeDecision.out("excludePaths: " + excluded.get().pattern());
    }
    if (includePaths.isEmpty()) {
      return host;
    }
    return found(includePaths, url)
        .map(pattern -> ScopeDecision.in("includePaths: " + pattern.pattern()))
        .orElseGet(
            () -> ScopeDecision.out("no pattern of includePaths is found in path and query"));
  }

  /** The rule of the exclude pattern that keeps a URL out; none keeps out a seed. */
  public Optional<String> exclusion(CanonicalUrl url) {
    return seeds.contains(url)
        ? Optional.empty()
        : found(excludePaths, url).map(pattern -> "excludePaths: " + pattern.pattern());
  }

  /** Whether the URL's host is in scope, whatever its path. */
  public boolean reaches(CanonicalUrl url) {
    return seeds.contains(url) || host(url).inScope();
  }

  private ScopeDecision host(CanonicalUrl url) {
    String authority = authority(url);
    if (seedAuthorities.contains(withoutWww(authority))) {
      return ScopeDecision.in("host " + authority + " is a seed's host");
    }
    if (allowedHosts.contains(url.host()) || allowedHosts.contains(url.host() + ":" + url.port())) {
      return ScopeDecision.in("allowedHosts: " + authority);
    }
    if (!allowSubdomains) {
      return ScopeDecision.out("host " + authority + " is not a seed's host");
    }
    RegistrableDomain domain = url.registrableDomain();
    // Two names of one domain are one owner's; a port of its own makes it another site.
    return seedDomains.contains(domain) && authority.equals(url.host())
        ? ScopeDecision.in("allowSubdomains: " + domain)
        : ScopeDecision.out("host " + authority + " is not under a seed's domain");
  }

  /** Host, and the port unless it is the default: the same site over http and https is one. */
  private static String authority(CanonicalUrl url) {
    return url.origin().substring(url.scheme().length() + "://".length());
  }

  private static String withoutWww(String authority) {
    return authority.startsWith("www.") ? authority.substring("www.".length()) : authority;
  }

  private static String extension(String path) {
    String last = path.substring(path.lastIndexOf('/') + 1);
    int dot = last.lastIndexOf('.');
    return dot < 0 ? "" : last.substring(dot + 1).toLowerCase(Locale.ROOT);
  }

  private static Optional<Pattern> found(List<Pattern> patterns, CanonicalUrl url) {
    String raw = url.pathAndQuery();
    String readable = raw.indexOf('%') < 0 ? raw : decoded(raw);
    return patterns.stream()
        .filter(pattern -> pattern.matcher(raw).find() || pattern.matcher(readable).find())
        .findFirst();
  }

  private static String decoded(String canonical) {
    // A canonical URL has no malformed escapes; plus signs are not spaces in a path.
    return URLDecoder.decode(canonical.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static Set<String> hosts(List<String> entries) {
    Set<String> hosts = new HashSet<>();
    for (int i = 0; i < entries.size(); i++) {
      String entry = entries.get(i).strip();
      Optional<WebUrl> url = WebUrl.parse("http://" + entry + "/");
      if (url.isEmpty() || !isBareHost(url.get())) {
        throw new InvalidScope("allowedHosts", i, entries.get(i), 0, "not a host or host:port");
      }
      String host = url.get().host();
      boolean withPort = entry.matches(".*:[0-9]+");
      hosts.add(withPort ? host + ":" + url.get().effectivePort().orElseThrow() : host);
    }
    return hosts;
  }

  private static boolean isBareHost(WebUrl url) {
    return url.path().equals("/")
        && url.query().isEmpty()
        && url.fragment().isEmpty()
        && url.username().isEmpty();
  }

  /** The library says which part of the pattern is wrong, but not where it stands; of what is missing, only the end. */
  private static int position(PatternSyntaxException failure, String entry) {
    String part = failure.getPattern();
    int found = part.isEmpty() ? entry.length() - 1 : entry.indexOf(part);
    return Math.max(found, 0);
  }

  private static List<Pattern> patterns(String field, List<String> entries) {
    List<Pattern> patterns = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      String entry = entries.get(i);
      try {
        patterns.add(Pattern.compile(entry));
      } catch (PatternSyntaxException e) {
        throw new InvalidScope(field, i, entry, position(e, entry), e.getDescription());
      }
    }
    return List.copyOf(patterns);
  }
}
