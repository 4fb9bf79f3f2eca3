package lode.adapters.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import lode.domain.boilerplate.Boilerplates;
import lode.domain.crawl.CrawlChoices;
import lode.domain.crawl.CrawlSecrets;
import lode.domain.crawl.CrawlSteering;
import lode.domain.crawl.Frontier;
import lode.domain.crawl.Renderers;
import lode.domain.document.Documents;
import lode.domain.document.Sources;
import lode.domain.entity.Records;
import lode.domain.extraction.Completions;
import lode.domain.extraction.ExtractionPlans;
import lode.domain.extraction.Extractions;
import lode.domain.job.Jobs;
import lode.domain.operations.ApiKeys;
import lode.domain.operations.Dependency;
import lode.domain.project.Projects;
import lode.domain.report.Reports;
import lode.domain.search.Embeddings;
import lode.domain.search.Passages;
import org.postgresql.util.PGobject;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.converter.Converter;
import org.springframework.data.convert.ReadingConverter;
import org.springframework.data.convert.WritingConverter;
import org.springframework.data.jdbc.core.JdbcAggregateTemplate;
import org.springframework.data.jdbc.core.dialect.JdbcDialect;
import org.springframework.data.jdbc.core.dialect.JdbcPostgresDialect;
import org.springframework.data.jdbc.repository.config.AbstractJdbcConfiguration;
import org.springframework.data.jdbc.repository.config.EnableJdbcRepositories;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** All ports that Postgres serves. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({PostgresSettings.class, SecretSettings.class})
@EnableJdbcRepositories(basePackageClasses = ReportRows.class)
public class PostgresAdapters {

  @Bean(destroyMethod = "close")
  HikariDataSource dataSource(PostgresSettings settings) {
    HikariConfig pool = new HikariConfig();
    pool.setPoolName("postgres");
    pool.setJdbcUrl(settings.url());
    pool.setUsername(settings.user());
    pool.setPassword(settings.password());
    pool.setMaximumPoolSize(settings.poolSize());
    pool.setMinimumIdle(Math.min(2, settings.poolSize()));
    pool.setConnectionTimeout(settings.connectionTimeout().toMillis());
    // The process comes up without the database and waits for it.
    pool.setInitializationFailTimeout(-1);
    pool.addDataSourceProperty("reWriteBatchedInserts", "true");
    pool.addDataSourceProperty("tcpKeepAlive", "true");
    pool.addDataSourceProperty("socketTimeout", "120");
    return new HikariDataSource(pool);
  }

  @Bean(destroyMethod = "close")
  DatabaseMigration databaseMigration(DataSource dataSource) {
    return DatabaseMigration.start(dataSource);
  }

  @Bean
  Dependency postgresDependency(PostgresSettings settings, DatabaseMigration migration) {
    return new PostgresDependency(settings, migration);
  }

  @Bean
  PlatformTransactionManager transactionManager(DataSource dataSource) {
    return new JdbcTransactionManager(dataSource);
  }

  @Bean
  TransactionTemplate transactionTemplate(PlatformTransactionManager manager) {
    return new TransactionTemplate(manager);
  }

  @Bean
  NamedParameterJdbcOperations jdbcOperations(DataSource dataSource) {
    return new NamedParameterJdbcTemplate(dataSource);
  }

  @Bean
  JdbcClient jdbcClient(NamedParameterJdbcOperations operations) {
    return JdbcClient.create(operations);
  }

  @Bean
  Jobs jobs(JdbcClient db, TransactionTemplate transaction) {
    return new PostgresJobs(db, transaction);
  }

  @Bean
  Projects projects(JdbcClient db, TransactionTemplate transaction) {
    return new PostgresProjects(db, transaction);
  }

  @Bean
  CrawlChoices crawlChoices(JdbcClient db, TransactionTemplate transaction) {
    return new PostgresCrawlChoices(db, transaction);
  }

  @Bean
  Frontier frontier(JdbcClient db, TransactionTemplate transaction) {
    return new PostgresFrontier(db, transaction);
  }

  @Bean
  CrawlSteering crawlSteering(JdbcClient db, TransactionTemplate transaction) {
    return new PostgresCrawlSteering(db, transaction);
  }

  @Bean
  CrawlSecrets crawlSecrets(JdbcClient db, SecretSettings settings) {
    return new PostgresCrawlSecrets(db, settings);
  }

  @Bean
  Renderers renderers(JdbcClient db) {
    return new PostgresRenderers(db);
  }

  @Bean
  Sources sources(JdbcClient db) {
    return new PostgresSources(db);
  }

  @Bean
  Documents documents(JdbcClient db) {
    return new PostgresDocuments(db);
  }

  @Bean
  Boilerplates boilerplates(JdbcClient db, TransactionTemplate transaction) {
    return new PostgresBoilerplates(db, transaction);
  }

  @Bean
  ExtractionPlans extractionPlans(JdbcClient db, TransactionTemplate transaction) {
    return new PostgresExtractionPlans(db, transaction);
  }

  @Bean
  Extractions extractions(JdbcClient db) {
    return new PostgresExtractions(db);
  }

  @Bean
  Completions completions(JdbcClient db, TransactionTemplate transaction) {
    return new PostgresCompletions(db, transaction);
  }

  @Bean
  Records records(JdbcClient db, TransactionTemplate transaction) {
    return new PostgresRecords(db, transaction);
  }

  @Bean
  Passages passages(JdbcClient db, TransactionTemplate transaction) {
    return new PostgresPassages(db, transaction);
  }

  @Bean
  Embeddings embeddings(JdbcClient db) {
    return new PostgresEmbeddings(db);
  }

  @Bean
  Reports reports(ReportRows rows, JdbcAggregateTemplate template) {
    return new PostgresReports(rows, template);
  }

  @Bean
  ApiKeys apiKeys(KeyRows rows) {
    return new PostgresApiKeys(rows);
  }

  /** Spring Data JDBC with the dialect named: finding it out would open a connection at start. */
  @Configuration(proxyBeanMethods = false)
  static class SpringDataJdbc extends AbstractJdbcConfiguration {

    @Override
    public JdbcDialect jdbcDialect(NamedParameterJdbcOperations operations) {
      return JdbcPostgresDialect.INSTANCE;
    }

    @Override
    protected List<?> userConverters() {
      return List.of(new ToJsonb(), new FromJsonb());
    }
  }

  @WritingConverter
  static class ToJsonb implements Converter<JsonText, PGobject> {

    @Override
    public PGobject convert(JsonText source) {
      try {
        PGobject json = new PGobject();
        json.setType("jsonb");
        json.setValue(source.json());
        return json;
      } catch (SQLException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
  }

  @ReadingConverter
  static class FromJsonb implements Converter<PGobject, JsonText> {

    @Override
    public JsonText convert(PGobject source) {
      return new JsonText(String.valueOf(source.getValue()));
    }
  }
}
