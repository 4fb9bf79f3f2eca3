package lode.api.operations;

import java.util.Map;
import java.util.TreeMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What this is and where to go on. */
@RestController
class FrontRoutes {

  @GetMapping("/")
  Front front() {
    Map<String, String> links = new TreeMap<>();
    links.put("api", "/api/v1");
    links.put("docs", "/docs");
    links.put("openapi", "/v3/api-docs");
    links.put("liveness", "/actuator/health/liveness");
    links.put("readiness", "/actuator/health/readiness");
    return new Front("lode", ApiDocumentation.version(), links);
  }

  /** The service's name and version, and links. */
  record Front(String service, String version, Map<String, String> links) {}
}
