package lode.worker;

import static org.assertj.core.api.Assertions.assertThat;

import lode.domain.operations.Dependency;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DependencyHealthTest {

  @ParameterizedTest
  @CsvSource({
    "postgres, true, UP",
    "postgres, false, DOWN",
    "redis, false, DOWN",
    "temporal, false, DOWN",
    "qdrant, true, UP",
    "qdrant, false, DEGRADED"
  })
  void workStopsWithoutAllButTheSearchIndex(String name, boolean well, String status) {
    Dependency dependency =
        new Dependency() {
          @Override
          public String name() {
            return name;
          }

          @Override
          public Check check() {
            return new Check(well, "detail of " + name);
          }
        };
    var health = new DependencyHealth(dependency).health();
    assertThat(health.getStatus().getCode()).isEqualTo(status);
    assertThat(health.getDetails())
        .containsKey("latencyMs")
        .containsEntry("detail", "detail of " + name);
  }
}
