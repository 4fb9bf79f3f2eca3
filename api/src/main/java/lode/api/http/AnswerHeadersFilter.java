package lode.api.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Headers of every answer, errors included: the request's id and what browsers may do with it. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class AnswerHeadersFilter extends OncePerRequestFilter {

  private static final String REQUEST_ID = "X-Request-ID";
  private static final Pattern ACCEPTED_ID = Pattern.compile("[A-Za-z0-9._-]{1,128}");

  private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";

  /** What the documentation page needs: its own scripts, styles and requests. */
  private static final String OWN_PAGE =
      NOTHING
          + "; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:"
          + "; connect-src 'self'; base-uri 'none'; form-action 'none'";

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String given = request.getHeader(REQUEST_ID);
    boolean usable = given != null && ACCEPTED_ID.matcher(given).matches();
    String id = usable ? given : UUID.randomUUID().toString();
    addTo(response, id, KeyFilter.isDocumentation(request));
    try (MDC.MDCCloseable noted = MDC.putCloseable("requestId", id)) {
      chain.doFilter(request, response);
    }
  }

  static void addTo(HttpServletResponse response, String id, boolean isDocumentation) {
    response.setHeader(REQUEST_ID, id);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("Content-Security-Policy", isDocumentation ? OWN_PAGE : NOTHING);
  }
}
