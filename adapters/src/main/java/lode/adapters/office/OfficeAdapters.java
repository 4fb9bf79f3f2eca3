package lode.adapters.office;

import lode.domain.document.DocumentConverter;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What turns bodies into documents. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FileSettings.class)
public class OfficeAdapters {

  @Bean
  DocumentConverter documentConverter(FileSettings settings) {
    return new DocumentConverter(new OfficeFileReader(settings));
  }
}
