package lode.api.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import lode.domain.operations.ApiKey;
import lode.domain.operations.ApiKeys;
import lode.domain.operations.KeyId;
import lode.domain.operations.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lets nobody in without a key, but for the front page, health, and on loopback the documentation.
 * Without a configured key every caller on loopback is admin; a web page in a browser on that machine
 * is none, so names other than loopback's are refused in Host and Origin.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class KeyFilter extends OncePerRequestFilter {

  private static final ApiKey LOCAL =
      new ApiKey(new KeyId(new UUID(0, 0)), "local", Role.ADMIN, null);
  private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final String BEARER = "Bearer ";

  private final boolean keyless;
  private final boolean loopback;
  private final ApiKeys keys;
  private final JsonMapper json;

  KeyFilter(ApiSettings settings, ServerProperties server, ApiKeys keys, JsonMapper json) {
    this.keyless = settings.key() == null;
    this.loopback = server.getAddress() != null && server.getAddress().isLoopbackAddress();
    if (keyless && !loopback) {
      throw new IllegalStateException(
          "lode.api.address is not loopback and no lode.api.key is set: without a key the API"
              + " listens on loopback only. Set LODE_API_KEY to a random key, such as the output"
              + " of: openssl rand -hex 32");
    }
    this.keys = keys;
    this.json = json;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Problem problem = refusal(request);
    if (problem == null) {
      chain.doFilter(request, response);
      return;
    }
    response.setStatus(problem.status());
    if (problem.status() == HttpStatus.UNAUTHORIZED.value()) {
      response.setHeader("WWW-Authenticate", "Bearer realm=\"lode\"");
    }
    response.setContentType(Problem.MEDIA_TYPE);
    json.writeValue(response.getOutputStream(), problem.with("instance", request.getRequestURI()));
  }

  private @Nullable Problem refusal(HttpServletRequest request) {
    if (isOpen(request)) {
      return null;
    }
    String secret = secret(request);
    if (secret == null && keyless) {
      if (!comesFromHere(request)) {
        return Problem.of(
            HttpStatus.FORBIDDEN, "forbidden", "Without a key this is for loopback only.");
      }
      Caller.set(request, LOCAL);
      return null;
    }
    if (secret == null) {
      return unauthorized("This needs an API key: Authorization: Bearer KEY, or X-API-Key: KEY.");
    }
    try {
      Optional<ApiKey> key = keys.authenticate(secret);
      key.ifPresent(found -> Caller.set(request, found));
      return key.isPresent() ? null : unauthorized("The API key is not known.");
    } catch (RuntimeException failure) {
      return ProblemAnswers.of(failure);
    }
  }

  private static Problem unauthorized(String detail) {
    return Problem.of(HttpStatus.UNAUTHORIZED, "unauthorized", detail);
  }

  private boolean isOpen(HttpServletRequest request) {
    String path = request.getServletPath();
    return path.equals("/")
        || path.startsWith("/actuator/health/")
        || loopback && (isDocumentation(request) || path.equals("/actuator/prometheus"));
  }

  static boolean isDocumentation(HttpServletRequest request) {
    String path = request.getServletPath();
    return path.equals("/docs")
        || path.startsWith("/swagger-ui/")
        || path.equals("/v3/api-docs")
        || path.startsWith("/v3/api-docs/");
  }

  private static @Nullable String secret(HttpServletRequest request) {
    String authorization = request.getHeader("Authorization");
    if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return authorization.substring(BEARER.length()).strip();
    }
    String header = request.getHeader("X-API-Key");
    return header == null ? null : header.strip();
  }

  private static boolean comesFromHere(HttpServletRequest request) {
    String origin = request.getHeader("Origin");
    return LOOPBACK_NAMES.contains(request.getServerName())
        && (origin == null || LOOPBACK_NAMES.contains(hostOf(origin)));
  }

  private static String hostOf(String origin) {
    try {
      return String.valueOf(URI.create(origin).getHost());
    } catch (IllegalArgumentException malformed) {
      return "";
    }
  }
}
