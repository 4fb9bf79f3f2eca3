package lode.adapters.browser;

import lode.adapters.http.CrawlHttpSettings;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The renderer; it starts its browser with the first page. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RenderSettings.class)
public class BrowserAdapters {

  @Bean(destroyMethod = "close")
  ChromiumRenderer pageRenderer(RenderSettings settings, CrawlHttpSettings crawl) {
    return new ChromiumRenderer(settings, crawl.toFetchSettings());
  }
}
