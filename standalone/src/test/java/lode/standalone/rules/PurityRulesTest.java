package lode.standalone.rules;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import lode.standalone.rules.samples.domain.document.FileInDomain;
import lode.standalone.rules.samples.domain.document.LibraryInDomain;
import lode.standalone.rules.samples.domain.document.LookupInDomain;
import lode.standalone.rules.samples.domain.document.UrlInDomain;
import lode.standalone.rules.samples.domain.job.ClockInDomain;
import lode.standalone.rules.samples.domain.job.EnvironmentInDomain;
import lode.standalone.rules.samples.domain.job.RandomInDomain;
import lode.standalone.rules.samples.domain.job.ThreadInDomain;
import lode.standalone.rules.samples.workflows.job.ClientWorkflowImpl;
import lode.standalone.rules.samples.workflows.job.ClockInWorkflows;
import lode.standalone.rules.samples.workflows.job.LockInWorkflows;
import lode.standalone.rules.samples.workflows.job.SpringInWorkflows;

/**
 * Domain and workflows compute and nothing else. The Java SDK of Temporal has no sandbox: a
 * workflow that reads the clock or starts a thread works until its first replay.
 */
class PurityRulesTest implements RuleContract {

  /** Packages of the JDK that hold values and text; the classes below are taken out again. */
  private static final String[] JDK = {
    "java.lang",
    "java.lang.annotation",
    "java.lang.invoke",
    "java.lang.runtime",
    "java.math",
    "java.nio",
    "java.nio.charset",
    "java.text",
    "java.time..",
    "java.util",
    "java.util.function",
    "java.util.regex",
    "java.util.stream"
  };

  private static final String[] DOMAIN_LIBRARIES = {
    "com.fasterxml.jackson.annotation",
    "com.google.re2j",
    "com.ibm.icu..",
    "crawlercommons..",
    "org.apache.commons.csv",
    "org.jsoup..",
    "org.jspecify.annotations",
    "tools.jackson.."
  };

  private static final String[] WORKFLOW_LIBRARIES = {
    "com.fasterxml.jackson..", "io.temporal..", "org.jspecify.annotations", "tools.jackson.databind"
  };

  private static final Set<String> IMPURE =
      Set.of(
          "java.lang.Process",
          "java.lang.ProcessBuilder",
          "java.lang.Runtime",
          "java.lang.Thread",
          "java.lang.ThreadLocal",
          "java.time.Clock",
          "java.util.Random",
          "java.util.SplittableRandom",
          "java.util.Timer");

  /**
   * Parts of other packages that are pure: streams over memory, digests, addresses and URIs as
   * values, and the one concurrent type that memory shared by callers needs.
   */
  private static final Set<String> PURE =
      Set.of(
          "java.io.BufferedReader",
          "java.io.ByteArrayInputStream",
          "java.io.ByteArrayOutputStream",
          "java.io.IOException",
          "java.io.InputStream",
          "java.io.InputStreamReader",
          "java.io.OutputStream",
          "java.io.Reader",
          "java.io.Serializable",
          "java.io.StringReader",
          "java.io.StringWriter",
          "java.io.UncheckedIOException",
          "java.io.Writer",
          "java.lang.reflect.Type",
          "java.net.InetAddress",
          "java.net.Inet4Address",
          "java.net.Inet6Address",
          "java.net.URI",
          "java.net.URISyntaxException",
          "java.net.URLDecoder",
          "java.net.URLEncoder",
          "java.security.MessageDigest",
          "java.security.NoSuchAlgorithmException",
          "java.util.concurrent.ConcurrentHashMap",
          "java.util.concurrent.ConcurrentMap");

  /** Members of otherwise pure types that read the clock, chance, the network or the machine. */
  private static final Map<String, Set<String>> IMPURE_MEMBERS =
      Map.of(
          "java.lang.Math", Set.of("random"),
          "java.net.InetAddress",
              Set.of(
                  "getAllByName",
                  "getByName",
                  "getCanonicalHostName",
                  "getHostName",
                  "getLocalHost",
                  "isReachable"),
          "java.nio.charset.Charset", Set.of("defaultCharset"),
          "java.time.ZoneId", Set.of("systemDefault"),
          "java.util.Collections", Set.of("shuffle"),
          "java.util.Locale", Set.of("getDefault"),
          "java.util.TimeZone", Set.of("getDefault"),
          "java.util.UUID", Set.of("randomUUID"),
          "org.jsoup.Jsoup", Set.of("connect", "newSession"));

  @Override
  public Stream<Rule> rules() {
    return Stream.of(
        Rule.of(
            "domain names pure types only",
            code -> namesOnly(code, "domain", DOMAIN_LIBRARIES),
            ClockInDomain.class,
            FileInDomain.class,
            LibraryInDomain.class,
            ThreadInDomain.class,
            UrlInDomain.class),
        Rule.of(
            "domain reads neither clock nor chance nor machine",
            code -> callsNothingImpure(code, "domain"),
            ClockInDomain.class,
            EnvironmentInDomain.class,
            LookupInDomain.class,
            RandomInDomain.class),
        Rule.of(
            "workflows name pure types and Temporal only",
            code -> namesOnly(code, "workflows", WORKFLOW_LIBRARIES),
            LockInWorkflows.class,
            SpringInWorkflows.class),
        Rule.of(
            "workflows read neither clock nor chance nor machine",
            code -> callsNothingImpure(code, "workflows"),
            ClockInWorkflows.class),
        Rule.of(
            "workflow code holds no client",
            code ->
                noClasses()
                    .that()
                    .resideInAnyPackage(code.in("workflows"))
                    .and()
                    .haveSimpleNameEndingWith("WorkflowImpl")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.temporal.client..", "io.temporal.serviceclient.."),
            ClientWorkflowImpl.class));
  }

  private static ArchRule namesOnly(CodeBase code, String module, String... libraries) {
    DescribedPredicate<JavaClass> pure =
        DescribedPredicate.describe("are pure", PurityRulesTest::isPure);
    return classes()
        .that()
        .resideInAnyPackage(code.in(module))
        .should()
        .onlyDependOnClassesThat(
            pure.or(resideInAnyPackage(code.in("domain", "workflows")))
                .or(resideInAnyPackage(libraries)));
  }

  private static boolean isPure(JavaClass type) {
    return PURE.contains(type.getName())
        || (!IMPURE.contains(type.getName()) && resideInAnyPackage(JDK).test(type));
  }

  private static ArchRule callsNothingImpure(CodeBase code, String module) {
    return noClasses()
        .that()
        .resideInAnyPackage(code.in(module))
        .should()
        .accessTargetWhere(
            DescribedPredicate.describe(
                "the target is the clock, chance, the network or the machine",
                PurityRulesTest::isImpure));
  }

  private static boolean isImpure(JavaAccess<?> access) {
    AccessTarget target = access.getTarget();
    String owner = target.getOwner().getName();
    String member = target.getName();
    return (owner.equals("java.lang.System") && !member.equals("arraycopy"))
        || (owner.startsWith("java.time.") && member.equals("now"))
        || member.equals("parallelStream")
        || IMPURE_MEMBERS.getOrDefault(owner, Set.of()).contains(member);
  }
}
