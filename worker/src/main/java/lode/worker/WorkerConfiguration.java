package lode.worker;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.converter.DataConverter;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.spring.boot.TemporalOptionsCustomizer;
import io.temporal.worker.WorkerFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import lode.activities.crawl.CrawlActivitiesImpl;
import lode.activities.crawl.CrawlSettings;
import lode.activities.crawl.Focusing;
import lode.activities.crawl.SiteAccess;
import lode.activities.extraction.ExtractionActivitiesImpl;
import lode.activities.extraction.ExtractorSettings;
import lode.activities.extraction.IndexActivitiesImpl;
import lode.activities.extraction.ModelActivitiesImpl;
import lode.activities.extraction.PageReader;
import lode.activities.job.JobActivitiesImpl;
import lode.activities.report.ReportActivitiesImpl;
import lode.adapters.AdaptersConfiguration;
import lode.adapters.http.CrawlHttpSettings;
import lode.adapters.llm.LlmSettings;
import lode.adapters.postgres.DatabaseMigration;
import lode.domain.boilerplate.Boilerplates;
import lode.domain.crawl.CrawlChoices;
import lode.domain.crawl.CrawlCookies;
import lode.domain.crawl.CrawlSecrets;
import lode.domain.crawl.CrawlSteering;
import lode.domain.crawl.Frontier;
import lode.domain.crawl.HostSlots;
import lode.domain.crawl.PageFetcher;
import lode.domain.crawl.PageRenderer;
import lode.domain.crawl.Renderers;
import lode.domain.crawl.RobotsFiles;
import lode.domain.document.DocumentConverter;
import lode.domain.document.Documents;
import lode.domain.entity.Records;
import lode.domain.extraction.Completions;
import lode.domain.extraction.ExtractionPlans;
import lode.domain.extraction.Extractions;
import lode.domain.extraction.LanguageModel;
import lode.domain.job.Jobs;
import lode.domain.operations.Dependency;
import lode.domain.project.Projects;
import lode.domain.report.Reports;
import lode.domain.search.Embedder;
import lode.domain.search.Embeddings;
import lode.domain.search.PassageIndexer;
import lode.workflows.LodeDataConverter;
import lode.workflows.pipeline.JobStarter;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;

