package lode.standalone.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The source tree keeps the rules that compiled classes do not show. */
class SourceRulesTest {

  private static final List<SourceFile> PRODUCT = SourceFile.product();

  private static final String MAIN = "domain/src/main/java/lode/domain/job/";
  private static final String TEST = "domain/src/test/java/lode/domain/job/";

  private static final Map<SourceRule, SourceFile> SAMPLES =
      Map.of(
          SourceRule.PACKAGE_SAYS_WHAT_IT_IS,
          SourceFile.sample(MAIN + "package-info.java", "package lode.domain.job;\n"),
          SourceRule.PUBLIC_TYPES_ARE_DOCUMENTED,
          SourceFile.sample(MAIN + "Job.java", "@Deprecated\npublic record Job(int id) {}"),
          SourceRule.METHODS_FIT_A_SCREEN,
          SourceFile.sample(
              MAIN + "Job.java",
              "class Job { void run() {" + "\n".repeat(SourceRule.LONGEST_METHOD) + "} }"),
          SourceRule.FILES_HAVE_ONE_SUBJECT,
          SourceFile.sample(
              MAIN + "Job.java", "class Job {" + "\n".repeat(SourceRule.LONGEST_FILE) + "}"),
          SourceRule.TESTS_DO_NOT_SLEEP,
          inMethod(TEST, "Thread.sleep(100);"),
          SourceRule.CATCHES_NAME_THE_FAILURE,
          inMethod(MAIN, "try { run(); } catch (IOException | java.lang.Exception e) {}"),
          SourceRule.ONLY_COMMANDS_PRINT,
          inMethod(MAIN, "System.out.println(1);"),
          SourceRule.NOTHING_IS_LEFT_FOR_LATER,
          inMethod(MAIN, "// TO" + "DO: the other half"),
          SourceRule.NO_METHOD_IS_A_STUB,
          inMethod(MAIN, "throw new UnsupportedOperationException();"),
          SourceRule.TESTS_USE_REAL_PARTS,
          SourceFile.sample(TEST + "JobTest.java", "import org.mockito.Mockito;"));

  @ParameterizedTest
  @EnumSource
  void productObeys(SourceRule rule) {
    assertThat(PRODUCT.stream().flatMap(file -> rule.apply(file).stream())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void rejectsItsSample(SourceRule rule) {
    assertThat(rule.apply(SAMPLES.get(rule))).hasSize(1);
  }

  @Test
  void everyPackageIsDescribed() {
    assertThat(SourceRule.foldersWithoutPackageInfo(PRODUCT)).isEmpty();
  }

  @Test
  void findsPackageWithoutDescription() {
    SourceFile alone = inMethod(MAIN, "");
    assertThat(SourceRule.foldersWithoutPackageInfo(List.of(alone)))
        .containsExactly(alone.folder());
  }

  @Test
  void everyModuleWasRead() {
    assertThat(PRODUCT.stream().map(file -> file.path().split("/")[0]).distinct())
        .containsExactlyInAnyOrderElementsOf(CodeBase.MODULES);
  }

  private static SourceFile inMethod(String folder, String statement) {
    return SourceFile.sample(
        folder + "Job.java", "class Job {\n  void run() {\n    " + statement + "\n  }\n}\n");
  }
}
