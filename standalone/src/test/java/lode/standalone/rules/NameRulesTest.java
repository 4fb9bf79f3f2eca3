package lode.standalone.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lode.standalone.rules.samples.domain.project.AbstractProject;
import lode.standalone.rules.samples.domain.project.BaseProject;
import lode.standalone.rules.samples.domain.project.ProjectConstants;
import lode.standalone.rules.samples.domain.project.ProjectDto;
import lode.standalone.rules.samples.domain.project.ProjectManager;
import lode.standalone.rules.samples.domain.project.ProjectUtils;
import lode.standalone.rules.samples.domain.project.ProjectsImpl;
import lode.standalone.rules.samples.domain.util.Trimming;

/** Names that say nothing about the product. */
class NameRulesTest implements RuleContract {

  private static final Pattern EMPTY_NAME =
      Pattern.compile(
          "(Base|Abstract)([A-Z].*)?"
              + "|.*(Utils?|Helpers?|Manager|Handler|Processor|Service|D[Tt][Oo]s?|Constants"
              + "|Common|Misc)");

  private static final Pattern EMPTY_PACKAGE =
      Pattern.compile(".*\\.(utils?|helpers?|common|misc|constants|dto|impl|shared|base)(\\..*)?");

  private static final Pattern IMPLEMENTATION = Pattern.compile(".*(Workflow|Activities)Impl");

  @Override
  public Stream<Rule> rules() {
    return Stream.of(
        Rule.of(
            "no type has an empty name",
            code -> none("have a name of no meaning", type -> EMPTY_NAME.matcher(type).matches()),
            AbstractProject.class,
            BaseProject.class,
            ProjectConstants.class,
            ProjectDto.class,
            ProjectManager.class,
            ProjectUtils.class),
        Rule.of(
            "only workflows and activities are named Impl",
            code ->
                none(
                    "are named Impl",
                    type -> type.endsWith("Impl") && !IMPLEMENTATION.matcher(type).matches()),
            ProjectsImpl.class),
        Rule.of(
            "no package is a drawer",
            code ->
                noClasses()
                    .should(
                        ArchConditions.be(
                            DescribedPredicate.describe(
                                "in a package of no meaning",
                                type -> EMPTY_PACKAGE.matcher(type.getPackageName()).matches()))),
            Trimming.class));
  }

  private static ArchRule none(String text, Predicate<String> simpleName) {
    return noClasses()
        .should(
            ArchConditions.have(
                DescribedPredicate.<JavaClass>describe(
                    text, type -> simpleName.test(type.getSimpleName()))));
  }
}
