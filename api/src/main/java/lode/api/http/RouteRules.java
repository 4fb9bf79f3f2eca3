package lode.api.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import lode.domain.operations.Role;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** What holds for every route of Lode: its role, and no query parameters that it does not know. */
final class RouteRules implements HandlerInterceptor {

  private static final String OURS = "lode.api.";

  private final ParameterNameDiscoverer names = new DefaultParameterNameDiscoverer();

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod route
        && route.getBeanType().getName().startsWith(OURS)
        && request.getServletPath().startsWith("/api/")) {
      Caller.of(request).require(role(request, route), "This route");
      refuseUnknownParameters(request, route);
    }
    return true;
  }

  private static Role role(HttpServletRequest request, HandlerMethod route) {
    Needs needs = route.getMethodAnnotation(Needs.class);
    if (needs != null) {
      return needs.value();
    }
    boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    return reads ? Role.READ : Role.RUN;
  }

  private void refuseUnknownParameters(HttpServletRequest request, HandlerMethod route) {
    List<String> known = parameters(route);
    for (String given : request.getParameterMap().keySet()) {
      if (!known.contains(given)) {
        throw Refused.invalid(
            "?" + given,
            "unknown query parameter; "
                + (known.isEmpty() ? "there is none here" : "use one of " + known));
      }
    }
  }

  private List<String> parameters(HandlerMethod route) {
    List<String> known = new ArrayList<>();
    for (MethodParameter parameter : route.getMethodParameters()) {
      if (parameter.hasParameterAnnotation(RequestParam.class)) {
        parameter.initParameterNameDiscovery(names);
        known.add(String.valueOf(parameter.getParameterName()));
      }
    }
    return known;
  }
}
