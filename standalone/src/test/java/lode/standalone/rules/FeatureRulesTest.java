package lode.standalone.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.stream.Stream;
import lode.standalone.rules.samples.domain.crawl.CrawlKnowsReports;
import lode.standalone.rules.samples.domain.leftovers.UnknownFeature;
import lode.standalone.rules.samples.domain.project.ProjectKnowsJobs;

/** How features build on one another inside each module. */
class FeatureRulesTest implements RuleContract {

  /**
   * Place of each feature in the order of the product: a feature may use those with a smaller
   * number. A module's own package and the web rules of api are what all features stand on.
   */
  private static final Map<String, Integer> ORDER =
      Map.ofEntries(
          Map.entry("", 0),
          Map.entry("http", 0),
          Map.entry("url", 1),
          Map.entry("project", 2),
          Map.entry("job", 3),
          Map.entry("document", 4),
          Map.entry("boilerplate", 5),
          Map.entry("crawl", 5),
          Map.entry("extraction", 6),
          Map.entry("entity", 7),
          Map.entry("search", 7),
          Map.entry("report", 8),
          Map.entry("pipeline", 9),
          Map.entry("operations", 10));

  @Override
  public Stream<Rule> rules() {
    return Stream.of(
        Rule.of("packages have no cycles", FeatureRulesTest::acyclic, ProjectKnowsJobs.class),
        Rule.of(
            "features use earlier features only",
            FeatureRulesTest::ordered,
            ProjectKnowsJobs.class,
            CrawlKnowsReports.class,
            UnknownFeature.class));
  }

  private static ArchRule acyclic(CodeBase code) {
    // One search for each module: a single one stops at the first cluster of cycles.
    return CompositeArchRule.of(
        CodeBase.MODULES.stream()
            .map(module -> slices().matching(code.root() + "." + module + ".(**)"))
            .<ArchRule>map(slices -> slices.should().beFreeOfCycles().allowEmptyShould(true))
            .toList());
  }

  private static ArchRule ordered(CodeBase code) {
    return classes()
        .that()
        .resideInAnyPackage(code.in("domain", "workflows", "activities", "api"))
        .should(useEarlierFeaturesOnly(code.root()));
  }

  private static ArchCondition<JavaClass> useEarlierFeaturesOnly(String root) {
    return new ArchCondition<>("use features that come earlier in the order only") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        String module = CodeBase.module(root, type);
        String feature = CodeBase.feature(root, type);
        if (!ORDER.containsKey(feature)) {
          events.add(
              SimpleConditionEvent.violated(
                  type, type.getName() + " is in a feature without a place in the order"));
        }
        if (isComposition(module, feature)) {
          return;
        }
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
          JavaClass target = dependency.getTargetClass();
          if (CodeBase.module(root, target).equals(module)
              && !mayUse(feature, CodeBase.feature(root, target))) {
            events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
          }
        }
      }
    };
  }

  /** The package of api holds its configuration, which names every feature. */
  private static boolean isComposition(String module, String feature) {
    return module.equals("api") && feature.isEmpty();
  }

  private static boolean mayUse(String feature, String other) {
    return feature.equals(other)
        || ORDER.getOrDefault(other, Integer.MAX_VALUE) < ORDER.getOrDefault(feature, -1);
  }
}
