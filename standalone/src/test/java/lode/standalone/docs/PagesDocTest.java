package lode.standalone.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.workflow.WorkflowInterface;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lode.domain.crawl.CrawlCounters;
import lode.domain.extraction.ExtractionCounters;
import lode.domain.extraction.ModelUsage;
import lode.domain.job.JobKind;
import lode.domain.job.JobStatus;
import lode.domain.project.ConsolidationStrategy;
import lode.domain.project.FieldType;
import lode.domain.project.GroundingMode;
import lode.domain.project.SchemaReader;
import lode.workflows.TaskQueues;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the other pages say against the code: links, workflows, statuses, schema language, routes. */
class PagesDocTest {

  private static final Pattern LINK = Pattern.compile("]\\((?!https?:|#)([^)#]+)(#[^)]*)?\\)");
  private static final Pattern ROUTES =
      Pattern.compile("`((?:GET|POST|PUT|PATCH|DELETE| )+) (/[^` ]*)`");

  @Test
  void linksLeadSomewhere() {
    for (Page page : Page.all()) {
      Matcher links = LINK.matcher(page.text());
      while (links.find()) {
        assertThat(Files.exists(page.file().resolveSibling(links.group(1))))
            .as(page.file() + " links to " + links.group(1))
            .isTrue();
      }
    }
  }

  @Test
  void readmeStaysShort() {
    assertThat(Page.read("README.md").lines()).hasSizeLessThan(120);
  }

  @Test
  void architectureNamesEveryWorkflowAndTaskQueue() {
    String page = Page.read("docs/architecture.md");
    var scanner =
        new ClassPathScanningCandidateComponentProvider(false) {
          @Override
          protected boolean isCandidateComponent(AnnotatedBeanDefinition definition) {
            return definition.getMetadata().isInterface();
          }
        };
    scanner.addIncludeFilter(new AnnotationTypeFilter(WorkflowInterface.class));
    var workflows = scanner.findCandidateComponents("lode.workflows");
    assertThat(workflows).isNotEmpty();
    for (BeanDefinition workflow : workflows) {
      String name = String.valueOf(workflow.getBeanClassName());
      assertThat(page).contains("`" + name.substring(name.lastIndexOf('.') + 1) + "`");
    }
    TaskQueues.all().forEach(queue -> assertThat(page).contains("`" + queue + "`"));
  }

  @Test
  void jobsPageNamesEveryKindStatusAndCounter() {
    String page = Page.read("docs/reference/jobs.md");
    for (JobKind kind : JobKind.values()) {
      assertThat(page).contains("`" + kind.label() + "`");
    }
    for (JobStatus status : JobStatus.values()) {
      assertThat(page).contains("| `" + status.label() + "` |");
    }
    new CrawlCounters(0, 0, 0, 0, 0, 0, 0, 0)
        .asMap()
        .keySet()
        .forEach(counter -> assertThat(page).contains("`" + counter + "`"));
    new ExtractionCounters(0, 0, 0, 0, 0, 0, 0, 0, ModelUsage.NONE)
        .asMap()
        .keySet()
        .forEach(counter -> assertThat(page).contains("`" + counter + "`"));
  }

  @Test
  void schemaPageNamesEveryTypeWithItsDefaults() {
    String page = Page.read("docs/reference/schema.md");
    for (FieldType type : FieldType.values()) {
      String row =
          page.lines()
              .filter(
                  line ->
                      line.matches("\\| `.*\\|.*")
                          && line.split("\\|")[1].contains("`" + type.label() + "`"))
              .filter(line -> line.split("\\|").length == 5)
              .findFirst()
              .orElse("no row for " + type.label());
      assertThat(row)
          .contains("`" + ConsolidationStrategy.defaultFor(type).label() + "`")
          .contains("`" + GroundingMode.defaultFor(type).label() + "`");
    }
    for (ConsolidationStrategy strategy : ConsolidationStrategy.values()) {
      assertThat(page).contains("`" + strategy.label() + "`");
    }
  }

  @Test
  void exampleSchemasAreValid() {
    for (Page page : Page.all()) {
      for (String schema : page.blocks("yaml")) {
        assertThat(SchemaReader.readYaml(schema).fieldGroups()).isNotEmpty();
      }
    }
  }

  @Test
  void apiPageHasTheRoutesOfTheGeneratedDescription() {
    JsonNode paths = new JsonMapper().readTree(Page.read("api/openapi.json")).path("paths");
    StringBuilder documented = new StringBuilder();
    Matcher routes = ROUTES.matcher(Page.read("docs/reference/api.md"));
    while (routes.find()) {
      for (String method : routes.group(1).strip().split(" +")) {
        String path = routes.group(2);
        documented.append(method).append(' ').append(path).append('\n');
        assertThat(paths.path(path).has(method.toLowerCase(java.util.Locale.ROOT)))
            .as(method + " " + path + " in openapi.json")
            .isTrue();
      }
    }
    paths
        .propertyStream()
        .forEach(
            path ->
                path.getValue()
                    .propertyNames()
                    .forEach(
                        method ->
                            assertThat(documented)
                                .contains(
                                    method.toUpperCase(java.util.Locale.ROOT)
                                        + " "
                                        + path.getKey()
                                        + "\n")));
  }
}
