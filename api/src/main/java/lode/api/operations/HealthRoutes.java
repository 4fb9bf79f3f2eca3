package lode.api.operations;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import lode.domain.operations.Dependency;
import lode.domain.operations.Dependency.Check;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether the process lives, and whether what it depends on is well. */
@RestController
@RequestMapping("/actuator/health")
class HealthRoutes {

  /** Without these no work moves; without the others search or single values wait. */
  private static final Set<String> ESSENTIAL = Set.of("postgres", "redis", "temporal");

  private static final long PATIENCE_SECONDS = 3;

  private final List<Dependency> dependencies;

  HealthRoutes(List<Dependency> dependencies) {
    this.dependencies = List.copyOf(dependencies);
  }

  @GetMapping("/liveness")
  Map<String, String> liveness() {
    return Map.of("status", "UP");
  }

  @GetMapping("/readiness")
  ResponseEntity<Readiness> readiness() {
    Map<String, Component> components = new TreeMap<>();
    List<CompletableFuture<Component>> checks =
        dependencies.stream()
            .map(dependency -> CompletableFuture.supplyAsync(() -> Component.of(dependency)))
            .map(
                check ->
                    check
                        .completeOnTimeout(Component.SILENT, PATIENCE_SECONDS, TimeUnit.SECONDS)
                        .exceptionally(failure -> Component.SILENT))
            .toList();
    for (int i = 0; i < checks.size(); i++) {
      components.merge(dependencies.get(i).name(), checks.get(i).join(), Component::worse);
    }
    boolean ready =
        components.entrySet().stream()
            .noneMatch(
                component ->
                    ESSENTIAL.contains(component.getKey()) && !component.getValue().isUp());
    return ResponseEntity.status(ready ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
        .body(new Readiness(ready ? "UP" : "DOWN", components));
  }

  /** Whether work moves, and each dependency by its name. */
  record Readiness(String status, Map<String, Component> components) {}

  /** One dependency. */
  record Component(String status, @Nullable Long latencyMs, @Nullable String detail) {

    static final Component SILENT =
        new Component("DOWN", null, "did not answer in " + PATIENCE_SECONDS + " s");

    static Component of(Dependency dependency) {
      long began = System.nanoTime();
      Check check = dependency.check();
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
      return new Component(check.well() ? "UP" : "DOWN", millis, check.detail());
    }

    boolean isUp() {
      return status.equals("UP");
    }

    /** One process may look at a dependency from two sides: what is amiss, else what is more to say. */
    Component worse(Component other) {
      if (isUp() != other.isUp()) {
        return isUp() ? other : this;
      }
      return length(detail) >= length(other.detail) ? this : other;
    }

    private static int length(@Nullable String text) {
      return text == null ? 0 : text.length();
    }
  }
}
