package lode.standalone.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.temporal.activity.ActivityInterface;
import io.temporal.workflow.WorkflowInterface;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import lode.standalone.rules.samples.activities.job.MailingActivities;
import lode.standalone.rules.samples.activities.job.UnregisteredActivitiesImpl;
import lode.standalone.rules.samples.workflows.job.ClosedWorkflowImpl;
import lode.standalone.rules.samples.workflows.job.ClosedWorkflowRunner;
import lode.standalone.rules.samples.workflows.job.MissingWorkflow;

/** Workflows and activities: one implementation each, that Temporal can make and the worker lists. */
class WorkRulesTest implements RuleContract {

  @Override
  public Stream<Rule> rules() {
    return Stream.of(
        Rule.of(
            "workflow interfaces have one implementation of their name",
            code -> implementedOnce(WorkflowInterface.class),
            MissingWorkflow.class),
        Rule.of(
            "activity interfaces have one implementation of their name",
            code -> implementedOnce(ActivityInterface.class),
            MailingActivities.class),
        Rule.of(
            "implementations are public, with a public constructor",
            code ->
                classes()
                    .that(implement(WorkflowInterface.class))
                    .or(implement(ActivityInterface.class))
                    .should(bePublicWithPublicConstructor()),
            ClosedWorkflowImpl.class,
            ClosedWorkflowRunner.class),
        Rule.of(
            "workflows and activities live in their modules",
            code ->
                classes()
                    .that(implement(WorkflowInterface.class))
                    .or()
                    .areAnnotatedWith(WorkflowInterface.class)
                    .or()
                    .areAnnotatedWith(ActivityInterface.class)
                    .should()
                    .resideInAnyPackage(code.in("workflows")),
            MailingActivities.class),
        Rule.of(
            "implementations are registered",
            code ->
                classes()
                    .that(implement(WorkflowInterface.class))
                    .or(implement(ActivityInterface.class))
                    .should(beNamedBy(code.root() + ".worker.Registration")),
            ClosedWorkflowImpl.class,
            UnregisteredActivitiesImpl.class));
  }

  private static ArchRule implementedOnce(Class<? extends Annotation> kind) {
    return classes()
        .that()
        .areAnnotatedWith(kind)
        .should(
            condition(
                "have one implementation named <interface>Impl",
                type -> {
                  List<String> names =
                      type.getAllSubclasses().stream().map(JavaClass::getSimpleName).toList();
                  return names.equals(List.of(type.getSimpleName() + "Impl"));
                }));
  }

  private static DescribedPredicate<JavaClass> implement(Class<? extends Annotation> kind) {
    return DescribedPredicate.describe(
        "implement a @" + kind.getSimpleName(),
        type -> type.getAllRawInterfaces().stream().anyMatch(face -> face.isAnnotatedWith(kind)));
  }

  private static ArchCondition<JavaClass> bePublicWithPublicConstructor() {
    return condition(
        "be public and have a public constructor",
        type ->
            type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getConstructors().stream()
                    .anyMatch(made -> made.getModifiers().contains(JavaModifier.PUBLIC)));
  }

  private static ArchCondition<JavaClass> beNamedBy(String registration) {
    return condition(
        "be named by " + registration,
        type ->
            type.getDirectDependenciesToSelf().stream()
                .anyMatch(use -> use.getOriginClass().getName().equals(registration)));
  }

  private static ArchCondition<JavaClass> condition(String text, Predicate<JavaClass> holds) {
    return new ArchCondition<>(text) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        if (!holds.test(type)) {
          events.add(SimpleConditionEvent.violated(type, type.getName() + " does not " + text));
        }
      }
    };
  }
}
