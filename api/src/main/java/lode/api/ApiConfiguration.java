package lode.api;

import io.temporal.serviceclient.WorkflowServiceStubs;
import lode.adapters.AdaptersConfiguration;
import lode.api.http.ApiSettings;
import lode.api.job.JobWorkflows;
import lode.api.job.TemporalConnection;
import lode.api.job.TemporalSettings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;

/** The whole API: its routes over the adapters' ports, and its way to Temporal. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ApiSettings.class, TemporalSettings.class})
@Import(AdaptersConfiguration.class)
@ComponentScan(
    excludeFilters =
        @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = LodeApi.class))
@PropertySource("classpath:lode/api.properties")
public class ApiConfiguration {

  @Bean(destroyMethod = "close")
  TemporalConnection apiTemporal(
      ObjectProvider<WorkflowServiceStubs> stubs, TemporalSettings settings) {
    return new TemporalConnection(stubs.getIfAvailable(), settings);
  }

  @Bean
  JobWorkflows jobWorkflows(TemporalConnection temporal) {
    return new JobWorkflows(temporal);
  }
}
