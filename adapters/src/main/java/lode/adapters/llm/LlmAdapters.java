package lode.adapters.llm;

import java.time.Clock;
import lode.domain.extraction.LanguageModel;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The model endpoint. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LlmSettings.class)
public class LlmAdapters {

  @Bean
  LanguageModel languageModel(LlmSettings settings, Clock clock) {
    return new OpenAiLanguageModel(settings.toModelSettings(), clock);
  }
}
