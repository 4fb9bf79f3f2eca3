package lode.standalone.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What each set of rules keeps: the product obeys every rule, and every rule rejects its samples. */
interface RuleContract {

  /** The rules of this set. */
  Stream<Rule> rules();

  @TestFactory
  default Stream<DynamicTest> productObeys() {
    return rules()
        .map(
            rule ->
                DynamicTest.dynamicTest(
                    rule.name(),
                    () -> rule.in().apply(CodeBase.PRODUCT).check(CodeBase.PRODUCT.classes())));
  }

  @TestFactory
  default Stream<DynamicTest> rejectsSamples() {
    return rules().map(rule -> DynamicTest.dynamicTest(rule.name(), () -> rejectsSamples(rule)));
  }

  private static void rejectsSamples(Rule rule) {
    List<String> violations =
        rule.in()
            .apply(CodeBase.SAMPLES)
            .evaluate(CodeBase.SAMPLES.classes())
            .getFailureReport()
            .getDetails();
    assertThat(rule.rejected()).isNotEmpty();
    for (Class<?> sample : rule.rejected()) {
      assertThat(violations).as(rule.name()).anyMatch(line -> line.contains(sample.getName()));
    }
  }

  /**
   * A rule over compiled classes.
   *
   * @param in the rule for a code base with this root
   * @param rejected samples that each break it
   */
  record Rule(String name, Function<CodeBase, ArchRule> in, List<Class<?>> rejected) {

    static Rule of(String name, Function<CodeBase, ArchRule> in, Class<?>... rejected) {
      return new Rule(name, in, List.of(rejected));
    }
  }
}
