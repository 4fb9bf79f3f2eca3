package lode.adapters.http;

import java.time.Clock;
import lode.domain.crawl.PageFetcher;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The page fetcher. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CrawlHttpSettings.class)
public class HttpAdapters {

  @Bean(destroyMethod = "close")
  PageFetcher pageFetcher(CrawlHttpSettings settings, Clock clock) {
    return new HttpPageFetcher(settings.toFetchSettings(), clock);
  }
}
