package lode.domain.crawl;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import lode.domain.project.SchemaProblem;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the secret members of a crawl: headers, basicAuth, proxy. No message repeats their values. */
public final class CrawlAccessReader {

  /** Members that never reach the request as it is kept. */
  public static final List<String> MEMBERS = List.of("headers", "basicAuth", "proxy");

  static final int MAX_HEADERS = 20;
  static final int NAME_LENGTH = 100;

  /** As long as most servers take a header line. */
  static final int VALUE_LENGTH = 4_096;

  static final int CREDENTIAL_LENGTH = 500;
  private static final int PROXY_LENGTH = 1_500;

  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  /** Of the connection and not of the request (RFC 9110, 7.6.1), or what the fetcher itself says. */
  private static final Set<String> REFUSED =
      Set.of(
          "host",
          "content-length",
          "content-type",
          "content-encoding",
          "transfer-encoding",
          "connection",
          "keep-alive",
          "te",
          "trailer",
          "upgrade",
          "expect",
          "via",
          "forwarded",
          "accept-encoding",
          "range");

  private final List<SchemaProblem> problems;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private @Nullable ProxyAddress proxy;

  private CrawlAccessReader(List<SchemaProblem> problems) {
    this.problems = problems;
  }

  /**
   * What the body of a crawl brings along, for a request that was read from the same body.
   *
   * @throws CrawlInvalid with every problem
   */
  public static CrawlAccess read(JsonNode body, CrawlRequest request) {
    CrawlAccessReader reader = new CrawlAccessReader(new ArrayList<>());
    reader.readAll(body);
    if (!reader.problems.isEmpty()) {
      throw new CrawlInvalid(reader.problems);
    }
    return CrawlAccess.of(reader.headers, reader.proxy, request);
  }

  /** The first of the secret members that a body has; null without any. */
  public static @Nullable String firstOf(JsonNode body) {
    return MEMBERS.stream().filter(body::hasNonNull).findFirst().orElse(null);
  }

  /** Takes the secret members out of a body, and notes what is wrong with them. */
  static void take(ObjectNode body, boolean isCrawl, List<SchemaProblem> problems) {
    if (isCrawl) {
      new CrawlAccessReader(problems).readAll(body);
    } else if (firstOf(body) != null) {
      problems.add(
          new SchemaProblem(
              "/" + firstOf(body),
              "is not kept with a project, which seals nothing: give it with each crawl"));
    }
    body.remove(MEMBERS);
  }

  private void readAll(JsonNode body) {
    if (body.hasNonNull("headers")) {
      readHeaders(body.get("headers"));
    }
    if (body.hasNonNull("basicAuth")) {
      readBasicAuth(body.get("basicAuth"));
    }
    if (body.hasNonNull("proxy")) {
      readProxy(body.get("proxy"));
    }
  }

  private void readHeaders(JsonNode given) {
    if (!given.isObject() || given.size() > MAX_HEADERS) {
      problem("/headers", "must be an object of at most " + MAX_HEADERS + " names and values");
      return;
    }
    for (Map.Entry<String, JsonNode> header : given.properties()) {
      String name = header.getKey();
      String pointer = "/headers/" + name.replace("~", "~0").replace("/", "~1");
      if (name.length() > NAME_LENGTH || !TOKEN.matcher(name).matches()) {
        problem("/headers", "has a name that is no header's name (RFC 9110, 5.1)");
      } else if (refusal(name) != null) {
        problem(pointer, String.valueOf(refusal(name)));
      } else if (!isValue(header.getValue())) {
        problem(
            pointer,
            "must be 1 to " + VALUE_LENGTH + " visible ASCII characters, blanks between them");
      } else if (headers.keySet().stream().anyMatch(name::equalsIgnoreCase)) {
        problem(pointer, "is there twice; keep one");
      } else {
        headers.put(name, header.getValue().stringValue());
      }
    }
  }

  private static @Nullable String refusal(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.equals("user-agent")) {
      return "Lode says who it is: LODE_CRAWL_USER_AGENT sets it for all crawls";
    }
    return REFUSED.contains(lower) || lower.startsWith("proxy-") || lower.startsWith("if-")
        ? "is set by the fetcher itself; leave it out"
        : null;
  }

  private static boolean isValue(JsonNode value) {
    return value.isString()
        && !value.stringValue().isBlank()
        && value.stringValue().length() <= VALUE_LENGTH
        && value.stringValue().equals(value.stringValue().strip())
        && value.stringValue().chars().allMatch(c -> c >= ' ' && c < 127 || c == '\t');
  }

  /** RFC 7617, in UTF-8. */
  private void readBasicAuth(JsonNode given) {
    boolean known =
        given.isObject()
            && given.propertyNames().stream().allMatch(List.of("username", "password")::contains);
    if (!known || !isCredential(given.get("username")) || !isCredential(given.get("password"))) {
      problem(
          "/basicAuth",
          "must be an object with username and password, each of at most "
              + CREDENTIAL_LENGTH
              + " characters without control characters");
      return;
    }
    String user = given.get("username").stringValue();
    if (user.isEmpty() || user.indexOf(':') >= 0) {
      problem("/basicAuth/username", "must not be empty or have a colon (RFC 7617)");
      return;
    }
    if (headers.keySet().stream().anyMatch("Authorization"::equalsIgnoreCase)) {
      problem("/basicAuth", "excludes a header Authorization; keep one");
      return;
    }
    String pair = user + ":" + given.get("password").stringValue();
    headers.put(
        "Authorization",
        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
  }

  private static boolean isCredential(@Nullable JsonNode value) {
    return value != null
        && value.isString()
        && value.stringValue().length() <= CREDENTIAL_LENGTH
        && value.stringValue().chars().noneMatch(Character::isISOControl);
  }

  private void readProxy(JsonNode given) {
    if (!given.isString() || given.stringValue().length() > PROXY_LENGTH) {
      problem("/proxy", "must be http://host:port or http://user:password@host:port");
      return;
    }
    ProxyAddress.mistake(given.stringValue())
        .ifPresentOrElse(
            mistake -> problem("/proxy", mistake),
            () -> proxy = ProxyAddress.parse(given.stringValue()));
  }

  private void problem(String pointer, String message) {
    problems.add(new SchemaProblem(pointer, message));
  }
}