/** The whole worker on one screen: activities over adapters, registration, start, stop. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({WorkerSettings.class, BoilerplateSettings.class})
@Import(AdaptersConfiguration.class)
@PropertySource("classpath:lode/worker.properties")
public class WorkerConfiguration {

  /** Longer than any call of the model's own limits, so that a lease outlives the call. */
  private static final Duration LEASE_BEYOND_CALL = Duration.ofSeconds(30);

  @Bean
  DataConverter dataConverter() {
    return LodeDataConverter.create();
  }

  @Bean
  TemporalOptionsCustomizer<WorkflowClientOptions.Builder> clientOptions(DataConverter converter) {
    return options -> options.setDataConverter(converter);
  }

  @Bean
  CrawlSettings crawlSettings(CrawlHttpSettings settings) {
    return new CrawlSettings(
        settings.robotsToken(),
        settings.fetches(),
        settings.maxBodyBytes(),
        settings.retryPause(),
        settings.maxAttempts());
  }

  @Bean
  ExtractorSettings extractorSettings(LlmSettings settings) {
    return new ExtractorSettings(
        settings.model(),
        settings.chunkTokens(),
        settings.overlapTokens(),
        settings.maxOutputTokens(),
        settings.totalTimeout().plus(LEASE_BEYOND_CALL));
  }

  @Bean
  JobActivitiesImpl jobActivities(Jobs jobs, Clock clock) {
    return new JobActivitiesImpl(jobs, clock);
  }

  @Bean
  SiteAccess siteAccess(CrawlSecrets secrets, CrawlCookies cookies) {
    return new SiteAccess(secrets, cookies);
  }

  @Bean(destroyMethod = "close")
  CrawlActivitiesImpl crawlActivities(
      Jobs jobs,
      Frontier frontier,
      PageFetcher fetcher,
      HostSlots slots,
      RobotsFiles robots,
      SiteAccess access,
      CrawlSettings settings,
      Focusing focusing,
      Renderers renderers,
      Clock clock,
      DocumentConverter converter) {
    return new CrawlActivitiesImpl(
        jobs, frontier, fetcher, slots, robots, access, settings, focusing, renderers, clock,
        converter);
  }

  @Bean
  Focusing focusing(
      CrawlChoices choices, Projects projects, Embeddings embeddings, Embedder embedder) {
    return new Focusing(
        choices,
        job -> projects.schema(job.projectId(), job.schemaVersion()),
        embeddings,
        embedder);
  }

  @Bean
  PageReader pageReader(
      DocumentConverter converter, Documents documents, Boilerplates boilerplates) {
    return new PageReader(converter, documents, boilerplates);
  }

  @Bean
  ExtractionActivitiesImpl extractionActivities(
      Jobs jobs,
      Projects projects,
      ExtractionPlans plans,
      Extractions extractions,
      Records records,
      ExtractorSettings settings,
      Clock clock,
      PageReader pages,
      BoilerplateSettings boilerplate) {
    return new ExtractionActivitiesImpl(
        jobs, projects, plans, extractions, records, settings, clock, pages, boilerplate.rule());
  }

  @Bean
  ModelActivitiesImpl modelActivities(
      Jobs jobs,
      Projects projects,
      ExtractionPlans plans,
      Completions completions,
      LanguageModel model,
      ExtractorSettings settings,
      Clock clock,
      PageReader pages) {
    return new ModelActivitiesImpl(
        jobs, projects, plans, completions, model, settings, clock, pages);
  }

  @Bean
  IndexActivitiesImpl indexActivities(
      ExtractionPlans plans, Boilerplates boilerplates, PassageIndexer indexer) {
    return new IndexActivitiesImpl(plans, boilerplates, indexer);
  }

  @Bean
  ReportActivitiesImpl reportActivities(
      Jobs jobs,
      Projects projects,
      Records records,
      Extractions extractions,
      Reports reports,
      LlmSettings llm,
      Clock clock) {
    return new ReportActivitiesImpl(
        jobs, projects, records, extractions, reports, llm.isConfigured(), clock);
  }

  @Bean
  Registration registration(
      WorkerSettings settings,
      LlmSettings llm,
      JobActivitiesImpl jobs,
      CrawlActivitiesImpl crawl,
      PageRenderer renderer,
      ExtractionActivitiesImpl extraction,
      ModelActivitiesImpl model,
      IndexActivitiesImpl index,
      ReportActivitiesImpl report) {
    return new Registration(
        settings, llm.concurrency(), jobs, crawl, renderer, extraction, model, index, report);
  }

  @Bean
  WorkerLifecycle workerLifecycle(
      WorkflowClient client,
      Registration registration,
      DatabaseMigration migration,
      WorkerSettings settings) {
    return new WorkerLifecycle(
        WorkerFactory.newInstance(client, registration.factoryOptions()),
        registration::register,
        migration::await,
        settings.drain(),
        registration.crawl()::rehearse);
  }

  @Bean
  Reconciler reconciler(
      Jobs jobs,
      CrawlSteering steering,
      WorkflowClient client,
      WorkerLifecycle lifecycle,
      WorkerSettings settings,
      Clock clock) {
    return new Reconciler(
        jobs,
        steering,
        client,
        new JobStarter(client),
        lifecycle::isReady,
        settings.reconcileEvery(),
        settings.cancelWithin(),
        clock);
  }

  @Bean
  RenderReports renderReports(
      Renderers renderers, PageRenderer renderer, WorkerLifecycle lifecycle, Clock clock) {
    return new RenderReports(renderers, renderer, lifecycle::isReady, clock);
  }

  @Bean
  Dependency temporalDependency(WorkflowServiceStubs stubs, WorkerLifecycle lifecycle) {
    return new TemporalDependency(stubs, lifecycle::isReady);
  }

  @Bean
  CompositeHealthContributor dependenciesHealthContributor(List<Dependency> dependencies) {
    return DependencyHealth.of(dependencies);
  }
}
