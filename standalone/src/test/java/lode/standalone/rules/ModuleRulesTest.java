package lode.standalone.rules;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lode.standalone.rules.samples.activities.job.ActivitiesOnWorker;
import lode.standalone.rules.samples.activities.job.SqlInActivities;
import lode.standalone.rules.samples.adapters.postgres.AdaptersOnWorkflows;
import lode.standalone.rules.samples.api.job.ApiOnActivities;
import lode.standalone.rules.samples.api.project.RoutesOnAdapters;
import lode.standalone.rules.samples.api.project.RoutesOnTemporal;
import lode.standalone.rules.samples.domain.project.DomainOnWorkflows;
import lode.standalone.rules.samples.standalone.cli.SpringInCommands;
import lode.standalone.rules.samples.worker.WorkerOnApi;
import lode.standalone.rules.samples.worker.WorkerOnStandalone;
import lode.standalone.rules.samples.workflows.job.WorkflowsOnActivities;
import org.junit.jupiter.api.Test;

/** Which module may use which, and where the large libraries may be named. */
class ModuleRulesTest implements RuleContract {

  private static final Map<String, Set<String>> MAY_USE =
      Map.of(
          "domain", Set.of(),
          "workflows", Set.of("domain"),
          "activities", Set.of("domain", "workflows"),
          "adapters", Set.of("domain"),
          "api", Set.of("domain", "workflows", "adapters"),
          "worker", Set.of("domain", "workflows", "activities", "adapters"));

  /**
   * Who may name adapters in api and worker: the one configuration of each, and what starts the
   * workers, which waits for the migration of the tables.
   */
  private static final String[] COMPOSITION = {
    "api.ApiConfiguration", "worker.WorkerConfiguration", "worker.WorkerLifecycle"
  };

  /** Where api meets Temporal: jobs are started, cancelled and watched there. */
  private static final String[] TEMPORAL = {
    "workflows", "activities", "worker", "standalone.embedded", "api.job"
  };

  /** Tells a table that is not there yet from a mistake, which only the SQL state does. */
  private static final String SQL_STATES = "api.http.ProblemAnswers";

  @Override
  public Stream<Rule> rules() {
    return Stream.of(
        direction("domain", DomainOnWorkflows.class),
        direction("workflows", WorkflowsOnActivities.class),
        direction("activities", ActivitiesOnWorker.class),
        direction("adapters", AdaptersOnWorkflows.class),
        direction("api", ApiOnActivities.class),
        direction("worker", WorkerOnApi.class, WorkerOnStandalone.class),
        Rule.of(
            "adapters are named by configurations only",
            ModuleRulesTest::adaptersAreNamedByConfigurations,
            RoutesOnAdapters.class),
        Rule.of(
            "Spring stays in adapters, api, worker and the server",
            code ->
                outside(code, "adapters", "api", "worker", "standalone.server")
                    .should()
                    .dependOnClassesThat(resideInAPackage("org.springframework..")),
            SpringInCommands.class),
        Rule.of(
            "Temporal stays in the path of work",
            code ->
                outside(code, TEMPORAL)
                    .and(areNot(code.named("api.ApiConfiguration")))
                    .should()
                    .dependOnClassesThat(resideInAPackage("io.temporal..")),
            RoutesOnTemporal.class),
        Rule.of(
            "stores, models and HTTP are called by adapters only",
            code ->
                outside(code, "adapters", "standalone")
                    .and(areNot(code.named(SQL_STATES)))
                    .should()
                    .dependOnClassesThat(
                        resideInAnyPackage(
                            "java.sql..",
                            "javax.sql..",
                            "java.net.http..",
                            "dev.langchain4j..",
                            "io.qdrant..",
                            "org.springframework.jdbc..",
                            "org.springframework.data..")),
            SqlInActivities.class));
  }

  @Test
  void everyModuleWasRead() {
    Set<String> read =
        CodeBase.PRODUCT.classes().stream()
            .map(type -> CodeBase.module(CodeBase.PRODUCT.root(), type))
            .collect(Collectors.toSet());
    assertThat(read).containsExactlyInAnyOrderElementsOf(CodeBase.MODULES);
  }

  private static Rule direction(String module, Class<?>... rejected) {
    return Rule.of(module + " uses only what lies below it", code -> stays(code, module), rejected);
  }

  private static ArchRule stays(CodeBase code, String module) {
    Stream<String> above =
        CodeBase.MODULES.stream()
            .filter(other -> !other.equals(module) && !MAY_USE.get(module).contains(other));
    return noClasses()
        .that()
        .resideInAnyPackage(code.in(module))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(code.in(above));
  }

  private static ArchRule adaptersAreNamedByConfigurations(CodeBase code) {
    return noClasses()
        .that()
        .resideInAnyPackage(code.in("api", "worker"))
        .and(areNot(code.named(COMPOSITION)))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(code.in("adapters"));
  }

  private static GivenClassesConjunction outside(CodeBase code, String... places) {
    return noClasses().that().resideOutsideOfPackages(code.in(places));
  }

  private static DescribedPredicate<JavaClass> areNot(String... names) {
    return DescribedPredicate.describe(
        "are not " + String.join(", ", names),
        type -> Arrays.stream(names).noneMatch(type.getName()::equals));
  }
}
