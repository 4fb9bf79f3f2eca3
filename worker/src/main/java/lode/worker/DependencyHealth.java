package lode.worker;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import lode.domain.operations.Dependency;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** What the worker depends on, one by one, for its readiness; liveness asks for none of it. */
record DependencyHealth(Dependency dependency) implements HealthIndicator {

  /** Without these no work moves. */
  private static final Set<String> ESSENTIAL = Set.of("postgres", "redis", "temporal");

  static CompositeHealthContributor of(Collection<Dependency> dependencies) {
    Map<String, DependencyHealth> byName = new TreeMap<>();
    dependencies.forEach(one -> byName.put(one.name(), new DependencyHealth(one)));
    return CompositeHealthContributor.fromMap(byName);
  }

  @Override
  public Health health() {
    long began = System.nanoTime();
    Dependency.Check check = dependency.check();
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    Health.Builder health =
        check.well()
            ? Health.up()
            : ESSENTIAL.contains(dependency.name()) ? Health.down() : Health.status("DEGRADED");
    health.withDetail("latencyMs", millis);
    if (check.detail() != null) {
      health.withDetail("detail", check.detail());
    }
    return health.build();
  }
}
